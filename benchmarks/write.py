"""Put the saved results of all benchmarks together to docs/benchmarks.md; measure one of them again if it is named.

    python -m benchmarks.write                       write the page from benchmarks/results
    python -m benchmarks.write papers                run a benchmark, save what it prints with machine and day, write the page
    python -m benchmarks.write map_payload PATH      the same with arguments of the benchmark

Nothing is saved of a benchmark that fails.
"""

from __future__ import annotations

import ast
import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
RESULTS = FOLDER / "results"
PAGE = FOLDER.parent / "docs" / "benchmarks.md"
TITLES = {
    "map_payload": "What a map costs",
    "theme_change": "What a change on the criteria map costs",
    "first_view": "What the first view costs",
    "starts": "What a start costs",
    "viewers": "What readers cost",
    "signed_in": "What signing in costs",
    "growth": "How it grows",
    "soak": "What sessions hold",
    "national_map": "What a map of the whole country costs",
    "national_intake": "What a boundary file of the whole country costs",
    "name_matching": "What matching of names costs",
    "intake_truth": "What is read right",
    "workbook_reading": "What a sheet costs",
    "ranking_size": "What a ranking costs",
    "pathway_size": "What a plan costs",
    "assignment_size": "What an assignment costs",
    "papers": "What papers cost",
}
"""Benchmarks in the order of the page, and their headings."""
INTRODUCTION = """\
# Benchmarks

Written by `python -m benchmarks.write` from `benchmarks/results/`; measure again instead of changing this page. Every section
says what its script measures, on which machine and when, and what the script printed. What follows from the figures, and which
aims they are compared with, is in the [decisions](decisions).
"""


def result(printed: str, day: date) -> str:
    """Return what is saved of a benchmark: the machine, the day, and what it printed."""
    version = ".".join(platform.python_version_tuple()[:2])
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {version}"
    return f"Machine: {machine}; {day.day} {day:%B %Y}.\n\n{printed.strip()}\n"


def page(results: Path = RESULTS) -> str:
    """Return the page of all saved results as Markdown."""
    parts = [INTRODUCTION]
    for name, title in TITLES.items():
        about = ast.get_docstring(ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8")))
        saved = (results / f"{name}.md").read_text(encoding="utf-8")
        parts.append(f"## {title}\n{about}\n\n{saved}")
    return "\n".join(parts)


def printed_by(name: str, arguments: list[str]) -> str:
    """Run a benchmark and return what it prints; raises CalledProcessError when it fails."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    return subprocess.run(command, cwd=FOLDER.parent, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")


def main(arguments: list[str]) -> None:
    """Measure the benchmark that is named, if one is, and write the page."""
    if arguments:
        name, *rest = arguments
        if name not in TITLES:
            sys.exit(f"There is no benchmark {name}; there are {', '.join(TITLES)}.")
        (RESULTS / f"{name}.md").write_text(result(printed_by(name, rest), date.today()), encoding="utf-8")  # noqa: DTZ011
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
