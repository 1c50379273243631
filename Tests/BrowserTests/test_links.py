# SPDX-License-Identifier: Apache-2.0
"""The served site before a judge that nobody here wrote: LinkChecker follows every link, as a reader would, from page to page."""

import csv
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.request import urlopen

# It waits a third of a second between two requests to a host, whatever its settings say: a courtesy that a server in memory does
# not need, and that would make a minute and a half out of three seconds.
IN_A_HURRY = """
from linkcheck.command.linkchecker import linkchecker
from linkcheck.director.aggregator import Aggregate
Aggregate.wait_time_min_default = Aggregate.wait_time_max_default = 0
linkchecker()
"""
# Parts of pages are looked for, too. Addresses of other hosts are not asked for: the tests need no network.
SETTINGS = "[checking]\nmaxrequestspersecond=100000\nthreads=2\n[filtering]\ncheckextern=0\n[AnchorCheck]\n"


def followed(address, folder):
    """What became of every link: rows of LinkChecker's table, by their columns' names."""
    settings = folder / "linkcheckerrc"
    settings.write_text(SETTINGS)
    run = subprocess.run(
        [sys.executable, "-c", IN_A_HURRY, "--config", settings, "--no-status", "--verbose", "--output", "csv", address],
        capture_output=True, text=True, timeout=60)
    assert run.returncode in (0, 1), run.stderr
    return list(csv.DictReader((line for line in run.stdout.splitlines() if not line.startswith("#")), delimiter=";"))


def broken(rows):
    return [f"{row['parentname']}: {row['urlname']}: {row['result']} {row['warningstring']}".strip()
            for row in rows if row["valid"] != "True" or row["warningstring"]]


def test_every_link_of_the_site_leads_somewhere(site, tmp_path):
    rows = followed(f"{site}/", tmp_path)
    assert broken(rows) == []
    with urlopen(f"{site}/sitemap.xml") as sitemap:
        pages = re.findall(r"<loc>https://[^/]+(/[^<]*)</loc>", sitemap.read().decode())
    visited = {row["url"].partition("#")[0] for row in rows}
    assert len(pages) > 100
    assert [page for page in pages if f"{site}{page}" not in visited] == []


def test_the_judge_tells_a_lost_page_and_a_lost_part(tmp_path):
    class Pages(BaseHTTPRequestHandler):
        pages = {"/": '<a href="/a/">a</a> <a href="/a/#lost-part">b</a> <img src="/lost.png" alt="">', "/a/": '<p id="part"><a href="/lost/">x</a>'}

        def do_GET(self):
            body = self.pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        found = " ".join(broken(followed(f"http://127.0.0.1:{server.server_port}/", tmp_path)))
        server.shutdown()
    for lost in ("/lost/: 404", "/lost.png: 404", "lost-part"):
        assert lost in found
