"""Thresholds in force."""

import re
from datetime import date

import pytest

from ntm_geo.criteria.in_force import thresholds_in_force
from ntm_geo.errors import TableError
from ntm_geo.tables.base import heading_of, validate
from ntm_geo.tables.threshold_table import SENSES, Thresholds


@pytest.fixture
def thresholds(shipped):
    region = shipped.province.region
    return thresholds_in_force(shipped.criteria_sets["commune-2021"], on=date(2022, 12, 31), region=region)


def test_every_way_to_compare_is_used(thresholds):
    assert set(thresholds["sense"]) == set(SENSES)


@pytest.mark.parametrize(("column", "value"), [("sense", "about"), ("indicator", "10"), ("criterion", "X")])
def test_what_cannot_be_is_refused(thresholds, column, value):
    thresholds.loc[0, column] = value
    with pytest.raises(TableError, match=re.escape(heading_of(Thresholds, column))):
        validate(thresholds, Thresholds)


def test_an_indicator_stands_once(thresholds):
    thresholds.loc[1, "indicator"] = thresholds.loc[0, "indicator"]
    with pytest.raises(TableError, match=re.escape(heading_of(Thresholds, "indicator"))):
        validate(thresholds, Thresholds)


def test_a_threshold_the_province_has_not_set_is_empty(thresholds):
    row = thresholds.set_index("indicator").loc["2.1"]
    assert row.isna()["threshold"]
    assert row["clause"] == "318/QĐ-TTg, 2.1"
