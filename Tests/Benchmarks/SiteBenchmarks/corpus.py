# SPDX-License-Identifier: Apache-2.0
"""The benchmark's content: a Guidelight site of N guides of the design's shape, 3 KB of Markdown each, by number alone.
Guide n is the same text in every run. Checks, `about/` and site.yaml are the first site's own. Nothing here reads a clock."""

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

from words import ADVICE, AUDIENCE, MESSAGES, NAMES, STEPS, SUBJECTS, UNKNOWN, WHY

QUESTIONS = 200
TERMS = 200
TOPICS = 40
PATH_LENGTH = 8


@dataclass(frozen=True)
class Site:
    """Texts by their path below Content/; the day as of which they hold."""

    files: dict[str, str]
    as_of: str

    def guides(self):
        return [path for path in self.files if path.startswith("guides/")]


def site(guides: int, content: Path) -> Site:
    """`content` is the first site's folder: what is taken over from it is as it stands there."""
    taken = {str(file.relative_to(content)): file.read_text() for folder in ("checks", "about") for file in sorted((content / folder).glob("*.md"))}
    settings = (content / "site.yaml").read_text()
    as_of = max(re.findall(r"\b20\d\d-\d\d-\d\d\b", "\n".join([settings, *taken.values()])))
    checks = check_words(content, taken)
    sources = re.findall(r"^  ([a-z0-9-]+):", top_level(settings)["sources"], re.MULTILINE)

    files = {"site.yaml": with_readings(settings, as_of)}
    files |= {f"guides/{guide_name(number)}.md": guide(number, guides, checks, sources) for number in range(guides)}
    files |= {f"faq/{name_of('question', number)}.md": question(number) for number in range(QUESTIONS)}
    files |= {f"glossary/{term_name(number)}.md": term(number, guides) for number in range(TERMS)}
    files |= {f"topics/{name_of('topic', number)}.md": topic(number, guides) for number in range(TOPICS)}
    files |= {"index.md": home(), "404.md": not_found()}
    files |= {path: taken_over(text, taken) for path, text in taken.items()}
    return Site(files, as_of)


# What is taken over from the first site


def check_words(content: Path, taken: dict[str, str]) -> list[tuple[str, str]]:
    """Each check with the words that a guide of the first site has for it."""
    words = {}
    for file in sorted((content / "guides").glob("*.md")):
        for phrase, check in re.findall(r"\[([^\]]+)\]\(check:([a-z0-9-]+)\)", file.read_text()):
            words.setdefault(check, " ".join(phrase.split()).lower())
    missing = {path for path in taken if path.startswith("checks/") and Path(path).stem not in words}
    assert not missing, f"no guide of the first site names {missing}"
    return sorted(words.items())


def taken_over(text: str, taken: dict[str, str]) -> str:
    """References to pages that are not taken over become their words; sources, too, stay behind, and the digest of what was
    reviewed, for this is another text. So no page of the corpus states when it was reviewed."""

    def reference(match):
        scheme, target = match[2], match[3]
        path = {"check": f"checks/{target}", "page": target}.get(scheme, "")
        return match[0] if f"{path}.md" in taken else match[1]

    text = re.sub(r"^sources: \[.*?\]", "sources: []", text, count=1, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r",\s*digest: \"?[0-9a-f]+\"?", "", text, count=1)
    return re.sub(r"\[([^\]]*)\]\((check|term|faq|page|fact|go):([a-z0-9/-]+)(?:#[a-z0-9-]+)?\)", reference, text)


def top_level(settings: str) -> dict[str, str]:
    blocks = re.split(r"^(?=[a-zA-Z]+:)", settings, flags=re.MULTILINE)
    return {block.split(":", 1)[0]: block for block in blocks}


def with_readings(settings: str, day: str) -> str:
    """site.yaml with every source read, so that the corpus is without findings, and with no choice of outputs."""
    blocks = top_level(settings)
    blocks.pop("output", None)
    entries = re.split(r"^(?=  [a-z0-9-]+:)", blocks["sources"], flags=re.MULTILINE)
    blocks["sources"] = "".join(
        entry if "checked:" in entry or index == 0 else entry.rstrip("\n") + f"\n    checked: {day}\n"
        for index, entry in enumerate(entries)
    )
    return "".join(blocks.values())


# Names


def guide_name(number: int) -> str:
    return f"{slug(title_of_guide(number))}-{number:06d}"


def name_of(kind: str, number: int) -> str:
    return f"{kind}-{number:03d}"


def term_name(number: int) -> str:
    return slug(title_of_term(number))


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def title_of_term(number: int) -> str:
    return f"{SUBJECTS[number % len(SUBJECTS)].capitalize()} {number:03d}"


def title_of_guide(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]} {subject_of_guide(number)}"


def subject_of_guide(number: int) -> str:
    return SUBJECTS[number // len(NAMES) % len(SUBJECTS)]


# Pages


def front_matter(title: str, summary: str, *lines: str, kind: str = "rules", day: int = 1) -> str:
    keys = [f'title: "{title}"', f"summary: >-\n  {summary}", *lines]
    keys.append(f"review: {{ class: {kind}, reviewed: 2026-11-{day:02d}, by: editorial-team }}")
    return "---\n" + "\n".join(keys) + "\n---\n"


def guide(number: int, count: int, checks: list[tuple[str, str]], sources: list[str]) -> str:
    random = Random(f"guide {number}")
    others = [(number * 7 + offset) % count for offset in (1, 11, 101)]
    questions = sample(random, range(QUESTIONS), 3)
    terms = sample(random, range(TERMS), 2)
    head = front_matter(
        f"{title_of_guide(number)}, part {number}",
        " ".join(sample(random, ADVICE, 2)),
        "stage: act",
        f"topics: [{', '.join(name_of('topic', topic) for topic in sample(random, range(TOPICS), 2))}]",
        "audience:\n" + "\n".join(f"  - {line}" for line in sample(random, AUDIENCE, 3)),
        f"sources: [{', '.join(sample(random, sources, min(2, len(sources))))}]",
        f"faq: [{', '.join(name_of('question', item) for item in questions)}]",
        f"requires: [glossary/{term_name(terms[0])}]",
        f"next:\n  page: faq/{name_of('question', questions[2])}\n  text: >-\n    {' '.join(sample(random, ADVICE, 2))}",
        day=1 + number % 20,
    )
    parts = [
        f"{sentences(random, ADVICE, 1)} Somebody else may want [help with {subject_of_guide(others[0])}](page:guides/{guide_name(others[0])}).",
        "## Suggested path",
        path(random, number, checks),
        "## Before you begin",
        "\n".join(f"- {line}" for line in sample(random, ADVICE, 4)),
        "## What the screen may say",
        table(random),
        "## If it fails again",
        f"{sentences(random, ADVICE, 2)} A [word that helps](term:{term_name(terms[0])}) is explained apart, and so is"
        f" [another one](term:{term_name(terms[1])}). Before you [try it once more](faq:{name_of('question', questions[0])}),"
        f" look at [the guide that comes before it](page:guides/{guide_name(others[1])}) or [a shorter one](page:guides/{guide_name(others[2])}).",
        sentences(random, WHY, 2),
        "## What nobody outside can tell you",
        "\n".join(f"- {line}" for line in sample(random, UNKNOWN, 2)),
        sentences(random, ADVICE + WHY, 1),
    ]
    return head + "\n\n".join(parts) + "\n"


def path(random: Random, number: int, checks: list[tuple[str, str]]) -> str:
    """Seven steps; the checks of neighbouring guides follow each other, so that every check is named."""
    lines = []
    for step in range(7):
        named = [checks[(number * 13 + step * 2 + offset) % len(checks)] for offset in (0, 1)]
        links = " and ".join(f"[{words}](check:{check})" for check, words in named)
        name, words = STEPS[(number + step) % len(STEPS)]
        why = f" {sentences(random, WHY, 1)}" if step % 3 == 0 else ""
        lines.append(f"{step + 1}. **{name}.** {words}\n   What counts is {links}.{why}")
    return "\n".join(lines)


def table(random: Random) -> str:
    rows = [f"| {said} | {meant} | {todo} |" for said, meant, todo in sample(random, MESSAGES, 4)]
    return "\n".join(["| It says | It may mean | What to do |", "| --- | --- | --- |", *rows])


def question(number: int) -> str:
    random = Random(f"question {number}")
    head = front_matter(
        f"What if {SUBJECTS[number % len(SUBJECTS)]} does not work, case {number}?",
        sentences(random, ADVICE, 1),
        f"topics: [{name_of('topic', number * TOPICS // QUESTIONS)}]",
        "sources: []",
    )
    return head + f"{sentences(random, ADVICE, 3)}\n\n{sentences(random, WHY, 2)}\n"


def term(number: int, guides: int) -> str:
    random = Random(f"term {number}")
    head = front_matter(
        title_of_term(number),
        sentences(random, WHY, 1),
        "stage: explain",
        f"topics: [{name_of('topic', number % TOPICS)}]",
        "sources: []",
        kind="concepts",
    )
    link = f"[A guide that needs the word](page:guides/{guide_name(number * 31 % guides)}) says what to do."
    return head + f"{sentences(random, WHY, 3)}\n\n{sentences(random, WHY, 2)} {link}\n"


def topic(number: int, guides: int) -> str:
    random = Random(f"topic {number}")
    steps = [f"glossary/{term_name(number)}"]
    steps += sorted({f"guides/{guide_name((number + TOPICS * step) % guides)}" for step in range(PATH_LENGTH)})
    head = front_matter(
        f"Topic {number:03d}", sentences(random, WHY, 1), "sources: []", f"path: [{', '.join(steps)}]", kind="concepts"
    )
    return head + f"{sentences(random, ADVICE, 3)}\n"


def home() -> str:
    link = f"Begin with [the first guide](page:guides/{guide_name(0)})."
    return front_matter("Stuck at an identity check?", ADVICE[0], kind="concepts") + f"{ADVICE[1]} {link}\n"


def not_found() -> str:
    words = "The page may have moved, or the address has a typing error."
    return front_matter("There is no page at this address", words, kind="concepts") + f"Begin again at [the first guide](page:guides/{guide_name(0)}).\n"


# Choices, by `random()` alone: its sequence is the same in every version of Python.


def sample(random: Random, items, count: int) -> list:
    rest = list(items)
    return [rest.pop(int(random.random() * len(rest))) for _ in range(count)]


def sentences(random: Random, bank: list[str], count: int) -> str:
    return " ".join(sample(random, bank, count))
