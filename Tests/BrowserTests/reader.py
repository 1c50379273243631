# SPDX-License-Identifier: Apache-2.0
"""One reader with a page of the live check open: what they do, what they see, and what a screen reader would say."""

import base64
import hashlib
import re
import time

from playwright.sync_api import expect

GUIDE = "/guides/face-verification/"


def unstamped(path):
    """The name of an asset without the mark of its bytes: site.4f1c2a90b3.css is site.css."""
    return re.sub(r"\.[0-9a-f]{10}(\.\w+)$", r"\1", path)


class Reader:
    """Remembers every request, everything that the console complained about, and every sentence of the live region."""

    def __init__(self, browser, site, path=GUIDE, script="", width=390, height=844, **options):
        self.site = site
        self.context = browser.new_context(viewport={"width": width, "height": height}, **options)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if script:
            self.page.add_init_script(script)
        self.page.goto(site + path, wait_until="networkidle")
        self.widget = self.page.locator("live-check")

    def choose(self, picture, of="picture"):
        self.widget.locator("label", has_text="Use a photo of your document" if of == "document" else "Use a picture").locator(
            "input").set_input_files(picture)

    def press(self, name):
        self.widget.get_by_role("button", name=name, exact=True).click()

    def start_camera(self):
        self.press("Start camera")

    def practise(self, movement):
        self.press("Practise a movement")
        self.widget.locator(".movements").get_by_role("button", name=movement).click()

    def parts(self):
        """What the page loads for the check, as its own file says it."""
        return self.context.request.get(self.site + self.widget.get_attribute("data-words")).json()

    def give_module(self, module):
        """Puts another core in the place of the site's, with the proof of its bytes."""
        parts = self.parts()
        digest = base64.b64encode(hashlib.sha384(module).digest()).decode()
        parts["module"] |= {"bytes": len(module), "integrity": f"sha384-{digest}"}
        self.page.route("**/live-check.json", lambda route: route.fulfill(json=parts))
        self.page.route("**/live-check.*.wasm", lambda route: route.fulfill(body=module, content_type="application/wasm"))

    def expect_phase(self, phase, seconds=15):
        expect(self.widget).to_have_attribute("data-phase", phase, timeout=seconds * 1000)

    def expect_saying(self, sentence, seconds=15):
        expect(self.widget.locator(".say")).to_contain_text(sentence, timeout=seconds * 1000)

    @property
    def last_report(self):
        return self.page.evaluate("document.querySelector('live-check').lastReport")

    def wait_for_report(self, other_than=""):
        """The core's bytes as the widget got them. Asked for again and again, because the page forbids a script to wait."""
        deadline = time.monotonic() + 15
        while (report := self.last_report) == other_than:
            assert time.monotonic() < deadline, f"no report; the widget says: {self.saying}"
            self.page.wait_for_timeout(50)
        return report

    @property
    def saying(self):
        return self.widget.locator(".say").inner_text()

    @property
    def spoken(self):
        return self.widget.locator("[role=status]").text_content()

    def states(self):
        """The state of every reference to a check in the page, by its id."""
        return dict(self.page.eval_on_selector_all(
            "a[data-check]", "links => links.map(link => [link.dataset.check, link.dataset.state])"))
