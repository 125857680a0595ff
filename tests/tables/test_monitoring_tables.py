"""Rows of monitoring are refused where a column breaks its model."""

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import validate
from ntm_geo.tables.monitoring_tables import STEPS, Registrations, Steps


def test_steps_stand_in_the_order_of_the_decision():
    assert STEPS == ("registered", "self_assessed", "district_checked", "appraised", "recognised", "revoked")


@pytest.mark.parametrize("change", [{"code": "1291"}, {"year": 1900}, {"criterion": "10.1"}])
def test_a_registration_names_commune_year_and_criterion(change):
    good = {"code": "01291", "year": 2022, "criterion": "10", "note": None}
    validate(pd.DataFrame([good]), Registrations)
    with pytest.raises(TableError):
        validate(pd.DataFrame([good | change]), Registrations)


def test_an_unknown_step_is_refused():
    row = {
        "code": "01291",
        "level": "standard",
        "step": "x",
        "on": pd.Timestamp("2022-01-01"),
        "document": None,
        "note": None,
    }
    with pytest.raises(TableError):
        validate(pd.DataFrame([row]), Steps)
