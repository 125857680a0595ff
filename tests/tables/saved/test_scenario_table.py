"""Scenarios have a name of their own and one of two states."""

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import validate
from ntm_geo.tables.saved.scenario_table import Scenarios


def _row(**changes):
    row = {"name": ["Về đích"], "state": ["draft"], "saved_on": ["2023-01-05"], "saved_by": [None], "payload": ["{}"]}
    return pd.DataFrame(row | changes)


def test_a_scenario_is_whole():
    assert len(validate(_row(), Scenarios)) == 1


@pytest.mark.parametrize("change", [{"state": ["maybe"]}, {"name": [""]}, {"name": ["x" * 81]}])
def test_what_cannot_be_is_refused(change):
    with pytest.raises(TableError):
        validate(_row(**change), Scenarios)


def test_a_name_stands_once():
    with pytest.raises(TableError):
        validate(pd.concat([_row(), _row()], ignore_index=True), Scenarios)
