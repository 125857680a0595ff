"""Where a commune stands follows from what was done, case by case as an office tells it; steps and the funnel follow too."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml

from ntm_geo.dossiers.criterion_states import criterion_states
from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.dossiers.dossier_standing import (
    STATES,
    days_for,
    dossier_steps,
    funnel,
    vote_share,
    where_dossiers_stand,
    with_dossier_steps,
)
from ntm_geo.errors import TableError
from ntm_geo.monitoring.procedure import stages
from tests.dossiers.conftest import VINTAGES

CASES = yaml.safe_load((Path(__file__).parent / "ways.yaml").read_text(encoding="utf-8"))
CODES = {2022: "01291", 2026: "01290"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_way_of_a_dossier(case, space, figures, act):
    year, code = case["year"], CODES[case["year"]]
    *before, last = case["steps"] or [None]
    for step in before:
        act(space, code, year, step)
    if last and "refused" in case:
        with pytest.raises(TableError, match=case["refused"]):
            act(space, code, year, last)
    elif last:
        act(space, code, year, last)
    today = case.get("seen", date(2026, 11, 1))
    table = where_dossiers_stand(space, figures, vintage=VINTAGES[year], period=year, today=today)
    row = table.set_index("code").loc[code]
    stands = {key: row[key].date() if isinstance(row[key], pd.Timestamp) else row[key] for key in case["stands"]}
    assert stands == case["stands"]
    counts = funnel(table)
    assert sum(counts.values()) == len(table)
    assert list(counts) == list(STATES)
    states = criterion_states(read_dossiers(space, vintage=VINTAGES[year], period=year))
    assert {key: states[code][key].sending for key in case.get("sendings", {})} == case.get("sendings", {})


def test_steps_follow_from_the_dossier_and_none_stands_twice(space, act):
    for step in (
        {"does": "fill"},
        {"does": "send", "day": date(2026, 10, 1)},
        {"does": "department", "verdict": "met", "day": date(2026, 10, 12)},
    ):
        act(space, "01290", 2026, step)
    derived = dossier_steps(space, vintage="2025")
    assert list(zip(derived["step"], derived["on"].dt.date, strict=True)) == [
        ("self_assessed", date(2026, 10, 1)),
        ("appraised", date(2026, 10, 12)),
    ]
    entered = derived.iloc[[1]].assign(on=pd.Timestamp("2026-10-14"), document="12/BC")
    both = with_dossier_steps(space, entered, vintage="2025")
    assert sorted(both["step"]) == ["appraised", "self_assessed"]
    (reached,) = stages(both, on=date(2026, 12, 31)).to_dict("records")
    assert (reached["step"], reached["since"].date()) == ("appraised", date(2026, 10, 14))
    assert with_dossier_steps(space, entered, vintage="2020") is entered


def test_a_recognition_of_the_year_ends_the_way(space, figures):
    table = figures.registers["2020"].recognitions
    row = table[table["revoked_on"].isna() & table["level"].eq("standard")].iloc[-1]
    year = int(row["for_year"]) if pd.notna(row["for_year"]) else row["recognised_on"].year
    stands = where_dossiers_stand(space, figures, vintage="2020", period=year, today=date(2026, 1, 1))
    found = stands.set_index("code").loc[row["code"]]
    assert (found["state"], found["begun"], found["next"]) == ("recognised", False, "")


def test_days_and_votes_are_working_numbers_until_somebody_compares_them(space):
    assert days_for(space, "sent_again") == (15, False)
    assert vote_share(space) == (0.5, False)
