"""A complete set of 47 indicators, made up: what an office would enter for 2026-2030 once the annex lies on its desk.

Not the law: names, levels and units are ours, chosen so that every kind of rule stands in it once. Three groups of
communes, indicators made of parts, a level by the number of schools, two that the province sets.
"""

import numpy as np
import pandas as pd

from ntm_geo.criteria.law_lines import law_lines
from ntm_geo.store.datasets import add_version
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance

KEY, YEAR, VINTAGE = "commune-2026", 2026, "2025"
COUNTS = {"1": 2, "2": 9, "3": 6, "4": 3, "5": 7, "6": 4, "7": 4, "8": 6, "9": 3, "10": 3}
"""Indicators of each criterion: 47."""
BY_PROVINCE = ("8.5", "8.6")
COMPOUND, ANY_PART = "5.1", "2.4"
DECISION = "51/2025/QĐ-TTg"


def made_up_lines(law, departments=()):
    """Lines of the 2026 set with 47 made-up indicators."""
    lines = law_lines(law, departments)
    rows = [
        _row(lines, f"{criterion}.{number}", *_rule(f"{criterion}.{number}", number))
        for criterion, count in COUNTS.items()
        for number in range(1, count + 1)
    ]
    rows += [
        _row(lines, "5.1a", "percent", "at_least", "100"),
        _row(lines, "5.1b", "percent", "at_least", "70", situation="5.1c > 3"),
        _row(lines, "5.1b", "percent", "at_least", "50", situation="5.1c <= 3"),
        _row(lines, "5.1c", "schools", "count", None),
        _row(lines, "2.4a", "percent", "at_least", "=1:90;=2:80;=3:70"),
        _row(lines, "2.4b", "pass_fail", "pass", "1"),
    ]
    return pd.concat([lines, pd.DataFrame(rows, columns=lines.columns).astype(lines.dtypes)], ignore_index=True)


RULES = {
    COMPOUND: ("pass_fail", "pass", "1", "all_parts"),
    ANY_PART: ("pass_fail", "pass", "1", "any_part"),
    "3.1": ("million_vnd_per_person_year", "at_least", "=1:80;=2:65;=3:48"),
    "6.1": ("percent", "at_most", "=1:2;=2:5;=3:12"),
} | dict.fromkeys(BY_PROVINCE, ("percent", "at_least", "province"))


def _rule(code, number):
    usual = ("percent", "at_least", "=1:95;=2:85;=3:75") if number % 2 else ("pass_fail", "pass", "1")
    return RULES.get(code, usual)


def _row(lines, code, unit, sense, levels, met_when=None, situation=""):
    row = dict.fromkeys(lines.columns)
    return row | {
        "code": code,
        "name": f"Chỉ tiêu {code} (bịa để thử)",
        "unit": unit,
        "sense": sense,
        "met_when": met_when,
        "effective": pd.Timestamp(f"{YEAR}-01-01"),
        "situation": situation,
        "levels": levels,
        "decision": DECISION if levels else None,
        "clause": code if levels else None,
    }


def made_up_scores(law, codes, seed=47):
    """Values of all indicators and parts for a year, some above and some below what is asked for; some are missing."""
    random = np.random.default_rng(seed)
    rows = []
    for line in [line for criterion in law.criteria for line in criterion.entries]:
        if line.sense == "pass":
            values = random.random(len(codes)) < 0.85
        elif line.sense == "count":
            values = random.integers(1, 7, len(codes))
        elif line.unit == "million_vnd_per_person_year":
            values = random.uniform(40, 90, len(codes)).round(1)
        elif line.sense == "at_most":
            values = random.uniform(0, 20, len(codes)).round(1)
        else:
            values = np.minimum(100, random.uniform(60, 115, len(codes))).round(1)
        rows += [(code, line.code, YEAR, float(value)) for code, value in zip(codes, values, strict=True)]
    table = pd.DataFrame(rows, columns=["code", "indicator", "period", "value"])
    return table[random.random(len(table)) > 0.01].reset_index(drop=True)


def keep_scores(workspace, scores):
    """Bring values in as an office would have."""
    slot = Slot(kind="scores", vintage=VINTAGE, period=YEAR)
    source = Provenance(source="Số liệu thử", illustrative=True)
    add_version(workspace.store, NewVersion(slot=slot, table=scores, provenance=source, by="An"))


ADVANCED = "advanced-2021"
ADVANCED_YEAR = 2025
ADVANCED_COUNTS = dict.fromkeys(map(str, range(1, 20)), 4) | {"10": 1, "11": 1, "1": 3, "2": 6, "17": 11, "7": 1}
"""Indicators of each of the 19 criteria: 75."""
ADVANCED_RULES = {
    "5.1": ("pass_fail", "pass", "1", "all_parts"),
    "10.1": ("million_vnd_per_person_year", "at_least", "northern_midlands_and_mountains:50"),
    "11.1": ("percent", "at_most", "12"),
    "2.1": ("percent", "at_least", "province"),
    "2.2": ("percent", "at_least", "province"),
}


def made_up_advanced(law, departments=()):
    """Lines of the advanced set of 2021-2025 with 75 made-up indicators under the names of the 19 criteria."""
    lines = law_lines(law, departments)
    empty = dict.fromkeys(lines.columns)
    start = {"effective": pd.Timestamp("2021-01-01"), "situation": ""}
    rows = [
        empty | start | {"code": code, "name": f"Tiêu chí {code} (bịa để thử)", "criterion_group": "I"}
        for code in ADVANCED_COUNTS
    ]
    for criterion, count in ADVANCED_COUNTS.items():
        for number in range(1, count + 1):
            code = f"{criterion}.{number}"
            usual = ("percent", "at_least", "70") if number % 2 else ("pass_fail", "pass", "1")
            rows.append(_row(lines, code, *ADVANCED_RULES.get(code, usual)) | start)
    rows += [
        _row(lines, "5.1a", "percent", "at_least", "100") | start,
        _row(lines, "5.1b", "percent", "at_least", "60") | start,
    ]
    frame = pd.DataFrame(rows, columns=lines.columns)
    frame["decision"] = frame["decision"].where(frame["decision"].isna(), "318/QĐ-TTg")
    return frame.astype(lines.dtypes)
