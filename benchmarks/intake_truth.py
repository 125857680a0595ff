"""Count what is read right, asked, told and read wrong without a word, over thousands of files of known content.

Run: ``python -m benchmarks.intake_truth [SHEETS] [LAYERS]``. The files are made here, seeded: sheets of criteria and of
indicators in the layouts offices use, with faults in a part of them, written by openpyxl, XlsxWriter, a kit of bare XML and
an office program (.xlsx, .xls, .ods), as .xlsb, .csv and Unicode text; boundary layers of the shipped province in several
formats and coordinate systems, a part of them faulty. *Right* is every value of the file and no other; *asked* keeps nothing
before a person has answered; *told* takes what is sound and names the rest by its address. Beside it what
`pandas.read_excel` with a join by name, and `geopandas.read_file` with a join by code, give on the same files. Fails when
anything was read wrong silently.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from benchmarks.intake_layers import judge_layers
from ntm_geo.boundaries.units import read_units
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.intake.judge_sheets import ASKED, ASKED_IN_VAIN, REFUSED, RIGHT, TOLD, WRONG, judge
from tests.intake.office_sheets import OfficeSheet, make_criteria_sheet, make_indicator_sheet, spoil
from tests.intake.writers import OFFICE_FORMS, WAYS, convert, save

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.criteria.model import Criterion

SHEETS, LAYERS = 2_000, 200
DAY = date(2022, 12, 31)
ORDER = (RIGHT, ASKED, ASKED_IN_VAIN, TOLD, REFUSED, WRONG)
_AT_ONCE = 100
_MET = {"x", "đ", "đạt", "1", "1.0", "✓", "+", "có", "true", "✅", "✔️", "v"}


@dataclass(frozen=True)
class Made:
    """One sheet of known content and the file it was saved as."""

    seed: int
    maker: str
    way: str
    sheet: OfficeSheet
    path: Path


def made_sheets(count: int, folder: Path, communes: pd.DataFrame, criteria: Sequence[Criterion]) -> list[Made]:
    """Make the sheets and save each in the way its number says; the office program converts many at once."""
    office = shutil.which("soffice")
    ways = [way for way in WAYS if office or way not in OFFICE_FORMS]
    made, waiting = [], {}
    for seed in range(count):
        make = make_indicator_sheet if seed % 4 == 3 else make_criteria_sheet
        sheet = make(seed, communes, criteria)
        if make is make_criteria_sheet and seed % 4 == 2:
            spoil(sheet, seed)
        way = ways[seed // 4 % len(ways)]
        place = folder / _letters(seed)
        place.mkdir()
        path = place / f"{_letters(seed)} {sheet.file_name}"
        if way in OFFICE_FORMS:
            sheet.book.save(path)
            waiting.setdefault(way, []).append((len(made), path))
        else:
            path = save(sheet.book, path, way)
        if path.suffix in {".csv", ".txt", ".xlsb"} and sheet.made.get("year") == "sheet":
            sheet.must_ask = True  # the name of the sheet, which held the year, is gone
        made.append(Made(seed, make.__name__, way, sheet, path))
    for way, paths in waiting.items():
        for first in range(0, len(paths), _AT_ONCE):
            some = paths[first : first + _AT_ONCE]
            found = convert([path for _number, path in some], OFFICE_FORMS[way], folder / way, office)
            for (number, _path), path in zip(some, found, strict=True):
                made[number] = replace(made[number], path=path)
    return made


def _letters(number: int) -> str:
    """Return a name without digits, which could be taken for a year."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def usual(path: Path, names: dict[str, str]) -> dict[tuple[str, str], bool]:
    """Return what a script of a few lines reads: the header by its many cells, criteria by the number, units by name."""
    frame = pd.read_excel(path, header=None, dtype=object, engine="calamine")
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
    for one in made_sheets(count, folder, communes, space.set_on(DAY).criteria):
        start = time.perf_counter()
        verdict = judge(one.sheet, one.path, gazetteer=units, criteria_set=space.set_on(DAY))
        seconds["ours"] += time.perf_counter() - start
        ours[one.way, verdict.kind] += 1
        if verdict.kind == WRONG or (verdict.kind in {REFUSED, ASKED_IN_VAIN} and "-v" in sys.argv):
            print(
                verdict.kind,
                one.maker,
                one.seed,
                one.way,
                one.sheet.made,
                verdict.detail,
                verdict.asked,
                file=sys.stderr,
            )
        if one.maker == make_criteria_sheet.__name__ and one.path.suffix in {".xlsx", ".xls", ".ods"}:
            if one.sheet.made.get("fault") == "stray":
                continue
            start = time.perf_counter()
            theirs[_of_usual(one.path, one.sheet, names)] += 1
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
        every = Counter[str]()
        for (_way, kind), number in ours.items():
            every[kind] += number
        print(
            "| ours | "
            + " | ".join(str(every[kind]) for kind in ORDER)
            + f" | 0 | {1000 * seconds['ours'] / sheets:.0f} |"
        )
        tried = sum(theirs.values())
        print(
            "| pandas.read_excel and a join by name, "
            f"{tried} of them | "
            + " | ".join(str(theirs[kind]) for kind in ORDER)
            + f" | {theirs['stopped']} | {1000 * seconds['usual'] / max(tried, 1):.0f} |"
        )
        print("\n| ours, as written by | " + " | ".join(ORDER) + " |")
        print("|---|" + "---:|" * len(ORDER))
        for way in dict.fromkeys(way for way, _kind in ours):
            print(f"| {way} | " + " | ".join(str(ours[way, kind]) for kind in ORDER) + " |")
        wrong = every[WRONG]
        if layers:
            wrong += judge_layers(layers, Path(folder), gpd.read_file)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
