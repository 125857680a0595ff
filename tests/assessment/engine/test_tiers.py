from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.assessment.engine.standards import ended_with_set
from ntm_geo.assessment.engine.tiers import counting_for, recognised_tier, recognition_level, standings
from ntm_geo.criteria.model import EndsWithSet, RecognitionLaw
from ntm_geo.tables.base import validate
from ntm_geo.tables.standing_table import TIERS, Standings

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "recognition-years.yaml").read_text(encoding="utf-8"))
CODE = "00001"
MODEST = settings(max_examples=60)


@pytest.fixture(scope="session")
def stand(law, results, recognitions):
    """Return the standing of a commune with so many criteria met and unknown, and its recognitions."""

    def ask(met, unknown=0, *held, period=2022):
        rows = [(CODE, *row) for row in held]
        found = standings(
            results(CODE, met, unknown, period),
            recognitions(*rows),
            codes=[CODE],
            period=period,
            criteria_set=law,
        )
        return found.iloc[0]

    return ask


@pytest.mark.parametrize(
    ("met", "tier"),
    [
        (0, "c0_4"),
        (4, "c0_4"),
        (5, "c5_9"),
        (9, "c5_9"),
        (10, "c10_14"),
        (14, "c10_14"),
        (15, "c15_18"),
        (18, "c15_18"),
    ],
)
def test_communes_are_placed_by_the_number_of_criteria_met(stand, met, tier):
    assert stand(met)["tier"] == tier


def test_all_criteria_without_recognition_is_the_highest_counted_tier(stand):
    assert stand(19)["tier"] == "c15_18"


@pytest.mark.parametrize(
    ("met", "unknown", "tier"),
    [(14, 1, "unknown"), (13, 1, "c10_14"), (16, 2, "c15_18"), (16, 3, "c15_18"), (0, 19, "unknown"), (0, 4, "c0_4")],
)
def test_a_tier_is_given_only_when_the_unknown_cannot_change_it(stand, met, unknown, tier):
    found = stand(met, unknown)
    assert (found["tier"], found["unknown"], found["met"] + found["not_met"] + found["unknown"]) == (tier, unknown, 19)


def test_a_recognised_commune_keeps_its_tier_whatever_it_meets(stand):
    found = stand(12, 3, ("standard", "2019-05-01", None))
    assert (found["tier"], found["recognition"]) == ("recognised", "standard")


@pytest.mark.parametrize(
    ("held", "level"),
    [
        ([("standard", "2022-12-31", None)], "standard"),
        ([("standard", "2023-01-01", None)], None),
        ([("standard", "2019-05-01", "2022-12-31")], None),
        ([("standard", "2019-05-01", "2023-01-01")], "standard"),
        ([("standard", "2019-05-01", None), ("advanced", "2021-05-01", None)], "advanced"),
        ([("model", "2022-05-01", None), ("standard", "2019-05-01", None), ("advanced", "2021-05-01", None)], "model"),
        ([("standard", "2019-05-01", None), ("advanced", "2021-05-01", "2022-06-01")], "standard"),
    ],
)
def test_the_highest_level_in_force_at_the_end_of_the_year_counts(stand, held, level):
    recognition = stand(12, 0, *held)["recognition"]
    assert (None if pd.isna(recognition) else recognition) == level


def test_what_no_row_speaks_of_is_unknown(law, results, recognitions):
    given_rows = results("00002", 15)
    found = standings(given_rows, recognitions(), codes=["00001", "00002"], period=2022, criteria_set=law)
    assert found["unknown"].tolist() == [19, 0]
    assert found["tier"].tolist() == ["unknown", "c15_18"]
    assert validate(found, Standings).equals(found)


def test_the_tier_of_the_recognised_is_the_one_without_a_count(law):
    assert recognised_tier(law) == "recognised"


@MODEST
@given(met=st.integers(0, 18), unknown=st.integers(0, 4))
def test_however_the_unknown_turns_out_a_decided_tier_stays(stand, met, unknown):
    unknown = min(unknown, 19 - met)
    tier = stand(met, unknown)["tier"]
    possible = {stand(met + sum(turn))["tier"] for turn in product([0, 1], repeat=unknown)}
    assert possible == {tier} if tier != "unknown" else len(possible) > 1


@MODEST
@given(met=st.integers(0, 18))
def test_one_more_criterion_never_lowers_a_tier(stand, met):
    assert TIERS.index(stand(met + 1)["tier"]) <= TIERS.index(stand(met)["tier"])


def _entered(rows):
    table = pd.DataFrame(
        {
            "code": [row["commune"] for row in rows],
            "level": [row.get("level", "standard") for row in rows],
            "for_year": pd.array([row.get("for") for row in rows], dtype="Int64"),
            "recognised_on": pd.to_datetime([row["signed"] for row in rows]),
            "revoked_on": pd.to_datetime([row.get("revoked") for row in rows]),
            "decision": [row.get("decision") for row in rows],
        }
    )
    return table.astype({"revoked_on": "datetime64[ns]"})


@pytest.mark.parametrize("case", CASES, ids=[one["name"] for one in CASES])
def test_year_and_day_of_a_recognition_are_two_things(law, case):
    levels = tuple(case.get("ends_with_set", ()))
    ends = EndsWithSet(levels=levels, reference=law.reference, verified=False) if levels else None
    older = replace(law, recognition=RecognitionLaw(ends_with_set=ends))
    shown = replace(law, recognitions_from=case.get("counts_from"))
    on = case["count"].get("on_the_day")
    period = case["count"].get("to_the_end_of", on.year if on else None)
    table = _entered(case["recognitions"])
    table = counting_for(table[~ended_with_set(table, [older], period=period)], shown)
    found = recognition_level(table, codes=pd.Index(["A", "B"]), period=period, on=on)
    assert found.dropna().index.tolist() == case["recognised"]


DAYS = st.dates(date(2015, 1, 1), date(2026, 12, 31))


@st.composite
def _recognised(draw):
    signed = draw(DAYS)
    year = draw(st.sampled_from([None, signed.year, signed.year - 1]))
    revoked = draw(st.none() | st.dates(signed, date(2027, 12, 31)))
    return {"commune": draw(st.sampled_from("ABC")), "for": year, "signed": signed, "revoked": revoked}


@given(rows=st.lists(_recognised(), max_size=6), day=DAYS)
def test_both_counts_are_those_of_going_through_the_decisions_one_by_one(rows, day):
    codes = pd.Index(list("ABC"))
    table = _entered(rows)
    by_year = recognition_level(table, codes=codes, period=day.year)
    by_day = recognition_level(table, codes=codes, period=day.year, on=day)
    end = date(day.year, 12, 31)
    wanted_year = {
        row["commune"]
        for row in rows
        if (row["for"] or row["signed"].year) <= day.year and not (row["revoked"] and row["revoked"] <= end)
    }
    wanted_day = {
        row["commune"] for row in rows if row["signed"] <= day and not (row["revoked"] and row["revoked"] <= day)
    }
    assert set(by_year.dropna().index) == wanted_year
    assert set(by_day.dropna().index) == wanted_day
    # Nothing is decided for a year that has not begun: on the last day of a year the count by day is never the larger.
    assert set(recognition_level(table, codes=codes, period=day.year, on=end).dropna().index) <= wanted_year


def test_who_waits_for_a_decision_is_told_apart_and_in_the_tier_of_the_recognised(law, results, recognitions):
    held = recognitions((CODE, "standard", "2019-05-01", None))
    codes = [CODE, "00002"]
    found = standings(results(CODE, 12), held, codes=codes, period=2022, criteria_set=law, pending=[CODE])
    assert found["pending"].tolist() == [True, False]
    assert found["tier"].tolist() == ["recognised", "unknown"]
