"""Indicator values and criterion results: what is missing is unknown, never zero."""

import re

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import heading_of, validate
from ntm_geo.tables.score_tables import CriterionResults, Scores


def _scores(**changes):
    return pd.DataFrame({"code": ["01267"], "indicator": ["10.1"], "period": [2022], "value": [36.5]} | changes)


def test_a_missing_value_stays_missing():
    assert validate(_scores(value=[None]), Scores)["value"].isna().all()
    result = pd.DataFrame({"code": ["01267"], "criterion": ["10"], "period": [2022], "met": [pd.NA]})
    assert validate(result, CriterionResults)["met"].isna().all()


@pytest.mark.parametrize("change", [{"indicator": ["10"]}, {"period": [22]}, {"value": ["nhiều"]}, {"code": ["1267"]}])
def test_what_cannot_be_is_refused(change):
    with pytest.raises(TableError):
        validate(_scores(**change), Scores)


def test_a_criterion_is_not_an_indicator():
    result = pd.DataFrame({"code": ["01267"], "criterion": ["10.1"], "period": [2022], "met": [True]})
    with pytest.raises(TableError, match=r"10\.1"):
        validate(result, CriterionResults)


def test_an_unknown_result_is_neither_met_nor_failed():
    rows = {"code": "01267", "criterion": ["1", "2", "3"], "period": 2022, "met": [True, False, None]}
    met = validate(pd.DataFrame(rows), CriterionResults)["met"]
    assert met.dtype == "boolean"
    assert met.tolist() == [True, False, pd.NA]


@pytest.mark.parametrize("indicator", ["17.6\n", "17.6ab", "17.6A", "17.", ".6", "١٧.٦"])
def test_what_only_looks_like_an_indicator_is_refused(indicator):
    with pytest.raises(TableError, match=re.escape(heading_of(Scores, "indicator"))):
        validate(_scores(indicator=[indicator]), Scores)
