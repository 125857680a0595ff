"""Costs are not negative and name what they are for; a saved path has a name of its own."""

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import validate
from ntm_geo.tables.pathway_tables import Costs, Paths


def _path(**changes):
    return pd.DataFrame({"name": ["A"], "saved_on": ["2023-01-05"], "saved_by": [None], "payload": ["{}"]} | changes)


def _cost(**changes):
    return pd.DataFrame([{"criteria_set": "commune-2021", "item": "2", "fixed": 100.0, "per_gap": 0.0} | changes])


def test_both_are_whole():
    assert len(validate(_path(), Paths)) == len(validate(_cost(), Costs)) == 1


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_a_path_needs_a_name(name):
    with pytest.raises(TableError):
        validate(_path(name=[name]), Paths)


@pytest.mark.parametrize("change", [{"fixed": -1.0}, {"per_gap": -0.5}, {"item": ""}, {"criteria_set": ""}])
def test_a_cost_that_cannot_be_is_refused(change):
    with pytest.raises(TableError):
        validate(_cost(**change), Costs)
