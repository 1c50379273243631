# SPDX-License-Identifier: Apache-2.0
"""Another engine: Firefox as Debian has it, by its own protocol, checks a picture and seals the page."""

import json
import socket
import subprocess
import time

import pytest
from marionette_driver.by import By
from marionette_driver.marionette import Marionette

from conftest import native_report
from reader import GUIDE


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    """A Firefox without windows, with a profile of its own."""
    profile = tmp_path_factory.mktemp("firefox")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (profile / "user.js").write_text(f'user_pref("marionette.port", {port});\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\n')
    program = subprocess.Popen(
        ["firefox-esr", "--marionette", "--headless", "--no-remote", "--profile", profile],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        driver = Marionette(host="127.0.0.1", port=port)
        driver.raise_for_port(timeout=60)
        driver.start_session()
        yield driver
        driver.delete_session()
    finally:
        program.terminate()
        program.wait()


@pytest.fixture
def card(firefox, site):
    firefox.navigate(site + GUIDE)
    return firefox.find_element(By.TAG_NAME, "live-check")


def wait_for(firefox, phase):
    deadline = time.monotonic() + 30
    while (now := firefox.execute_script("return document.querySelector('live-check').dataset.phase")) != phase:
        assert time.monotonic() < deadline, f"{now} instead of {phase}"
        time.sleep(0.1)


@pytest.mark.parametrize("name", ["sharp", "turned", "spoilt"])
def test_firefox_and_the_command_report_the_same_bytes(firefox, card, pictures, name):
    card.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(pictures[name]))
    wait_for(firefox, "result")
    report = firefox.execute_script("return document.querySelector('live-check').wrappedJSObject.lastReport")
    assert report == native_report(pictures[name])
    states = dict(firefox.execute_script(
        "return [...document.querySelectorAll('.body a[data-check][data-state]')].map(link => [link.dataset.check, link.dataset.state])"))
    assert states["sharpness"] == next(c["state"] for c in json.loads(report)["checks"] if c["id"] == "sharpness")


SEND = """
    const done = arguments[arguments.length - 1];
    const page = window.wrappedJSObject;
    Promise.all([
      page.fetch("/?stolen").then(() => "sent", () => "failed"),
      new Promise((end) => { const i = new page.Image(); i.onload = () => end("sent"); i.onerror = () => end("failed"); i.src = document.querySelector("link[rel=icon]").href + "?stolen"; }),
      new Promise((end) => { const w = new Worker(URL.createObjectURL(new Blob(["fetch('" + location.origin + "/?stolen').then(() => postMessage('sent'), () => postMessage('failed'))"]))); w.onmessage = ({ data }) => end(data); w.onerror = () => end("failed"); }),
    ]).then(done);"""
STORES = "return ['localStorage', 'indexedDB', 'RTCPeerConnection'].map((name) => typeof window.wrappedJSObject[name])"


def test_in_firefox_too_nothing_leaves_the_page_after_the_check_has_begun(firefox, card, pictures):
    assert firefox.execute_async_script(SEND) == ["sent"] * 3
    assert firefox.execute_script(STORES) == ["object", "object", "undefined"]
    card.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(pictures["sharp"]))
    wait_for(firefox, "result")
    assert firefox.execute_async_script(SEND) == ["failed"] * 3
    assert firefox.execute_script(STORES) == ["undefined"] * 3
