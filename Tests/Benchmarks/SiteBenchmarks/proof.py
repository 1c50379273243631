# SPDX-License-Identifier: Apache-2.0
"""What the proof of the routes costs inside a build: proof.py COMMAND MODULE. The same site is built with `conversion:` in its
site.yaml and without, in turns; nothing else differs. Everything that the engine writes is on, twins and feed among it."""

import argparse
import os
import re
import statistics
import sys
import tempfile
from pathlib import Path

import corpus
import guidelight_site
from programs import Failure, Guidelight

ROOT = Path(__file__).resolve().parents[3]
LIMIT = 0.15


def without_conversion(settings: str) -> str:
    """site.yaml without that key: from its line to the next line at the margin."""
    return re.sub(r"(?m)^conversion:\n(?:[ \n].*\n?|\n)*", "", settings)


def main(options: argparse.Namespace, place: Path):
    site = corpus.site(options.guides, ROOT / "Content")
    if without_conversion(site.files["site.yaml"]) == site.files["site.yaml"]:
        raise Failure("site.yaml has no 'conversion:', so nothing would be proved")
    proved, plain = (
        Guidelight(options.command.resolve(), options.module.resolve(), place / name, site.as_of) for name in ("proved", "plain"))
    for engine in (proved, plain):
        guidelight_site.write_full(site, engine.site, ROOT / "Templates")
    (plain.site / "Content/site.yaml").write_text(without_conversion(site.files["site.yaml"]))
    costs = {proved: [], plain: []}
    for engine in costs:
        engine.build()
    for turn in range(options.turns):
        for engine in (proved, plain) if turn % 2 else (plain, proved):
            engine.clear()
            costs[engine].append(engine.build()[0])
    shares = [a.wall / b.wall - 1 for a, b in zip(costs[proved], costs[plain])]
    work = [(a.user + a.system) / (b.user + b.system) - 1 for a, b in zip(costs[proved], costs[plain])]
    for name, engine in (("with the proof", proved), ("without", plain)):
        walls = [cost.wall for cost in costs[engine]]
        print(f"{options.guides:,} guides, {name}: {statistics.median(walls):.3f} s wall ({min(walls):.3f} … {max(walls):.3f}), "
              f"{statistics.median(cost.user for cost in costs[engine]):.2f} s user")
    print(f"The proof takes {statistics.median(shares):+.1%} of wall time, {statistics.median(work):+.1%} of processor time "
          f"(to hold: {LIMIT:.0%})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", type=Path)
    parser.add_argument("module", type=Path)
    parser.add_argument("--guides", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=9)
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    try:
        with tempfile.TemporaryDirectory(prefix="proof-benchmark-", dir=memory) as folder:
            main(parser.parse_args(), Path(folder))
    except Failure as failure:
        sys.exit(f"error: {failure}")
