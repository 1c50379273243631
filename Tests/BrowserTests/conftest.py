# SPDX-License-Identifier: Apache-2.0
"""A served site, a browser with a fake camera, and pictures; everything that a browser test stands on."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from films import FILMS, film_of, still_of, vips
from reader import Reader

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ROOT / ".build/release/guidelight"
PHOTOGRAPH = ROOT / ".build-fixtures/astronaut.png"


@pytest.fixture(scope="session")
def pictures(tmp_path_factory):
    """The photograph and variants of it, all PNG: a lossless file has the same pixels in every decoder."""
    folder = tmp_path_factory.mktemp("pictures")
    made = {name: folder / f"{name}.png" for name in ("sharp", "turned", "small", "spoilt")}
    vips("crop", PHOTOGRAPH, folder / "part.v", "60", "0", "340", "340")
    vips("resize", folder / "part.v", made["sharp"], "2.8")
    vips("rot", made["sharp"], made["turned"], "d90")
    vips("resize", made["sharp"], made["small"], "0.2")
    vips("gaussblur", made["sharp"], folder / "blurred.v", "8")
    vips("linear", folder / "blurred.v", folder / "bright.v", "1.3", "0")
    vips("cast", folder / "bright.v", made["spoilt"], "uchar")
    return made


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    """Films of one second, by their names."""
    folder = tmp_path_factory.mktemp("films")
    return {name: film_of(still_of(name, PHOTOGRAPH, folder)) for name in FILMS}


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of the site, built and served by the command in release."""
    output = tmp_path_factory.mktemp("site") / "Public"
    server = subprocess.Popen(
        [COMMAND, "serve", "--site", ROOT, "--output", output, "--port", "0", "--still"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for line in server.stdout:
        if address := re.search(r"http://127\.0\.0\.1:\d+", line):
            break
    else:
        pytest.fail(f"the site is not served: {server.stderr.read()}")
    yield address[0]
    server.terminate()
    server.wait()


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def open_browser(playwright):
    """Starts Chromium with more flags than every test needs; closed at the end."""
    browsers = []

    def open_browser(*flags):
        browsers.append(playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", *flags]))
        return browsers[-1]

    yield open_browser
    for browser in browsers:
        browser.close()


@pytest.fixture(scope="session")
def open_camera(open_browser, films):
    """A browser whose camera shows a film, and whose user allows it."""
    browsers = {}

    def open_camera(film):
        if film not in browsers:
            browsers[film] = open_browser(
                "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={films[film]}")
        return browsers[film]

    return open_camera


@pytest.fixture(scope="session")
def browser(open_camera):
    """A browser before whose camera one thing has to change: so it goes on looking."""
    return open_camera("far")


@pytest.fixture
def open_reader(browser, site):
    """Opens the guide to the face check, or another page, for a reader of their own."""
    readers = []

    def open_reader(browser=browser, **options):
        readers.append(Reader(browser, site, **options))
        return readers[-1]

    yield open_reader
    for reader in readers:
        reader.context.close()


@pytest.fixture
def reader(open_reader):
    return open_reader()


def native_report(picture):
    """The report of the command for the same file, byte for byte."""
    line = subprocess.run(
        [COMMAND, "check", "photo", "--json", picture], capture_output=True, text=True).stdout.rstrip("\n")
    start = line.index('"report":') + len('"report":')
    assert json.loads(line)["file"] == str(picture)
    return line[start:-1]
