# SPDX-License-Identifier: Apache-2.0
"""The same texts as a Hugo site: references become plain links, and front matter gets what Guidelight finds out for itself (the
order of lists, the key checks of a guide), so that Hugo has less to do, not more."""

import re
import shutil
from pathlib import Path

from corpus import Site

HERE = Path(__file__).parent
# The sections of the corpus, in the order and by the names of the site.
SECTIONS = {
    "guides": "Guides", "checks": "Checks", "glossary": "Glossary", "faq": "Questions people ask", "topics": "Topics",
    "about": "About this site",
}
FOLDERS = {"check": "/checks/{}/", "term": "/glossary/{}/", "faq": "/faq/{}/", "page": "/{}/"}


def write(site: Site, folder: Path, check_order: list[str]):
    shutil.copytree(HERE / "Equal" / "Hugo" / "layouts", folder / "layouts")
    base = re.search(r"^baseURL: *(\S+)", site.files["site.yaml"], re.MULTILINE)[1]
    config = (HERE / "Equal" / "Hugo" / "hugo.yaml").read_text()
    (folder / "hugo.yaml").write_text(f"baseURL: {base}/\n{config}")
    (folder / "data").mkdir()
    (folder / "data" / "site.yaml").write_text(site.files["site.yaml"])
    for number, (section, title) in enumerate(SECTIONS.items()):
        (folder / "content" / section).mkdir(parents=True)
        count = sum(path.startswith(f"{section}/") for path in site.files)
        (folder / "content" / section / "_index.md").write_text(
            f'---\ntitle: "{title}"\nsummary: "{title}: {count} pages."\nweight: {number + 1}\n---\n')
    weights = order(site, check_order)
    for path, text in site.files.items():
        if path.endswith(".md"):
            target = folder / "content" / target_of(path)
            target.parent.mkdir(exist_ok=True)
            target.write_text(translated(path, text, weights.get(path)))


def target_of(path: str) -> str:
    if path == "index.md":
        return "_index.md"
    section, _, name = path.rpartition("/")
    return f"topics/{name.removesuffix('.md')}/_index.md" if section == "topics" else path


def order(site: Site, check_order: list[str]) -> dict[str, int]:
    """Where each page stands in its section's list, from 1: checks as the core has them, the others by path."""
    weights = {}
    for section in SECTIONS:
        paths = sorted(path for path in site.files if path.startswith(f"{section}/"))
        if section == "checks":
            paths.sort(key=lambda path: check_order.index(Path(path).stem))
        weights |= {path: number for number, path in enumerate(paths, 1)}
    return weights


def translated(path: str, text: str, weight: int | None) -> str:
    _, head, body = text.split("---\n", 2)
    # Hugo takes a key of this name for the page's own address.
    head = re.sub(r"^path:", "reading:", head, flags=re.MULTILINE)
    if weight is not None:
        head += f"weight: {weight}\n"
    if path == "404.md":
        head += "url: /404.html\nlayout: not-found\nsitemap: { disable: true }\n"
    if path.startswith("guides/"):
        head += key_checks(body)
    links = r"\]\((check|term|faq|page):([a-z0-9/-]+)"
    body = re.sub(links, lambda match: "](" + FOLDERS[match[1]].format(match[2]), body)
    return f"---\n{head}---\n{body}"


def key_checks(body: str) -> str:
    """The checks that the steps name, each with its steps in words."""
    steps: dict[str, list[int]] = {}
    path = body.split("## Suggested path\n", 1)[1].split("\n## ", 1)[0]
    for number, step in enumerate(re.split(r"^\d+\. ", path, flags=re.MULTILINE)[1:], 1):
        for check in re.findall(r"\(check:([a-z0-9-]+)", step):
            if number not in steps.setdefault(check, []):
                steps[check].append(number)
    lines = [f"  - {{ id: {check}, steps: {joined(numbers)} }}" for check, numbers in steps.items()]
    return "keyChecks:\n" + "\n".join(lines) + "\n"


def joined(numbers: list[int]) -> str:
    texts = [str(number) for number in numbers]
    return f"step {texts[0]}" if len(texts) == 1 else f'"steps {", ".join(texts[:-1])} and {texts[-1]}"'
