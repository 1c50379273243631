# SPDX-License-Identifier: Apache-2.0
"""The live check before a camera: real Chromium, whose camera is a film made from one still picture."""

import json

import pytest
from playwright.sync_api import expect

LIST = "#checklist"


def refusing(name):
    """A script by which the browser answers as it does when a camera is busy, broken or forbidden; the last word is its own."""
    return f"navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('', '{name}'); }};"


def watch_tracks(reader):
    reader.page.evaluate(
        "document.querySelector('live-check video').srcObject.getTracks().forEach(track => (window.tracks ??= []).push(track))")


def tracks(reader):
    return reader.page.evaluate("window.tracks.map(track => track.readyState)")


# What it sees, and says


@pytest.mark.parametrize("film, check, sentence, where", [
    ("dark", "light-level", "Face a window or a lamp.", ""),
    ("side", "light-balance", "Turn to face the light.", "To your right."),
    ("far", "face-size", "Come a little nearer to the camera.", ""),
    ("aside", "face-centred", "Bring your face to the middle of the picture.", "To your left."),
    ("two", "single-face", "Make sure that your face, and only yours, is in the picture.", ""),
    ("nobody", "single-face", "Make sure that your face, and only yours, is in the picture.", ""),
    ("glare", "glasses-glare", "Take off your glasses for the picture, or move the lamp.", ""),
])
def test_the_one_thing_to_change_is_said_in_the_words_of_its_check(open_reader, open_camera, film, check, sentence, where):
    reader = open_reader(open_camera(film))
    reader.start_camera()
    reader.expect_saying(sentence)
    assert reader.widget.locator(".where").inner_text() == where
    report = json.loads(reader.last_report)
    assert (report["session"], report["state"], report["hint"]["id"]) == ("live", "hint", check)
    assert reader.states()[check] == report["hint"]["verdict"]
    assert reader.complaints == []


@pytest.mark.parametrize("film, sentence, drawn", [
    ("side", "Turn to face the light.", 6), ("far", "Come a little nearer", 4), ("aside", "Bring your face", 1), ("dark", "Face a window", 0),
])
def test_a_cue_is_drawn_where_there_is_a_direction(open_reader, open_camera, film, sentence, drawn):
    reader = open_reader(open_camera(film))
    reader.start_camera()
    reader.expect_saying(sentence)
    assert reader.widget.locator(".cue :is(path, circle)").count() == drawn


def test_when_nothing_has_to_change_the_camera_goes_off_by_itself(open_reader, open_camera):
    reader = open_reader(open_camera("good"))
    reader.start_camera()
    reader.expect_phase("looking")
    watch_tracks(reader)
    reader.expect_phase("result")
    assert tracks(reader) == ["ended"]
    assert reader.saying.startswith("Nothing to change on the points that could be measured.")
    assert "decides nothing for an exchange" in reader.saying
    report = json.loads(reader.last_report)
    assert report["state"] == "ready"
    assert reader.widget.locator("video").count() == 0
    assert reader.widget.locator(".results li").count() == len(report["checks"])
    expect(reader.widget).to_contain_text("The camera is off. No picture was kept.")
    expect(reader.widget.get_by_role("link", name="What comes next")).to_have_attribute("href", "#next-move")


def test_the_core_gets_frames_that_are_not_mirrored(open_reader, open_camera):
    reader = open_reader(open_camera("aside"))
    reader.start_camera()
    reader.expect_saying("Bring your face to the middle of the picture.")
    # The face stands on the left of the film, so on the person's own right: they have to go to their left.
    hint = json.loads(reader.last_report)["hint"]
    assert reader.page.evaluate("getComputedStyle(document.querySelector('live-check video')).transform") == "matrix(-1, 0, 0, 1, 0, 0)"
    assert hint["direction"] == "left"


# Where it stands


@pytest.mark.parametrize("width, height", [(390, 664), (360, 640), (844, 390), (1280, 720)])
def test_while_the_camera_looks_sentence_button_and_picture_are_on_the_screen(open_reader, width, height):
    reader = open_reader(width=width, height=height)
    reader.start_camera()
    reader.expect_saying("Come a little nearer")
    for part in (".say", ".controls button", "video"):
        box = reader.widget.locator(part).first.bounding_box()
        assert 0 <= box["y"] and box["y"] + box["height"] <= height, part


def test_nothing_moves_while_the_sentence_changes(open_reader):
    reader = open_reader()
    reader.start_camera()
    reader.wait_for_report()
    place = reader.widget.locator("video").bounding_box()
    reader.expect_saying("Come a little nearer")
    assert reader.widget.locator("video").bounding_box() == place


# Its end


def test_the_camera_stops_when_asked(open_reader):
    reader = open_reader()
    reader.start_camera()
    reader.expect_saying("Come a little nearer")
    watch_tracks(reader)
    reader.press("Stop")
    reader.expect_phase("result")
    assert tracks(reader) == ["ended"]
    assert reader.widget.locator("video").count() == 0
    assert reader.complaints == []


def test_a_camera_that_is_stopped_at_once_leaves_no_result(open_reader):
    reader = open_reader(script="navigator.mediaDevices.getUserMedia = () => new Promise(() => {});")
    reader.start_camera()
    reader.expect_phase("asking")
    reader.press("Stop")
    reader.expect_phase("idle")
    assert reader.widget.locator(".results li").count() == 0
    assert set(reader.states().values()) == {None}


def test_the_camera_goes_off_when_the_tab_is_hidden(open_reader):
    reader = open_reader()
    reader.start_camera()
    reader.expect_saying("Come a little nearer")
    watch_tracks(reader)
    reader.page.evaluate("""() => {
        Object.defineProperty(document, "hidden", { value: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }""")
    reader.expect_phase("result")
    assert tracks(reader) == ["ended"]
    expect(reader.widget).to_contain_text("The camera is off because this tab was hidden.")


def test_a_permission_that_is_withdrawn_ends_the_run_in_words(open_browser, open_reader, films):
    asking = open_browser("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={films['far']}")
    reader = open_reader(asking, permissions=["camera"])
    reader.start_camera()
    reader.expect_saying("Come a little nearer")
    watch_tracks(reader)
    reader.context.clear_permissions()
    reader.expect_phase("error")
    assert tracks(reader) == ["ended"]
    assert "The browser or the device turned it off." in reader.saying


def test_a_camera_that_is_taken_away_is_told_in_words(open_reader):
    reader = open_reader()
    reader.start_camera()
    reader.expect_saying("Come a little nearer")
    reader.page.evaluate("""() => {
        const [track] = document.querySelector("live-check video").srcObject.getTracks();
        track.stop();
        track.dispatchEvent(new Event("ended"));
    }""")
    reader.expect_phase("error")
    assert "The browser or the device turned it off." in reader.saying


def test_after_twenty_seconds_without_progress_there_is_another_way_and_after_sixty_the_camera_is_off(open_reader, open_camera):
    reader = open_reader(open_camera("far"), script="""
        const later = setTimeout;
        globalThis.setTimeout = (action, time, ...more) => later(action, time >= 20000 ? time / 20 : time, ...more);""")
    reader.start_camera()
    reader.expect_saying("Come a little nearer")
    expect(reader.widget.locator(".help")).to_be_visible()
    assert "complete without the camera" in reader.widget.locator(".help").inner_text()
    reader.expect_phase("result")
    expect(reader.widget).to_contain_text("The camera is off: nothing has changed for 60 seconds.")


# The browser's answers


@pytest.mark.parametrize("name, sentence", [
    ("NotAllowedError", "allow it for this page"),
    ("NotFoundError", "The browser found none."),
    ("NotReadableError", "Close other apps and tabs that use the camera"),
    ("OverconstrainedError", "This one offers no picture that fits."),
    ("AbortError", "It broke off before the first picture."),
    ("SecurityError", "Switch the camera on for this page"),
    ("TypeError", "The browser could not open it."),
])
def test_a_refusal_is_told_in_words_that_begin_with_what_to_do(open_reader, name, sentence):
    reader = open_reader(script=refusing(name))
    reader.start_camera()
    reader.expect_phase("error")
    assert sentence in reader.saying and "use a picture" in reader.saying
    expect(reader.page.locator(LIST)).to_be_visible()
    assert reader.widget.get_by_role("button", name="Start camera").count() == 1


def test_a_user_who_says_no_can_go_on_with_the_list(open_browser, open_reader):
    reader = open_reader(open_browser("--use-fake-ui-for-media-stream=deny", "--use-fake-device-for-media-stream"))
    reader.start_camera()
    reader.expect_phase("error")
    assert "allow it for this page" in reader.saying
    expect(reader.page.locator(LIST)).to_be_visible()


def test_a_device_without_a_camera_is_told_in_words(open_browser, open_reader):
    reader = open_reader(open_browser("--use-fake-ui-for-media-stream"))
    reader.start_camera()
    reader.expect_phase("error")
    assert "The browser found none" in reader.saying


def test_a_page_without_https_is_told_where_a_camera_can_be_used(open_reader):
    reader = open_reader(script="Object.defineProperty(globalThis, 'isSecureContext', { value: false });")
    reader.start_camera()
    reader.expect_phase("error")
    assert "Open this page over https" in reader.saying


def test_a_question_that_stays_open_is_pointed_to(open_reader):
    reader = open_reader(script="""
        navigator.mediaDevices.getUserMedia = () => new Promise(() => {});
        const later = setTimeout;
        globalThis.setTimeout = (action, time, ...more) => later(action, time === 15000 ? 300 : time, ...more);""")
    reader.start_camera()
    reader.expect_saying("Look for the browser's question near the address bar.")
    reader.expect_phase("asking")


def test_a_camera_that_comes_after_the_reader_has_stopped_is_turned_off(open_reader):
    reader = open_reader(script="""
        const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (wanted) => {
          const stream = await ask(wanted);
          await new Promise((done) => { window.give = done; });
          window.tracks = stream.getTracks();
          return stream;
        };""")
    reader.start_camera()
    reader.expect_phase("asking")
    reader.page.wait_for_timeout(500)
    reader.press("Stop")
    reader.page.evaluate("window.give()")
    reader.page.wait_for_timeout(200)
    assert tracks(reader) == ["ended"]


# A slow device


def test_on_a_slow_device_frames_are_dropped_and_never_queued(open_reader):
    reader = open_reader(script="""
        window.open_ = 0; window.most = 0; window.asked = 0;
        const bitmap = createImageBitmap;
        globalThis.createImageBitmap = async (...given) => {
          window.open_ += 1; window.asked += 1; window.most = Math.max(window.most, window.open_);
          await new Promise((done) => setTimeout(done, 400));
          window.open_ -= 1;
          return bitmap(...given);
        };""")
    reader.start_camera()
    reader.expect_saying("Come a little nearer")
    reader.page.wait_for_timeout(2000)
    assert reader.page.evaluate("window.most") == 1
    report = json.loads(reader.last_report)
    # It rests after each: at most three frames in two seconds, each with its own time.
    assert report["milliseconds"] / max(1, report["frame"]) > 550
