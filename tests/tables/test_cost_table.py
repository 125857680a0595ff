"""Costs are not negative and name what they are for."""

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import validate
from ntm_geo.tables.cost_table import Costs


def _row(**changes):
    return pd.DataFrame([{"criteria_set": "commune-2021", "item": "2", "fixed": 100.0, "per_gap": 0.0} | changes])


def test_a_cost_is_whole():
    assert len(validate(_row(), Costs)) == 1


@pytest.mark.parametrize("change", [{"fixed": -1.0}, {"per_gap": -0.5}, {"item": ""}, {"criteria_set": ""}])
def test_what_cannot_be_is_refused(change):
    with pytest.raises(TableError):
        validate(_row(**change), Costs)
