# SPDX-License-Identifier: Apache-2.0
"""The live check in headless Chromium: what is loaded and when, and pictures from files."""

import json
import re
import subprocess

import pytest
from playwright.sync_api import expect

from conftest import COMMAND, PHOTOGRAPH, ROOT, native_report
from films import vips
from reader import GUIDE, unstamped

DOCUMENT_GUIDE = "/guides/photograph-your-id/"


def sideways(folder):
    """300 × 200 pixels, stored as 200 × 300 with the EXIF orientation that turns them back."""
    vips("crop", PHOTOGRAPH, folder / "wide.v", "0", "0", "300", "200")
    vips("rot", folder / "wide.v", folder / "stored.jpg", "d270")
    stored = (folder / "stored.jpg").read_bytes()
    exif = b"Exif\0\0MM\0*" + bytes([0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0])
    turned = folder / "turned.jpg"
    turned.write_bytes(stored[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + stored[2:])
    return turned


def states_after(reader, report):
    """What the guide's references show: the report's states, and nothing for checks of other sessions."""
    return dict.fromkeys(reader.states()) | {check["id"]: check["state"] for check in report["checks"]}


# Before the reader asks


def test_nothing_of_the_check_is_loaded_before_the_reader_asks(reader):
    loaded = {unstamped(url.removeprefix(reader.site)) for url in reader.requests}
    scripts = {f"/assets/{name}.js" for name in ("live-check", "details", "page-files", "review")}
    figures = {path for path in loaded if path.startswith("/assets/figures/") and path.endswith(".svg")}
    assert loaded - figures == {GUIDE, "/assets/site.css", "/assets/mark.svg", *scripts}
    assert reader.complaints == []


def test_without_script_the_page_is_a_complete_checklist(open_reader):
    reader = open_reader(java_script_enabled=False)
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
    words = reader.parts()
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


# A core of another edition


def test_a_module_with_another_digest_is_refused_by_the_page(reader, site, pictures):
    digest = reader.widget.get_attribute("data-catalogue")
    module = reader.context.request.get(site + reader.parts()["module"]["url"]).body()
    stale = module.replace(digest.encode(), (digest[1:] + digest[0]).encode())
    assert stale != module
    reader.give_module(stale)
    reader.choose(pictures["sharp"])
    reader.expect_phase("error")
    assert "different editions" in reader.saying
    assert set(reader.states().values()) == {None}


# Loading


def test_what_is_loaded_is_said_in_bytes_and_can_be_stopped(open_reader, pictures):
    reader = open_reader()
    stuck = []
    reader.page.route("**/*.network", lambda route: stuck.append(route))
    reader.choose(pictures["sharp"])
    reader.expect_saying(" KB. You can read on meanwhile.")
    assert re.fullmatch(r"Loading the check: \d+ of 1,\d{3} KB. You can read on meanwhile.", reader.saying)
    expect(reader.widget.locator("progress")).to_be_visible()
    reader.press("Stop")
    reader.expect_phase("idle")
    assert "start again to go on" in reader.saying


def test_a_check_that_was_stopped_as_it_became_ready_does_not_begin(open_reader):
    reader = open_reader(script="""
        const make = Worker;
        globalThis.Worker = class extends make {
          constructor(...given) {
            super(...given);
            document.querySelector("live-check .controls button").dispatchEvent(new Event("click"));
          }
        };""")
    reader.start_camera()
    reader.expect_phase("idle")
    reader.page.wait_for_timeout(1000)
    assert reader.widget.locator("video").count() == 0
    assert reader.widget.get_attribute("data-phase") == "idle"


def test_a_download_that_broke_off_goes_on_where_it_stopped(open_reader, site, pictures):
    reader = open_reader(script="""
        const whole = fetch;
        window.asked = [];
        globalThis.fetch = async (url, options) => {
          window.asked.push([String(url), options?.headers?.Range ?? null]);
          const response = await whole(url, options);
          if (!String(url).includes("face_landmark") || window.asked.filter(([one]) => one === url).length > 1) return response;
          const bytes = new Uint8Array(await response.arrayBuffer());
          let sent = false;
          return new Response(new ReadableStream({ pull(stream) {
            if (sent) return stream.error(new TypeError("network error"));
            sent = true;
            stream.enqueue(bytes.slice(0, 1000));
          } }));
        };""")
    reader.choose(pictures["sharp"])
    reader.expect_phase("error")
    assert "what was loaded is kept" in reader.saying
    reader.choose(pictures["sharp"])
    reader.expect_phase("result")
    asked = [rest for url, rest in reader.page.evaluate("window.asked") if "face_landmark" in url]
    assert asked == [None, "bytes=1000-"]
    assert reader.last_report == native_report(pictures["sharp"])


def test_bytes_that_the_page_was_not_made_with_are_not_used(open_reader, site, pictures):
    reader = open_reader()
    worker = reader.context.request.get(site + reader.parts()["worker"]["url"]).body()
    reader.page.route("**/live-check-worker.*.js", lambda route: route.fulfill(body=worker + b"\n// and more"))
    reader.choose(pictures["sharp"])
    reader.expect_phase("error")
    assert reader.states()["sharpness"] is None


@pytest.mark.parametrize("broken", ["**/live-check.*.wasm", "**/live-check-session.*.js", "**/live-check.json"])
def test_a_lost_connection_is_told_in_words_and_the_next_try_works(open_reader, pictures, broken):
    reader = open_reader()
    reader.page.route(broken, lambda route: route.abort())
    reader.choose(pictures["sharp"])
    reader.expect_phase("error")
    assert "could not be loaded" in reader.saying
    reader.page.unroute(broken)
    if "session" in broken:  # A browser does not ask twice for a script that failed.
        reader.page.reload()
    reader.choose(pictures["sharp"])
    reader.expect_phase("result")


# A photo of a document


def test_a_document_is_looked_at_on_the_page_about_documents(open_reader, tmp_path):
    card = tmp_path / "card.png"
    vips("black", tmp_path / "black.v", "1200", "900", "--bands", "3")
    vips("linear", tmp_path / "black.v", tmp_path / "table.v", "1", "40")
    vips("draw_rect", tmp_path / "table.v", "230 230 230", "170", "180", "856", "540", "--fill")
    vips("cast", tmp_path / "table.v", card, "uchar")
    reader = open_reader(path=DOCUMENT_GUIDE)
    assert reader.widget.locator(".controls .main").inner_text() == "Use a photo of your document"
    reader.choose(card, of="document")
    reader.expect_phase("result")
    native = subprocess.run([COMMAND, "check", "document", "--json", card], capture_output=True, text=True).stdout
    report = json.loads(native)["report"]
    assert json.loads(reader.last_report) == report
    assert reader.states()["document-edges"] == next(c["state"] for c in report["checks"] if c["id"] == "document-edges")


def test_the_page_of_the_tool_offers_everything_and_lists_every_check_of_it(open_reader):
    reader = open_reader(path="/tools/self-check/")
    buttons = reader.widget.locator(".controls .button").all_inner_texts()
    assert buttons == ["Start camera", "Use a picture", "Practise a movement", "Use a photo of your document"]
    listed = reader.page.eval_on_selector_all("#checklist a.check", "links => links.map(link => link.dataset.check)")
    lines = subprocess.run([COMMAND, "checks"], capture_output=True, text=True).stdout.splitlines()
    known = [line.split()[:2] for line in lines if line and not line.startswith(" ")]
    assert listed == [name for name, session in known if session in ("photo", "live", "document")]


# What stands beside the result


def test_a_row_leads_to_its_step_in_the_text_and_to_the_page_of_its_check(reader, pictures):
    reader.choose(pictures["spoilt"])
    reader.expect_phase("result")
    row = reader.widget.locator(".results li", has_text="Sharp picture")
    step = row.get_by_role("link", name="Sharp picture", exact=True).get_attribute("href")
    assert reader.page.locator(f"ol > li{step} a[data-check=sharpness]").count() == 1
    assert row.get_by_role("link", name="How it is measured").get_attribute("href") == "/checks/sharpness/"


def test_a_result_can_be_printed_as_text_without_the_controls(reader, pictures):
    reader.choose(pictures["spoilt"])
    reader.expect_phase("result")
    expect(reader.widget.get_by_role("button", name="Print this result")).to_be_visible()
    reader.page.emulate_media(media="print")
    expect(reader.widget.locator(".results")).to_be_visible()
    expect(reader.widget.locator(".say")).to_be_visible()
    expect(reader.widget.locator(".controls")).to_be_hidden()


def test_after_a_check_the_forms_for_details_still_open(reader, pictures):
    reader.choose(pictures["sharp"])
    reader.expect_phase("result")
    form = reader.page.locator("details-check")
    form.get_by_role("button", name="Compare here").click()
    form.locator("[name=account-given]").fill("Anna")
    form.get_by_role("button", name="Compare").click()
    expect(form.locator(".results li")).to_have_count(4)
    assert reader.complaints == []
