# SPDX-License-Identifier: Apache-2.0
"""What an editor sees in the browser while `guidelight serve` runs."""

import re
import shutil
import subprocess

import pytest

from conftest import COMMAND, ROOT

GUIDE = "Content/guides/face-verification.md"


@pytest.fixture
def served(tmp_path):
    """A copy of the site that a test may edit, and the address of its server."""
    for name in ("Content", "Templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    server = subprocess.Popen(
        [COMMAND, "serve", "--site", tmp_path, "--port", "0", "--module", ROOT / ".build-wasm/release/LiveCheck.wasm"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    for line in server.stdout:
        if address := re.search(r"http://127\.0\.0\.1:\d+", line):
            break
    else:
        pytest.fail("the site is not served")
    yield tmp_path, address[0]
    server.terminate()
    server.wait()


def edit(site, old, new):
    text = (site / GUIDE).read_text(encoding="utf-8")
    assert old in text
    (site / GUIDE).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_open_page_follows_an_edit_and_stays_where_it_was(served, browser):
    site, address = served
    page = browser.new_page(viewport={"width": 400, "height": 400})
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/guides/face-verification/")
    page.wait_for_load_state("load")
    page.evaluate("scrollTo(0, 700)")
    edit(site, "title: Get", "title: Edited, get")
    page.locator("h1", has_text="Edited, get").wait_for()
    page.wait_for_load_state("load")
    assert page.evaluate("scrollY") == 700
    assert faults == []
    page.close()


def test_a_page_that_did_not_change_is_not_loaded_again(served, browser):
    site, address = served
    page = browser.new_page()
    page.goto(f"{address}/glossary/liveness-check/")
    page.evaluate("window.isTheSame = true")
    with page.expect_response(lambda response: "/__guidelight/news" in response.url and response.ok) as news:
        edit(site, "1. **Compare", "1. **Do compare")
    assert news.value.json()["outdated"] is False
    assert page.evaluate("window.isTheSame") is True
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_wrong_lies_over_the_last_good_page_until_it_is_mended(served, browser, scheme):
    site, address = served
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"{address}/guides/face-verification/")
    edit(site, "check:light-balance", "check:<img src=x onerror=alert(1)>")
    overlay = page.locator("#guidelight-faults").get_by_role("alert")
    overlay.wait_for()
    assert re.search(r"Content/guides/face-verification\.md:\d+:\d+", overlay.inner_text())
    assert overlay.locator("img").count() == 0
    colours = overlay.evaluate(
        "part => [getComputedStyle(part).color, getComputedStyle(part).backgroundColor]")
    assert contrast(*colours) >= 7
    assert page.locator("h1").is_visible()
    edit(site, "check:<img src=x onerror=alert(1)>", "check:light-balance")
    overlay.wait_for(state="detached")
    page.close()


def contrast(*colours):
    """The ratio of WCAG 2.2 between two colours as browsers print them."""
    def luminance(colour):
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))
    dark, light = sorted(map(luminance, colours))
    return (light + 0.05) / (dark + 0.05)
