"""Visits of a year, oldest first, both ends counted in."""

from datetime import date

import pandas as pd

from ntm_geo.monitoring.inspections import between

TABLE = pd.DataFrame(
    {"number": [1, 2, 3, 4], "on": pd.to_datetime(["2022-12-31", "2022-01-01", "2021-12-31", "2023-01-01"])}
)


def test_both_days_are_counted_in():
    assert between(TABLE, date(2022, 1, 1), date(2022, 12, 31))["number"].tolist() == [2, 1]


def test_no_visit_is_an_empty_table():
    assert between(TABLE.iloc[:0], date(2022, 1, 1), date(2022, 12, 31)).empty
