"""Measure matching of 10,000 names against 11,000 units, beside the loop over difflib a user would write.

Run: ``python -m benchmarks.name_matching UNITS.gpkg`` with the commune names of the country (fields code, name,
province_code, province). Names are stripped of tone marks and get 5 % of their letters wrong.
"""

from __future__ import annotations

import difflib
import random
import sys
import time
import tracemalloc
import unicodedata
from pathlib import Path

import pandas as pd
import pyogrio

from ntm_geo.boundaries.matching import MATCHED, match

LINES, UNITS, SAMPLE = 10_000, 11_000, 100
LETTERS = "abcdeghiklmnopqrstuvxy"


def slip(text: str, chance: random.Random) -> str:
    """Return a name without tone marks and with one letter in twenty wrong."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    letters = [letter for letter in plain if not unicodedata.combining(letter)]
    return "".join(chance.choice(LETTERS) if letter != " " and chance.random() < 0.05 else letter for letter in letters)


def gazetteer(path: Path) -> pd.DataFrame:
    """Return 11,000 units: the communes of the country, repeated in further made-up districts."""
    read = pyogrio.read_dataframe(path, read_geometry=False)
    copies = [
        read.assign(parent=read["province"] + f" {number}", copy=number) for number in range(UNITS // len(read) + 1)
    ]
    units = pd.concat(copies, ignore_index=True).head(UNITS)
    return pd.DataFrame(
        {
            "code": [f"{number:05d}" for number in range(len(units))],
            "name": units["name"].str.replace(r"^(Xã|Phường|Đặc khu) ", "", regex=True),
            "kind": "commune",
            "parent_code": units["parent"],
            "parent_name": units["parent"].str.replace("_", " "),
        }
    )


def main(path: Path) -> None:
    """Measure and print."""
    units = gazetteer(path)
    chance = random.Random(2022)
    lines = units.sample(LINES, random_state=1)
    rows = pd.DataFrame(
        {"name": [slip(name, chance) for name in lines["name"]], "parent_name": lines["parent_name"]}
    ).reset_index(drop=True)
    truth = lines["code"].reset_index(drop=True)
    start = time.perf_counter()
    report = match(rows, units)
    ours = time.perf_counter() - start
    tracemalloc.start()
    match(rows, units)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    names = [f"{name}, {parent}" for name, parent in zip(units["name"], units["parent_name"], strict=True)]
    start = time.perf_counter()
    for name, parent in rows.head(SAMPLE)[["name", "parent_name"]].to_numpy():
        difflib.get_close_matches(f"{name}, {parent}", names, n=1)
    naive = (time.perf_counter() - start) * LINES / SAMPLE
    joined = report.frame["status"].eq(MATCHED)
    wrong = int((joined & report.frame["code"].ne(truth)).sum())
    right = int((joined & report.frame["code"].eq(truth)).sum())
    asked = int((~joined & report.frame["proposal"].eq(truth)).sum())
    sys.stdout.write(
        f"| {LINES:,} names against {UNITS:,} units | seconds | ratio |\n|---|---|---|\n"
        f"| NTM Geo | {ours:.1f} (peak {peak / 1e6:.0f} MB) | 1 |\n"
        f"| a loop over difflib.get_close_matches (from {SAMPLE}) | {naive:.0f} | {naive / ours:.0f} |\n\n"
        f"Joined right: {right:,}; asked with the right proposal first: {asked:,}; joined wrong: {wrong}.\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
