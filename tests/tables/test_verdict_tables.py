"""Verdicts: what the law says of each value."""

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import validate
from ntm_geo.tables.verdict_tables import STATUSES, Verdicts


def _verdict(**changes):
    row = {
        "code": ["01267"],
        "criterion": ["10"],
        "indicator": ["10.1"],
        "period": [2022],
        "value": [36.5],
        "threshold": [39.0],
        "status": ["not_met"],
        "part_of": [None],
        "shortfall": [2.5],
        "clause": ["318/QĐ-TTg, 10.1"],
        "verified": [False],
    }
    return pd.DataFrame(row | changes)


@pytest.mark.parametrize("status", STATUSES)
def test_four_answers_are_possible(status):
    assert validate(_verdict(status=[status]), Verdicts)["status"].tolist() == [status]


@pytest.mark.parametrize("change", [{"status": ["maybe"]}, {"shortfall": [-1.0]}])
def test_other_answers_and_negative_distances_are_refused(change):
    with pytest.raises(TableError):
        validate(_verdict(**change), Verdicts)


def test_what_is_unknown_has_no_distance():
    checked = validate(_verdict(status=["unknown"], value=[None], shortfall=[None]), Verdicts)
    assert checked["shortfall"].isna().all()
