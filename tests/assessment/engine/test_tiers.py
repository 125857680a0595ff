from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.assessment.engine.tiers import recognised_tier, standings
from ntm_geo.tables.base import validate
from ntm_geo.tables.standing_table import TIERS, Standings

CODE = "00001"
MODEST = settings(derandomize=True, deadline=None, max_examples=60)


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
