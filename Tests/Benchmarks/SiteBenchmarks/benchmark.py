# SPDX-License-Identifier: Apache-2.0
"""Guidelight beside Hugo on the same guides, in one run: benchmark.py COMMAND MODULE. Everything lies in memory (/dev/shm) and is
removed at the end. Before anything is timed, the two sites are compared: unequal work is no result. Both sides take turns; a
ratio is of one turn, and medians over the turns are printed."""

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import compare
import corpus
import guidelight_site
import hugo_site
from programs import Cost, Failure, Guidelight, Hugo

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Row:
    """One kind of build over the turns, and how long Hugo's build took in the same turn."""

    name: str
    target: str = ""
    costs: list[Cost] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)

    def add(self, cost: Cost, hugo: float):
        self.costs.append(cost)
        self.beside.append(hugo)

    def line(self) -> str:
        walls = [cost.wall for cost in self.costs]
        ratio = statistics.median(hugo / cost.wall for cost, hugo in zip(self.costs, self.beside))
        cells = [
            self.name, f"{median(self.costs, 'wall'):.3f} s", f"{min(walls):.3f} … {max(walls):.3f}", f"{median(self.costs, 'user'):.2f} s",
            f"{median(self.costs, 'system'):.2f} s", f"{max(cost.mebibytes for cost in self.costs):.0f} MiB",
            "1" if self.name.startswith("Hugo") else f"1/{ratio:.1f}", self.target,
        ]
        return f"| {' | '.join(cells)} |"


HEAD = "| | wall | min … max | user | system | peak memory | of Hugo's wall | to reach |\n| --- | --- | --- | --- | --- | --- | --- | --- |"


def median(costs: list[Cost], part: str) -> float:
    return statistics.median(getattr(cost, part) for cost in costs)


class Editor:
    """Edits the text of one guide after another, each edit another sentence."""

    def __init__(self, site: corpus.Site, engine: Guidelight):
        self.guides, self.engine, self.count = site.guides(), engine, 0

    def build(self) -> Cost:
        """The build after an edit; the page has to show it."""
        self.count += 1
        path = self.guides[self.count * 397 % len(self.guides)]
        words = f"This is edit {self.count} of the text."
        source = self.engine.site / "Content" / path
        source.write_text(f"{source.read_text().rstrip()} {words}\n")
        cost, _ = self.engine.build()
        if words not in (self.engine.output / path.removesuffix(".md") / "index.html").read_text():
            raise Failure(f"{path} was edited, and its page was not")
        return cost


def turns(site: corpus.Site, bare: Guidelight, full: Guidelight, hugo: Hugo, count: int, edits: int) -> list[Row]:
    reference = Row("Hugo, a full build")
    rows = []
    for engine, words, part in ((bare, "equal work", "1/4, 150 MiB"), (full, "everything on", "1/2")):
        rows.append((engine, Editor(site, engine), Row(f"cold, {words}", part), Row(f"nothing changed, {words}", "1/40"),
                     Row(f"first edit after a cold build, {words}"), Row(f"one page edited, {words}", "1/40")))
    for _ in range(count):
        hugo.clear()
        reference.add(hugo.build(), 1)
        beside = reference.costs[-1].wall
        for engine, editor, cold, nothing, first, later in rows:
            engine.clear()
            cold.add(engine.build()[0], beside)
            cost, written = engine.build()
            if written:
                raise Failure(f"nothing was changed, and {written} files were written")
            nothing.add(cost, beside)
            first.add(editor.build(), beside)
            for _ in range(edits):
                later.add(editor.build(), beside)
    return [reference, *(row for _, _, *four in rows for row in four)]


def scale(place: Path, engine: Guidelight, count: int, factor: int) -> str:
    """A site `factor` times as large: whether time grows as it does. Small and large take turns."""
    many = corpus.site(count * factor, ROOT / "Content")
    large = Guidelight(engine.command, engine.module, place / "large", many.as_of)
    guidelight_site.write_bare(many, large.site)
    costs, growth = [], []
    for _ in range(3):
        for each in (engine, large):
            each.clear()
        small = engine.build()[0].wall
        costs.append(large.build()[0])
        growth.append(costs[-1].wall / small / factor)
    nothing, (first, second) = large.build()[0], [Editor(many, large).build() for _ in range(2)]
    shutil.rmtree(large.site)
    return (
        f"{count * factor:,} guides, cold, equal work: {median(costs, 'wall'):.2f} s wall, {median(costs, 'user'):.2f} s user, "
        f"{max(cost.mebibytes for cost in costs):.0f} MiB; a guide costs {statistics.median(growth):.2f} times what it costs among {count:,} "
        f"(to reach: 0.8 … 1.2, 1024 MiB). Nothing changed: {nothing.wall:.2f} s. First edit {first.wall:.2f} s, next {second.wall:.2f} s, "
        f"{second.mebibytes:.0f} MiB")


def main(options: argparse.Namespace, place: Path):
    site = corpus.site(options.guides, ROOT / "Content")
    command, module = options.command.resolve(), options.module.resolve()
    bare = Guidelight(command, module, place / "bare", site.as_of)
    full = Guidelight(command, module, place / "full", site.as_of)
    hugo = Hugo(place / "hugo")
    guidelight_site.write_bare(site, bare.site)
    guidelight_site.write_full(site, full.site, ROOT / "Templates")
    hugo_site.write(site, hugo.site, bare.check_order())

    bare.build()
    hugo.build()
    if unequal := compare.differences(bare.output, hugo.output):
        raise Failure("The engines did not do equal work:\n" + "\n".join(unequal))
    paths = compare.outputs(bare.output)
    size = sum(len(text.split("---\n", 2)[2]) for path, text in site.files.items() if path.startswith("guides/")) / options.guides
    print(f"Guidelight {bare.version()} beside Hugo {hugo.version()}, {os.cpu_count()} processors, {platform.system()} {platform.release()}, {place.parent}")
    print(f"{options.guides:,} guides of {size / 1024:.1f} KB of Markdown, {len(site.files) - 1:,} pages of text. Both wrote the same {len(paths):,} "
          f"files; on {len(compare.sample(paths)):,} pages text, links, head and structured data are equal.\n")
    print(HEAD)
    for row in turns(site, bare, full, hugo, options.turns, options.edits):
        print(row.line())
    if options.scale > 1:
        print("\n" + scale(place, bare, options.guides, options.scale))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", type=Path)
    parser.add_argument("module", type=Path)
    parser.add_argument("--guides", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--edits", type=int, default=4, help="edits a turn, after the first")
    parser.add_argument("--scale", type=int, default=1, help="a second site, so many times as large")
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    try:
        with tempfile.TemporaryDirectory(prefix="site-benchmark-", dir=memory) as folder:
            main(parser.parse_args(), Path(folder))
    except Failure as failure:
        sys.exit(f"error: {failure}")
