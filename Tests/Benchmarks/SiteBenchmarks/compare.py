# SPDX-License-Identifier: Apache-2.0
"""Whether two engines did equal work: the same files, and on a sample of pages the same text, links and structured data."""

import difflib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

# Every n-th page is read, and every page of the smaller kinds.
SAMPLE = 29


class Page(HTMLParser):
    """What a page says: its words, where its links lead, what its head and its structured data state."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.words, self.links, self.head, self.data = [], [], [], []
        self.in_data = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.in_data = tag == "script"
        self.words.append(" ")
        if tag == "a":
            self.links.append(f"link {values.get('href')}")
        if tag == "meta":
            self.head.append(f"meta {values.get('name') or values.get('property')} {values.get('content')}")
        if tag == "link" and values["rel"] == "canonical":
            self.head.append(f"canonical {values['href']}")

    def handle_endtag(self, tag):
        self.in_data = False
        self.words.append(" ")

    def handle_data(self, text):
        if self.in_data:
            self.data += json.dumps(json.loads(text), indent=1, sort_keys=True, ensure_ascii=False).splitlines()
        else:
            self.words.append(text)

    def lines(self) -> list[str]:
        text = re.sub(r"\s+", " ", "".join(self.words)).strip()
        return [*self.head, *re.split(r"(?<=[.?!:]) ", text), *self.links, *self.data]


def outputs(folder: Path) -> set[str]:
    """The pages and the files for search engines; what only one engine has a use for is left out."""
    files = {str(file.relative_to(folder)) for file in folder.rglob("*.html")}
    return files | {name for name in ("sitemap.xml", "robots.txt") if (folder / name).exists()}


def addresses(sitemap: Path) -> list[str]:
    return sorted(re.findall(r"<loc>(.*?)</loc>", sitemap.read_text()))


def differences(first: Path, second: Path) -> list[str]:
    """At most a screenful of what differs; nothing where the work was equal."""
    paths, others = outputs(first), outputs(second)
    if paths != others:
        return [f"only one engine wrote {path}" for path in sorted(paths ^ others)[:40]]
    if addresses(first / "sitemap.xml") != addresses(second / "sitemap.xml"):
        return diff("sitemap.xml", addresses(first / "sitemap.xml"), addresses(second / "sitemap.xml"))
    for path in sample(paths):
        here, there = (Page((folder / path).read_text()).lines() for folder in (first, second))
        if here != there:
            return diff(path, here, there)
    return []


def sample(paths: set[str]) -> list[str]:
    pages = sorted(path for path in paths if path.endswith(".html"))
    guides = [path for path in pages if re.fullmatch(r"guides/[^/]+/index.html", path)]
    return guides[::SAMPLE] + sorted(set(pages) - set(guides))


def diff(path: str, first: list[str], second: list[str]) -> list[str]:
    return list(difflib.unified_diff(first, second, f"Guidelight: {path}", f"Hugo: {path}", lineterm="", n=1))[:60]
