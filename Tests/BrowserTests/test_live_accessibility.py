# SPDX-License-Identifier: Apache-2.0
"""The live check by keyboard, by screen reader, and by axe-core in every state."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

TOOL = "/tools/self-check/"


def violations(page, scope="live-check"):
    found = Axe().run(page, context={"include": [scope]}).response["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]


def before(reader, _):
    reader.expect_phase("idle")


def loading(reader, _):
    reader.page.route("**/*.network", lambda route: None)
    reader.start_camera()
    reader.expect_saying(" KB. You can read on")


def asking(reader, _):
    reader.page.evaluate("() => { navigator.mediaDevices.getUserMedia = () => new Promise(() => {}); }")
    reader.start_camera()
    reader.expect_phase("asking")


def looking(reader, _):
    reader.start_camera()
    reader.expect_saying("Come a little nearer")


def stopped(reader, _):
    looking(reader, _)
    reader.press("Stop")
    reader.expect_phase("result")


def refused(reader, _):
    reader.page.evaluate("() => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); }; }")
    reader.start_camera()
    reader.expect_phase("error")


def picture(reader, pictures):
    reader.choose(pictures["spoilt"])
    reader.expect_phase("result")


def document(reader, pictures):
    reader.choose(pictures["spoilt"], of="document")
    reader.expect_phase("result")


def choosing(reader, _):
    reader.press("Practise a movement")
    reader.expect_saying("Choose a movement.")


def practising(reader, _):
    reader.practise("Nod")
    reader.expect_phase("practising")


STATES = [before, loading, asking, looking, stopped, refused, picture, document, choosing, practising]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing(open_reader, pictures, state, scheme):
    reader = open_reader(path=TOOL, color_scheme=scheme)
    state(reader, pictures)
    assert violations(reader.page) == []


def test_axe_finds_nothing_when_all_is_good(open_reader, open_camera):
    reader = open_reader(open_camera("good"))
    reader.start_camera()
    reader.expect_phase("result")
    assert violations(reader.page) == []


# By keyboard


def focused(reader):
    return reader.page.evaluate("document.activeElement.textContent.trim()")


def tab_to(reader, name):
    for _ in range(120):
        if focused(reader) == name:
            return
        reader.page.keyboard.press("Tab")
    raise AssertionError(f"no way to '{name}' by keyboard")


def test_a_whole_run_goes_by_keyboard_alone_and_the_focus_is_never_lost(open_reader):
    reader = open_reader()
    tab_to(reader, "Start camera")
    reader.page.keyboard.press("Enter")
    reader.expect_saying("Come a little nearer")
    assert focused(reader) == "Stop"
    reader.page.keyboard.press("Enter")
    reader.expect_phase("result")
    assert focused(reader) == "Start camera"
    tab_to(reader, "Print this result")
    tab_to(reader, "Near enough")
    reader.page.keyboard.press("Enter")
    assert "#step-" in reader.page.url


def test_a_picture_can_be_chosen_by_keyboard(open_reader):
    reader = open_reader()
    tab_to(reader, "Start camera")
    reader.page.keyboard.press("Tab")
    with reader.page.expect_file_chooser():
        reader.page.keyboard.press("Space")


def test_a_movement_is_chosen_and_stopped_by_keyboard(open_reader):
    reader = open_reader(path=TOOL)
    tab_to(reader, "Practise a movement")
    reader.page.keyboard.press("Enter")
    reader.expect_saying("Choose a movement.")
    assert focused(reader) == "Blink"
    tab_to(reader, "Nod")
    reader.page.keyboard.press("Space")
    reader.expect_phase("practising")
    assert focused(reader) == "Stop"


# By ear


LISTEN = """
    window.heard = [];
    addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
        const words = document.querySelector("live-check [role=status]")?.textContent;
        if (words && words !== window.heard.at(-1)?.words) window.heard.push({ words, at: performance.now() });
    }).observe(document, { childList: true, characterData: true, subtree: true }));"""


def test_a_screen_reader_hears_what_to_do_and_how_to_do_it_without_seeing_the_preview(open_reader, open_camera):
    reader = open_reader(open_camera("aside"), script=LISTEN)
    reader.start_camera()
    reader.expect_saying("Bring your face to the middle of the picture.")
    reader.page.wait_for_timeout(2500)
    reader.press("Stop")
    reader.page.wait_for_timeout(2500)
    heard = reader.page.evaluate("window.heard")
    assert [entry["words"] for entry in heard] == [
        "Your browser asks for the camera now. The picture stays in this tab.",
        "Bring your face to the middle of the picture. To your left. Or move the device a little to your right.",
        "The camera is off.",
    ]
    assert all(later["at"] - earlier["at"] >= 1990 for earlier, later in zip(heard, heard[1:]))


def test_the_region_that_is_heard_is_polite_and_nothing_else_in_the_card_is_one(reader):
    regions = reader.widget.locator("[role=status], [role=alert], [aria-live]")
    assert regions.count() == 1
    assert regions.get_attribute("aria-live") in (None, "polite")


def test_a_result_reads_as_a_list_with_every_state_in_words(reader, pictures):
    reader.choose(pictures["spoilt"])
    reader.expect_phase("result")
    read = reader.widget.aria_snapshot()
    report = json.loads(reader.last_report)
    assert read.count("- listitem") == len(report["checks"])
    for word in ("good", "change this", "cannot tell") if any(
            check["state"] == "notMeasurable" for check in report["checks"]) else ("good", "change this"):
        assert word in read
    step = reader.page.locator(".body ol a[data-check=sharpness]").first
    assert "change this" in step.text_content()


# By hand and eye


@pytest.mark.parametrize("state", [before, looking, picture, choosing], ids=lambda state: state.__name__)
def test_what_is_pressed_is_at_least_44_pixels_high(open_reader, pictures, state):
    reader = open_reader(path=TOOL)
    state(reader, pictures)
    for target in reader.widget.locator("button, label, a.aside, .results .about").all():
        if target.is_visible():
            assert target.bounding_box()["height"] >= 44, target.inner_text()


def test_nothing_moves_where_the_reader_wants_no_motion(open_reader):
    moving = "document.getAnimations().length"
    still = open_reader(path=TOOL, reduced_motion="reduce")
    still.press("Practise a movement")
    still.expect_saying("Choose a movement.")
    assert still.page.evaluate(moving) == 0
    other = open_reader(path=TOOL, reduced_motion="no-preference")
    other.press("Practise a movement")
    other.expect_saying("Choose a movement.")
    assert other.page.evaluate(moving) > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_states_differ_without_colour(open_reader, pictures, scheme):
    reader = open_reader(color_scheme=scheme)
    reader.choose(pictures["spoilt"])
    reader.expect_phase("result")
    signs = reader.page.eval_on_selector_all(
        ".results li", "items => items.map(item => [item.dataset.state, getComputedStyle(item, '::before').content, item.querySelector('b').textContent])")
    by_state = {state: (sign, word) for state, sign, word in signs}
    assert len(by_state) == len(set(by_state.values())) > 1


def test_the_text_can_be_twice_as_large_without_a_word_cut_off(open_reader):
    reader = open_reader(width=360, height=740)
    reader.page.evaluate("document.documentElement.style.fontSize = '212%'")
    reader.start_camera()
    reader.expect_saying("Come a little nearer")
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
