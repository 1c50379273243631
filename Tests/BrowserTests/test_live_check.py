# SPDX-License-Identifier: Apache-2.0
"""The live check as a reader meets it in headless Chromium."""

import json
import re
import subprocess
import time

import pytest
from playwright.sync_api import expect

from conftest import PHOTOGRAPH, ROOT, native_report, vips

GUIDE = "/guides/face-verification/"
def sideways(folder):
    """300 × 200 pixels, stored as 200 × 300 with the EXIF orientation that turns them back."""
    vips("crop", PHOTOGRAPH, folder / "wide.v", "0", "0", "300", "200")
    vips("rot", folder / "wide.v", folder / "stored.jpg", "d270")
    stored = (folder / "stored.jpg").read_bytes()
    exif = b"Exif\0\0MM\0*" + bytes([0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0])
    turned = folder / "turned.jpg"
    turned.write_bytes(stored[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + stored[2:])
    return turned


def unstamped(path):
    """The name of an asset without the mark of its bytes: site.4f1c2a90b3.css is site.css."""
    return re.sub(r"\.[0-9a-f]{10}(\.\w+)$", r"\1", path)


def states_after(reader, report):
    """What the guide's references show: the report's states, and nothing for checks of other sessions."""
    return dict.fromkeys(reader.states()) | {check["id"]: check["state"] for check in report["checks"]}


NETWORKS = [f"/assets/networks/{name}.network" for name in ("face_detection_short_range", "face_landmark", "selfie_segmentation")]
ASSETS_ON_DEMAND = ["/assets/live-check-session.js", "/assets/live-check.wasm", *NETWORKS, "/live-check.json"]


class Reader:
    """One reader with the guide open; remembers every request, and everything that the console complained about."""

    def __init__(self, browser, site, **options):
        self.site = site
        self.context = browser.new_context(viewport={"width": 390, "height": 844}, **options)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(site + GUIDE, wait_until="networkidle")
        self.widget = self.page.locator("live-check")

    def choose(self, picture):
        self.widget.locator("input[type=file]").set_input_files(picture)

    def start_camera(self):
        self.widget.get_by_role("button", name="Start camera").click()

    def expect_phase(self, phase):
        expect(self.widget).to_have_attribute("data-phase", phase, timeout=15_000)

    def wait_for_report(self, other_than=""):
        """The core's bytes as the widget got them. Asked for again and again, because the page forbids a script to wait."""
        deadline = time.monotonic() + 15
        while (report := self.page.evaluate("document.querySelector('live-check').lastReport")) == other_than:
            assert time.monotonic() < deadline, f"no report; the widget says: {self.saying}"
            self.page.wait_for_timeout(50)
        return report

    @property
    def saying(self):
        return self.widget.locator(".say").inner_text()

    def states(self):
        """The state of every reference to a check in the page, by its id."""
        return dict(self.page.eval_on_selector_all(
            "a[data-check]", "links => links.map(link => [link.dataset.check, link.dataset.state])"))


@pytest.fixture
def open_guide(browser, site):
    readers = []

    def open_guide(browser=browser, **options):
        readers.append(Reader(browser, site, **options))
        return readers[-1]

    yield open_guide
    for reader in readers:
        reader.context.close()


@pytest.fixture
def reader(open_guide):
    return open_guide()


# Before the reader asks


def test_nothing_of_the_check_is_loaded_before_the_reader_asks(reader):
    loaded = {unstamped(url.removeprefix(reader.site)) for url in reader.requests}
    scripts = {f"/assets/{name}.js" for name in ("live-check", "details", "review")}
    figures = {path for path in loaded if path.startswith("/assets/figures/") and path.endswith(".svg")}
    assert loaded - figures == {GUIDE, "/assets/site.css", "/assets/mark.svg", *scripts}
    assert reader.complaints == []


def test_without_script_the_page_is_a_complete_checklist(open_guide):
    reader = open_guide(java_script_enabled=False)
    known = set(re.findall(r"\(check:([a-z-]+)\)", (ROOT / f"Content{GUIDE.rstrip('/')}.md").read_text()))
    in_steps = reader.page.locator("#suggested-path ~ ol a.check")
    in_list = reader.page.locator("#checklist a.check")
    assert {link.get_attribute("data-check") for link in in_steps.all()} == known
    assert {link.get_attribute("data-check") for link in in_list.all()} == known
    assert in_list.count() == len(known)
    expect(reader.widget).to_contain_text("The list below is complete on its own")
    assert reader.widget.get_by_role("button").count() == 0


# A picture


@pytest.mark.parametrize("name", ["sharp", "turned", "small", "spoilt"])
def test_the_page_and_the_command_report_the_same_bytes(reader, pictures, name):
    reader.choose(pictures[name])
    assert reader.wait_for_report() == native_report(pictures[name])


def test_a_spoilt_picture_gives_the_one_thing_to_change_in_the_words_of_its_page(reader, pictures):
    reader.choose(pictures["spoilt"])
    reader.expect_phase("result")
    report = json.loads(reader.wait_for_report())
    words = reader.context.request.get(reader.site + reader.widget.get_attribute("data-words")).json()
    assert report["first"] == "sharpness"
    sharpness = next(check for check in report["checks"] if check["id"] == "sharpness")
    assert reader.saying == words["checks"]["sharpness"]["causes"][sharpness["cause"]]


def test_every_reference_in_the_text_carries_the_state_of_its_check(reader, pictures):
    assert set(reader.states().values()) == {None}
    reader.choose(pictures["spoilt"])
    report = json.loads(reader.wait_for_report())
    assert reader.states() == states_after(reader, report)


def test_a_better_picture_replaces_the_result_of_the_first(reader, pictures):
    reader.choose(pictures["spoilt"])
    first = reader.wait_for_report()
    reader.choose(pictures["sharp"])
    reader.wait_for_report(other_than=first)
    reader.expect_phase("result")
    assert reader.states()["sharpness"] == "good"
    assert reader.saying.startswith("Nothing to change on the points that could be measured")


def test_a_file_that_is_no_picture_is_told_in_words_and_the_check_goes_on(reader, pictures, tmp_path):
    letter = tmp_path / "letter.jpg"
    letter.write_text("Dear Sir or Madam")
    reader.choose(letter)
    reader.expect_phase("error")
    assert "This browser cannot read the one you chose" in reader.saying
    reader.choose(pictures["sharp"])
    reader.expect_phase("result")


def test_a_picture_that_a_camera_stored_on_its_side_is_seen_upright(reader, pictures, tmp_path):
    reader.choose(sideways(tmp_path))
    report = json.loads(reader.wait_for_report())
    assert (report["width"], report["height"]) == (300, 200)


def test_nothing_of_an_earlier_picture_looks_like_the_result_of_a_later_one(reader, pictures, tmp_path):
    reader.choose(pictures["sharp"])
    reader.expect_phase("result")
    letter = tmp_path / "letter.jpg"
    letter.write_text("Dear Sir or Madam")
    reader.choose(letter)
    reader.expect_phase("error")
    assert set(reader.states().values()) == {None}
    assert reader.widget.locator(".results li").count() == 0
    assert reader.page.evaluate("document.querySelector('live-check').lastReport") == ""


# The camera


def test_the_camera_starts_and_stops_by_keyboard_alone(reader):
    for _ in range(80):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("document.activeElement.textContent") == "Start camera":
            break
    reader.page.keyboard.press("Enter")
    reader.expect_phase("looking")
    assert reader.page.evaluate("document.activeElement.textContent") == "Stop camera"
    reader.wait_for_report()
    reader.page.keyboard.press("Enter")
    reader.expect_phase("result")


@pytest.mark.parametrize("width, height", [(390, 664), (360, 640), (844, 390), (1280, 720)])
def test_while_the_camera_looks_sentence_button_and_picture_are_on_the_screen(reader, width, height):
    reader.page.set_viewport_size({"width": width, "height": height})
    reader.start_camera()
    reader.wait_for_report()
    for part in (".say", ".controls button", "video"):
        box = reader.widget.locator(part).first.bounding_box()
        assert 0 <= box["y"] and box["y"] + box["height"] <= height, part


def test_the_camera_reaches_a_result_and_stops_when_asked(reader):
    reader.start_camera()
    reader.expect_phase("looking")
    report = json.loads(reader.wait_for_report())
    assert (report["session"], report["width"] * report["height"] > 0) == ("photo", True)
    assert reader.states() == states_after(reader, report)
    reader.page.evaluate("document.querySelector('live-check video').srcObject.getTracks().forEach(t => (window.tracks ??= []).push(t))")
    reader.widget.get_by_role("button", name="Stop camera").click()
    reader.expect_phase("result")
    assert reader.page.evaluate("window.tracks.map(track => track.readyState)") == ["ended"]
    assert reader.widget.locator("video").count() == 0
    assert reader.complaints == []


def test_no_request_leaves_the_page_but_for_loader_and_module_from_the_same_place(reader, pictures):
    before = len(reader.requests)
    reader.choose(pictures["sharp"])
    reader.expect_phase("result")
    reader.start_camera()
    reader.expect_phase("looking")
    reader.page.wait_for_timeout(2500)
    reader.widget.get_by_role("button", name="Stop camera").click()
    reader.page.wait_for_load_state("networkidle")
    assert sorted(map(unstamped, reader.requests[before:])) == [reader.site + path for path in ASSETS_ON_DEMAND]


def test_the_page_may_not_send_anything_elsewhere_even_if_a_script_tried(reader):
    answer = reader.page.evaluate("""async () => {
        const attempts = [() => fetch('https://elsewhere.example/'), () => new RTCPeerConnection()];
        return Promise.all(attempts.map(async (attempt) => {
            try { await attempt(); return 'done'; } catch (error) { return error.name; }
        }));
    }""")
    assert answer == ["TypeError", "ReferenceError"]
    assert not any("elsewhere.example" in url for url in reader.requests)


def test_a_refused_camera_is_told_in_words_and_the_list_stays(open_browser, open_guide):
    refusing = open_browser("--use-fake-ui-for-media-stream=deny", "--use-fake-device-for-media-stream")
    reader = open_guide(refusing)
    reader.start_camera()
    reader.expect_phase("error")
    assert "allow it for this page" in reader.saying and "use a picture" in reader.saying
    expect(reader.page.locator("#checklist")).to_be_visible()


def test_a_device_without_a_camera_is_told_in_words(open_browser, open_guide):
    reader = open_guide(open_browser("--use-fake-ui-for-media-stream"))
    reader.start_camera()
    reader.expect_phase("error")
    assert "The browser found none" in reader.saying


# A core of another edition


def test_a_module_with_another_digest_is_refused_by_the_page(reader, site, pictures):
    digest = reader.widget.get_attribute("data-catalogue")
    module = reader.context.request.get(site + reader.widget.get_attribute("data-module")).body()
    stale = module.replace(digest.encode(), (digest[1:] + digest[0]).encode())
    assert stale != module
    reader.page.route("**/live-check.*.wasm", lambda route: route.fulfill(body=stale, content_type="application/wasm"))
    reader.choose(pictures["sharp"])
    reader.expect_phase("error")
    assert "different editions" in reader.saying
    assert set(reader.states().values()) == {None}


def test_a_lost_connection_is_told_in_words_and_the_next_try_works(reader, pictures):
    reader.page.route("**/live-check.*.wasm", lambda route: route.abort())
    reader.choose(pictures["sharp"])
    reader.expect_phase("error")
    assert "could not be loaded" in reader.saying
    reader.page.unroute("**/live-check.*.wasm")
    reader.choose(pictures["sharp"])
    reader.expect_phase("result")
