# SPDX-License-Identifier: Apache-2.0
"""The corpus as a Guidelight site: with the benchmark's own layouts and the bare outputs for equal work with another engine, or
with the first site's templates and everything that this engine writes."""

import shutil
from pathlib import Path

from corpus import Site

HERE = Path(__file__).parent
BARE = "output: { markdownTwins: false, feed: false }\n"


def write(site: Site, folder: Path, templates: Path, settings: str):
    for name in {path.rpartition("/")[0] for path in site.files}:
        (folder / "Content" / name).mkdir(parents=True, exist_ok=True)
    for path, text in site.files.items():
        (folder / "Content" / path).write_text(text + settings if path == "site.yaml" else text)
    shutil.copytree(templates, folder / "Templates")


def write_bare(site: Site, folder: Path):
    write(site, folder, HERE / "Equal" / "Guidelight", BARE)


def write_full(site: Site, folder: Path, templates: Path):
    write(site, folder, templates, "")
