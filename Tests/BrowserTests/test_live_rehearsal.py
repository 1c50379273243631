# SPDX-License-Identifier: Apache-2.0
"""Movements practised before the camera. A module in the place of the live check's follows measures that are written down in
Tests/RehearsalProbe; no film of a face is made to move."""

import json

import pytest
from playwright.sync_api import expect

from conftest import ROOT

PROBE = ROOT / ".build-wasm/release/RehearsalProbe.wasm"
PAGE = "/tools/self-check/"


# Every sentence that was shown, in order: some stand for less than a second.
LISTEN = """
    window.shown = [];
    addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
        const words = document.querySelector("live-check .say")?.textContent;
        if (words && words !== window.shown.at(-1)) window.shown.push(words);
    }).observe(document, { childList: true, characterData: true, subtree: true }));"""


@pytest.fixture
def practising(open_reader):
    """A reader of the tool whose core follows the written measures."""
    reader = open_reader(path=PAGE, script=LISTEN)
    reader.give_module(PROBE.read_bytes())
    return reader


@pytest.mark.parametrize("movement, advice", [
    ("Blink", "Open your eyes sooner."),
    ("Turn to the left", "A little slower."),
    ("Turn to the right", "Come back into the picture."),
    ("Nod", "Now move, as slowly as you like."),
])
def test_a_movement_is_followed_to_its_end_with_one_advice_at_a_time(practising, movement, advice):
    practising.practise(movement)
    practising.expect_phase("result", seconds=20)
    shown = practising.page.evaluate("window.shown")
    ahead, advised = (next(i for i, words in enumerate(shown) if words.startswith(start)) for start in ("Look straight ahead", advice))
    assert ahead < advised < len(shown) - 1
    assert practising.saying == "Done. You know this movement now. It says nothing about an exchange's own check."
    report = json.loads(practising.last_report)
    assert (report["session"], report["phase"], report["progress"]) == ("rehearsal", "done", 1000)
    assert practising.widget.locator("video").count() == 0
    expect(practising.widget.get_by_role("button", name=f"{movement} ✓")).to_be_visible()
    assert practising.complaints == []


def test_the_reader_chooses_the_order_and_nothing_is_scored(practising):
    for movement in ("Nod", "Turn to the left"):
        practising.practise(movement)
        practising.expect_phase("result", seconds=20)
    shown = practising.widget.locator(".movements .button").all_inner_texts()
    assert shown == ["Blink", "Turn to the left ✓", "Turn to the right", "Nod ✓"]
    assert practising.widget.locator(".results li").count() == 0
    assert set(practising.states().values()) == {None}


def test_a_movement_can_be_stopped_and_left(practising):
    practising.practise("Blink")
    practising.expect_phase("practising")
    practising.press("Stop")
    practising.expect_phase("idle")
    expect(practising.widget).to_contain_text("The camera is off.")


def test_no_movement_is_offered_for_a_file(practising):
    practising.press("Practise a movement")
    assert practising.widget.locator(".movements input").count() == 0
