import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.assessment.engine.indicators import doubtful_passes, judge
from ntm_geo.tables.base import validate
from ntm_geo.tables.verdict_tables import Verdicts


@pytest.fixture
def said(thresholds, scores):
    """Return (status, shortfall) of one indicator for one value."""

    def ask(indicator, value, craft_village=pd.NA):
        attributes = pd.DataFrame({"code": ["00001"], "has_craft_village": pd.array([craft_village], dtype="boolean")})
        given_values = scores("00001", {} if value is None else {indicator: value})
        verdicts = judge(given_values, thresholds, codes=["00001"], period=2022, attributes=attributes)
        row = verdicts.set_index("indicator").loc[indicator]
        return row["status"], None if pd.isna(row["shortfall"]) else row["shortfall"]

    return ask


@pytest.mark.parametrize(
    ("indicator", "value", "status", "shortfall"),
    [
        ("1.1", 80.0, "met", 0),
        ("1.1", 79.6, "not_met", 0.4),
        ("1.1", 79.99999999999999, "met", 0),  # 80 % as a spreadsheet computes it
        ("1.2", 13.0, "met", 0),
        ("1.2", 15.5, "not_met", 2.5),
        ("1.3", 1.0, "met", 0),
        ("1.3", 0.0, "not_met", 1),
        ("1.3", 0.5, "unknown", None),
        ("1.3", 2.0, "unknown", None),
        ("1.1", None, "unknown", None),
        ("3.1", 99.0, "unknown", None),  # no threshold set
    ],
)
def test_a_value_is_met_short_of_its_threshold_or_unknown(said, indicator, value, status, shortfall):
    assert said(indicator, value) == (status, shortfall)


@pytest.mark.parametrize(
    ("craft_village", "value", "status"),
    [
        (True, 1.0, "met"),
        (True, None, "unknown"),
        (False, None, "not_applicable"),
        (False, 0.0, "not_applicable"),
        (pd.NA, None, "unknown"),
        (pd.NA, 0.0, "not_met"),  # whoever gave the value took the indicator to apply
    ],
)
def test_an_indicator_on_a_condition_is_judged_only_where_the_condition_may_hold(said, craft_village, value, status):
    assert said("2.2", value, craft_village)[0] == status


def test_verdicts_keep_the_order_of_units_and_law_and_fit_their_schema(thresholds, scores):
    verdicts = judge(scores("00002", {"1.1": 90}), thresholds, codes=["00002", "00001"], period=2022)
    assert verdicts["code"].tolist() == ["00002"] * 22 + ["00001"] * 22
    assert verdicts["indicator"].tolist() == thresholds["indicator"].tolist() * 2
    assert validate(verdicts, Verdicts).equals(verdicts)


def test_values_of_other_years_units_and_indicators_are_passed_over(thresholds, scores):
    values = pd.concat(
        [scores("00001", {"1.1": 90}, period=2021), scores("00009", {"1.1": 90}), scores("00001", {"99.9": 1})]
    )
    assert judge(values, thresholds, codes=["00001"], period=2022)["status"].eq("unknown").all()


def test_pass_fail_values_that_say_neither_are_named(thresholds, scores):
    values = scores("00001", {"1.1": 0.5, "1.3": 0.5, "2.1": 1, "4.1": float("nan")})
    assert doubtful_passes(values, thresholds)["indicator"].tolist() == ["1.3"]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(value=st.floats(-1e6, 1e6), more=st.floats(0, 1e6))
def test_a_better_value_never_makes_a_verdict_worse(value, more):
    thresholds = pd.DataFrame(
        {
            "criterion": ["1", "1"],
            "indicator": ["1.1", "1.2"],
            "sense": ["at_least", "at_most"],
            "threshold": [80.0, 13.0],
            "applies_when": [None, None],
            "clause": "",
            "verified": False,
        },
    )
    values = pd.DataFrame(
        {
            "code": ["a", "a", "b", "b"],
            "indicator": ["1.1", "1.2"] * 2,
            "period": 2022,
            "value": [value, value + more, value + more, value],
        },
    )
    worse, better = judge(values, thresholds, codes=["a", "b"], period=2022)["shortfall"].to_numpy().reshape(2, 2)
    assert (better <= worse).all()
