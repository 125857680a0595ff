"""A figure says on which level it stands: as reported, as appraised, as confirmed by a council."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml

from ntm_geo.errors import SettingsError
from ntm_geo.records.figure_levels import FIGURE_LEVELS, DossierRows, at_level, level_named, level_sentence
from ntm_geo.records.figures import load_figures
from ntm_geo.store.datasets import add_version
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance

CODE, OTHER, YEAR = "01290", "01294", 2022
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "figure_levels.yaml").read_text(encoding="utf-8"))
AT = "T08:00:00+00:00"
SIGNED = {"by": "Hà", "account": ""}


@pytest.fixture(scope="module")
def base(shipped):
    return load_figures(shipped)


def rows_of(case):
    """Return what a case says was sent, appraised and confirmed."""
    sent = [
        {"code": CODE, "item": item, "period": YEAR, "sending": sending, "at": f"2022-10-0{sending}{AT}", **SIGNED,
         "met": said if isinstance(said, bool) else None, "value": None if isinstance(said, bool) else said}
        for sending, item, said in case.get("sent", [])
    ]  # fmt: skip
    looked = [(*row, "district") for row in case.get("checked_by_district", [])]
    looked += [(*row, "department") for row in case.get("appraised", [])]
    appraised = [
        {"number": number, "code": CODE, "period": YEAR, "criterion": criterion, "sending": sending, "step": step,
         "verdict": verdict, "reason": "xem lại", "due_on": pd.Timestamp(day), "at": f"{day}{AT}", **SIGNED}
        for number, (criterion, sending, verdict, day, step) in enumerate(looked, start=1)
    ]  # fmt: skip
    voted = [
        {"number": 1, "code": CODE, "period": YEAR, "level": "standard", "held_on": pd.Timestamp(day), "members": 9,
         "present": 9, "agreed": 9, "proposes": True, "at": f"{day}{AT}", **SIGNED}
        for day in [case.get("council")] if day
    ]  # fmt: skip
    tables = {"sent_reports": sent, "appraisals": appraised, "councils": voted}
    return {kind: table_of(kind, rows) for kind, rows in tables.items()}


def table_of(kind, rows):
    return MODELS[kind].validate(pd.DataFrame(rows, columns=list(MODELS[kind].to_schema().columns)))


def imported(base, case):
    """Return figures with what a case says was imported for a commune, and for another nobody says anything new of."""
    results = table_of("results", [
        {"code": code, "criterion": criterion, "period": YEAR, "met": met}
        for code in (CODE, OTHER) for criterion, met in case["imported"].items()
    ])  # fmt: skip
    scores = table_of("scores", [
        {"code": CODE, "indicator": item, "period": YEAR, "value": value}
        for item, value in case.get("imported_values", {}).items()
    ])  # fmt: skip
    earlier = base.results[base.results["period"].eq(YEAR - 1)]
    return replace(base, results=pd.concat([earlier, results], ignore_index=True), scores=scores)


def figure(figures, code, item):
    table, key, column = (
        (figures.scores, "indicator", "value") if "." in item else (figures.results, "criterion", "met")
    )
    rows = table[table["code"].eq(code) & table["period"].eq(YEAR) & table[key].eq(item)]
    assert len(rows) <= 1, f"{item} stands twice"
    return None if rows.empty else rows[column].iloc[0]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_level_says_what_it_stands_on(case, base):
    figures = imported(base, case)
    for level in FIGURE_LEVELS:
        seen = at_level(figures, DossierRows(**rows_of(case)), level)
        shown = {item: figure(seen, CODE, item) for item in case["expect"][level]}
        assert shown == case["expect"][level], level
        others = {item: figure(seen, OTHER, item) for item in case["imported"]}
        assert others == case["imported"], "another commune changed as well"
        assert seen.results.dtypes.equals(figures.results.dtypes)
        earlier = seen.results[seen.results["period"].ne(YEAR)]
        assert earlier.equals(figures.results[figures.results["period"].ne(YEAR)]), "another year changed as well"


def test_the_usual_level_says_nothing_and_the_others_say_how_much_of_it_there_is(fresh):
    for kind, table in rows_of(CASES[2]).items():
        slot = Slot(kind=kind, vintage="2020", period=YEAR)
        source = Provenance(source="ho-so", sha256="0" * 64)
        add_version(fresh.store, NewVersion(slot=slot, table=table, provenance=source, by="test"))
    assert level_sentence(load_figures(fresh), YEAR) is None
    reported = level_sentence(load_figures(fresh, "reported"), YEAR)
    assert dict(reported.values) == {"criteria": 2, "communes": 1}
    assert dict(level_sentence(load_figures(fresh, "recognised"), YEAR).values) == {"criteria": 0, "communes": 0}
    assert dict(level_sentence(load_figures(fresh, "reported"), YEAR - 1).values) == {"criteria": 0, "communes": 0}


def test_a_level_nobody_knows_is_refused_with_those_there_are():
    assert level_named("") == "appraised"
    with pytest.raises(SettingsError, match="reported, appraised, recognised"):
        level_named("guessed")
