"""Count what is read right, asked, told and read wrong without a word, over thousands of files of known content.

Run: ``python -m benchmarks.intake_truth [SHEETS] [LAYERS]``. The files are made here, seeded: sheets of criteria and of
indicators in the layouts offices use, with faults in a part of them, saved as .xlsx, .csv and .xlsb; boundary layers of the
shipped province in several formats and coordinate systems, a part of them faulty. Beside it what `pandas.read_excel` with a
join by name, and `geopandas.read_file` with a join by code, give on the same files. Prints Markdown tables and ends with 1
when anything was read wrong silently.
"""

from __future__ import annotations

import csv
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import geopandas as gpd
import pandas as pd

from benchmarks.intake_layers import judge_layers
from ntm_geo.boundaries.units import read_units
from ntm_geo.settings import Settings
from ntm_geo.workflows.workspace import open_workspace
from tests.intake.formats.xlsb_writer import write_xlsb
from tests.intake.judge_sheets import ASKED, ASKED_IN_VAIN, REFUSED, RIGHT, TOLD, WRONG, judge
from tests.intake.office_sheets import make_criteria_sheet, make_indicator_sheet, spoil

SHEETS, LAYERS = 2_000, 200
ORDER = (RIGHT, ASKED, ASKED_IN_VAIN, TOLD, REFUSED, WRONG)
_MET = {"x", "đ", "đạt", "1", "1.0", "✓", "+", "có", "true", "✅", "✔️", "v"}


def saved(sheet, folder: Path, form: str) -> Path:
    """Save a sheet in a form; what only .xlsx can hold stays .xlsx."""
    path = folder / sheet.file_name
    sheet.book.save(path)
    plain = len(sheet.book.sheetnames) == 1 and not sheet.book.active.merged_cells.ranges and "fault" not in sheet.made
    if form == "xlsx" or not plain or "figures" in sheet.made:
        return path
    rows = [[cell.value for cell in row] for row in sheet.book.active.iter_rows()]
    if form == "xlsb":
        cells = [[value if value is None or isinstance(value, str) else float(value) for value in row] for row in rows]
        return write_xlsb(path.with_suffix(".xlsb"), cells)
    target = path.with_suffix(".csv")
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["" if value is None else value for value in row] for row in rows])
    return target


def usual(path: Path, names: dict[str, str]) -> dict[tuple[str, str], bool]:
    """Return what a script of a few lines reads: the header by its many cells, criteria by the number, units by name."""
    frame = pd.read_excel(path, header=None, dtype=object, engine="openpyxl")
    top = next((place for place, row in frame.iterrows() if row.notna().sum() >= 10), 0)
    frame.columns = [str(value) for value in frame.loc[top]]
    frame = frame.loc[top + 1 :]
    found = {}
    unit = next((place for place, column in enumerate(frame.columns) if re.search("xã|đơn vị", column.lower())), 0)
    for _place, row in frame.iterrows():
        code = names.get(str(row.iloc[unit]).lower().removeprefix("xã ").strip())
        for column, value in zip(frame.columns, row, strict=True):
            number = re.search(r"\d+", column)
            if code and number:
                found[code, str(int(number[0]))] = str(value).strip().lower() in _MET
    return found


def judge_sheets(count: int, folder: Path) -> tuple[Counter, Counter, dict[str, float]]:
    """Judge sheets: ours by verdict, the usual script by right, wrong silently and failed, and seconds of both."""
    space = open_workspace(Settings.from_environment())
    units = read_units(space.province, "2020")
    communes = units[units["kind"].eq("commune")]
    names = dict(zip(communes["name"].str.lower(), communes["code"], strict=True))
    ours, theirs, seconds = Counter(), Counter(), {"ours": 0.0, "usual": 0.0}
    for seed in range(count):
        make = make_indicator_sheet if seed % 4 == 3 else make_criteria_sheet
        sheet = make(seed, communes, space.criteria_set.criteria)
        if make is make_criteria_sheet and seed % 4 == 2:
            spoil(sheet, seed)
        place = folder / str(seed)
        place.mkdir()
        path = saved(sheet, place, ("xlsx", "xlsx", "csv", "xlsb")[seed % 8 % 4])
        start = time.perf_counter()
        verdict = judge(sheet, path, gazetteer=units, criteria_set=space.criteria_set)
        seconds["ours"] += time.perf_counter() - start
        ours[verdict.kind] += 1
        if verdict.kind == WRONG:
            print("WRONG SILENTLY", make.__name__, seed, sheet.made, verdict.detail, file=sys.stderr)
        if verdict.kind == REFUSED and "-v" in sys.argv:
            print("REFUSED", make.__name__, seed, sheet.made, verdict.detail, verdict.asked, file=sys.stderr)
        if make is make_criteria_sheet and path.suffix == ".xlsx" and sheet.made.get("fault") != "stray":
            start = time.perf_counter()
            theirs[_of_usual(path, sheet, names)] += 1
            seconds["usual"] += time.perf_counter() - start
    return ours, theirs, seconds


def _of_usual(path: Path, sheet, names: dict[str, str]) -> str:
    truth = {key: value for key, value in sheet.truth.items() if isinstance(key, tuple)}
    try:
        found = usual(path, names)
    except Exception:  # noqa: BLE001 - a script that stops at least says so
        return "stopped"
    return RIGHT if found == truth else WRONG


def main() -> int:
    """Print the tables."""
    numbers = [int(given) for given in sys.argv[1:] if given.isdecimal()]
    sheets, layers = (*numbers, *(SHEETS, LAYERS)[len(numbers) :])
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs, seconds = judge_sheets(sheets, Path(folder))
        print(f"### {sheets} sheets of known content\n")
        print("| way | " + " | ".join(ORDER) + " | stopped | ms a file |")
        print("|---|" + "---:|" * (len(ORDER) + 2))
        print(
            "| ours | "
            + " | ".join(str(ours[kind]) for kind in ORDER)
            + f" | 0 | {1000 * seconds['ours'] / sheets:.0f} |"
        )
        tried = sum(theirs.values())
        print(
            "| pandas.read_excel and a join by name, "
            f"{tried} of them | "
            + " | ".join(str(theirs[kind]) for kind in ORDER)
            + f" | {theirs['stopped']} | {1000 * seconds['usual'] / max(tried, 1):.0f} |"
        )
        wrong = ours[WRONG]
        if layers:
            wrong += judge_layers(layers, Path(folder), gpd.read_file)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
