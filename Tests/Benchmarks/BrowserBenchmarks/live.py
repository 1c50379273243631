# SPDX-License-Identifier: Apache-2.0
"""How long a reader waits for the live check, and what it costs the page: in headless Chromium, before a camera that shows a film.

Usage: live.py COMMAND PICTURE. The picture is shown small, so that one thing has to change and the camera stays on. Medians of
RUNS; "cold" is a new browser's first check, "warm" the same page's second one."""

import gzip
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from pages import serve

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "Tests/BrowserTests"))
from films import film_of, still_of  # noqa: E402

RUNS = 5
SECONDS = 6
GUIDE = "/guides/face-verification/"

WATCH = """
    window.long = [];
    new PerformanceObserver((list) => window.long.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
    document.addEventListener("click", () => { window.clicked = performance.now(); }, true);
    addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
        const card = document.querySelector("live-check");
        if (card.dataset.phase === "looking" && card.querySelector(".results li") && window.clicked) {
            window.first ??= performance.now() - window.clicked;
            if (card.querySelector(".say").textContent.startsWith("Come")) window.hint ??= performance.now() - window.clicked;
        }
    }).observe(document, { childList: true, characterData: true, subtree: true }));"""


def run(page):
    """One check: click to first report, click to hint, frames a second, long tasks on the page's own thread."""
    page.evaluate("() => { window.first = window.hint = window.clicked = undefined; window.long = []; }")
    page.locator("live-check").get_by_role("button", name="Start camera").click()
    page.wait_for_timeout(SECONDS * 1000)
    report = page.evaluate("JSON.parse(document.querySelector('live-check').lastReport)")
    values = page.evaluate("[window.first, window.hint, window.long.filter((time) => time > 50)]")
    page.locator("live-check").get_by_role("button", name="Stop").click()
    page.wait_for_timeout(300)
    return *values, report["frame"] / (report["milliseconds"] / 1000)


def main(command, picture):
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        folder = Path(folder)
        server, site = serve(command, ROOT, folder / "Public")
        camera = film_of(still_of("far", picture, folder))
        cold, warm, sizes = [], [], {}
        for _ in range(RUNS):
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[
                "--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={camera}"])
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.add_init_script(WATCH)
            page.goto(site + GUIDE, wait_until="networkidle")
            asked = []
            page.on("request", lambda request: asked.append(request.url))
            cold.append(run(page))
            warm.append(run(page))
            for url in asked:
                if not url.startswith("blob:"):
                    sizes[url] = page.request.get(url).body()
            browser.close()
        server.terminate()
    print(f"{'':36}{'cold':>10}{'warm':>10}")
    for name, number, unit in (("click to first report, ms", 0, 0), ("click to first hint, ms", 1, 0), ("frames a second", 3, 1)):
        print(f"{name:36}" + "".join(f"{statistics.median(one[number] for one in runs):10.{unit}f}" for runs in (cold, warm)))
    print(f"{'long tasks over 50 ms, all runs':36}" + "".join(f"{sum(len(one[2]) for one in runs):10d}" for runs in (cold, warm)))
    print(f"{'the longest, ms':36}" + "".join(f"{max((max(one[2], default=0) for one in runs)):10.0f}" for runs in (cold, warm)))
    kinds = {"networks": ".network", "module": ".wasm", "scripts": ".js", "words": ".json", "figures": ".svg"}
    print(f"\n{'loaded when the reader asks':36}{'bytes':>10}{'gzip':>10}")
    for kind, ending in kinds.items():
        bodies = [body for url, body in sizes.items() if url.endswith(ending)]
        print(f"{kind:36}{sum(map(len, bodies)):10d}{sum(len(gzip.compress(body, 9)) for body in bodies):10d}")


if __name__ == "__main__":
    main(*sys.argv[1:])
