"""Measure checking a sheet of 11,000 communes × 60 columns, beside pandas with the loop a user would write.

Run: ``python -m benchmarks.workbook_reading``. The sheet is made here: 11,000 units, 57 indicators, three columns to know
the unit by. Beside ours: `pandas.read_excel` alone, which checks nothing, and `read_excel` with a loop over the cells that
turns each into a number and lists those it cannot. Each way runs in a process of its own.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from ntm_geo.intake.sheets.workbook import read_workbook
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace

UNITS = 11_000
DAY = date(2022, 12, 31)
PLANTED = 500


def gazetteer() -> pd.DataFrame:
    """Return 11,000 units in 700 districts."""
    numbers = range(UNITS)
    return pd.DataFrame(
        {
            "code": [f"{i:05d}" for i in numbers],
            "name": [f"Số {i}" for i in numbers],
            "kind": "commune",
            "parent_code": [f"{i % 700:03d}" for i in numbers],
            "parent_name": [f"Huyện {i % 700}" for i in numbers],
        }
    )


def write(path: Path, codes: list[str]) -> None:
    """Write the sheet; every 22nd row holds a value that is no number."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("2022")
    sheet.append(["Mã xã", "Tên xã", "Huyện", *[f"CT{one}" for one in codes]])
    for place, row in enumerate(gazetteer().itertuples(index=False)):
        values: list[object] = [1] * len(codes)
        if place % (UNITS // PLANTED) == 0:
            values[place % len(codes)] = "chưa rõ số"
        sheet.append([row.code, row.name, row.parent_name, *values])
    book.save(path)


def ours(path: Path) -> str:
    """Read, join and check."""
    criteria = open_workspace(Settings.from_environment()).set_on(DAY)
    found = read_workbook(path, gazetteer=gazetteer(), criteria_set=criteria)
    return f"{len(found.problems)} problems, each with its cell"


def bare(path: Path) -> str:
    """Read without any check."""
    return f"{len(pd.read_excel(path, dtype=object))} rows, nothing checked"


def loop(path: Path) -> str:
    """Read and turn every cell into a number, one by one."""
    frame = pd.read_excel(path, dtype=object)
    units = gazetteer().set_index("code")
    problems = 0
    for _place, row in frame.iterrows():
        code = str(row["Mã xã"]).zfill(5)
        if code not in units.index or units.loc[code, "name"] != row["Tên xã"]:
            problems += 1
        for column in frame.columns[3:]:
            try:
                float(str(row[column]).replace(",", "."))
            except ValueError:
                problems += 1
    return f"{problems} problems, by row number"


def measured(way: str, path: Path, answers: multiprocessing.Queue) -> None:
    """Run one way and send back seconds, peak memory and what it says."""
    start = time.perf_counter()
    said = {"ours": ours, "bare": bare, "loop": loop}[way](path)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    answers.put((seconds, peak, said))


def main() -> None:
    """Measure and print."""
    criteria = open_workspace(Settings.from_environment()).set_on(DAY)
    codes = [one.code for criterion in criteria.criteria for one in criterion.indicators]
    context = multiprocessing.get_context("spawn")
    labels = {"bare": "`pandas.read_excel`", "loop": "`pandas.read_excel` and a loop", "ours": "ours"}
    print("| | s | peak MB | |\n|---|---:|---:|---|")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        write(path, codes)
        for way, label in labels.items():
            answers = context.Queue()
            process = context.Process(target=measured, args=(way, path, answers))
            process.start()
            seconds, peak, said = answers.get(timeout=600)
            process.join()
            print(f"| {label} | {seconds:.1f} | {peak:,.0f} | {said} |")


if __name__ == "__main__":
    main()
