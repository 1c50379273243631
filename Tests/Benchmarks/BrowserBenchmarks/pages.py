# SPDX-License-Identifier: Apache-2.0
"""What a page costs its reader: bytes by kind, requests, largest contentful paint, layout shift, long tasks.

    python pages.py COMMAND [SITE]

Serves the site, loads each page five times in headless Chromium as a phone with an empty cache, and prints the medians. Sizes
are those of the files as sent, and of the same files in gzip at its highest level, as a host would send them. A page is measured
as it stands: nobody presses a button, so the live check loads nothing.
"""

import gzip
import re
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from playwright.sync_api import sync_playwright

PAGES = {
    "home": "/",
    "guide": "/guides/face-verification/",
    "fees": "/fees/how-fees-work/",
    "check": "/checks/light-balance/",
    "glossary": "/glossary/liveness-check/",
}
LOADS = 5

# A task of more than 50 ms keeps the page from answering; what is beyond that is counted as blocked.
OBSERVE = """
    window.seen = { paint: 0, shift: 0, blocked: 0 };
    const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
    observe("largest-contentful-paint", (entry) => { seen.paint = entry.startTime; });
    observe("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
    observe("longtask", (entry) => { seen.blocked += entry.duration - 50; });
"""
KINDS = {"document": "HTML", "stylesheet": "CSS", "script": "script", "image": "figures"}


def load(browser, address):
    """One reader with an empty cache: what was measured, and every response with its kind and its body."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(OBSERVE)
    responses = []
    page.on("response", lambda response: responses.append(response))
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(300)
    seen = page.evaluate("window.seen")
    assert seen["paint"] > 0, f"nothing was painted on {address}"
    files = [(KINDS.get(response.request.resource_type, "other"), response.body()) for response in responses if response.ok]
    context.close()
    return seen, files


def row(browser, site, name, path):
    loads = [load(browser, site + path) for _ in range(LOADS)]
    files = loads[-1][1]
    sent, packed = Counter(), Counter()
    for kind, body in files:
        sent[kind] += len(body)
        packed[kind] += len(gzip.compress(body, 9, mtime=0))
    median = {measure: statistics.median(seen[measure] for seen, _ in loads) for measure in ("paint", "shift", "blocked")}
    kinds = " ".join(f"{sent[kind]:>7} {packed[kind]:>6}" for kind in (*KINDS.values(), "other"))
    print(f"{name:9} {kinds} {sum(sent.values()):>8} {sum(packed.values()):>6} {len(files):>4} "
          f"{median['paint']:>7.0f} {median['shift']:>6.3f} {median['blocked']:>6.0f}")


def serve(command, site, output):
    server = subprocess.Popen(
        [command, "serve", "--site", site, "--output", output, "--port", "0", "--still"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    for line in server.stdout:
        if address := re.search(r"http://127\.0\.0\.1:\d+", line):
            return server, address[0]
    sys.exit("the site is not served")


def main(command, site="."):
    with tempfile.TemporaryDirectory() as folder:
        server, address = serve(command, site, Path(folder) / "Public")
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
                kinds = " ".join(f"{kind:>7} {'gzip':>6}" for kind in (*KINDS.values(), "other"))
                print(f"{'bytes':9} {kinds} {'all':>8} {'gzip':>6} {'reqs':>4} {'LCP ms':>7} {'CLS':>6} {'TBT ms':>6}")
                load(browser, address + "/")
                for name, path in PAGES.items():
                    row(browser, address, name, path)
                browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
