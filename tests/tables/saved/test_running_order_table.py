"""A slide of a running order shows something known, at a place of its own."""

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import validate
from ntm_geo.tables.saved.running_order_table import SHOWS, RunningOrders

ROW = {"name": "Họp", "position": 1, "show": "tiers", "subject": None, "title": None, "statement": None, "note": None}


@pytest.mark.parametrize("show", SHOWS)
def test_everything_that_can_be_shown_is_kept(show):
    assert len(validate(pd.DataFrame([ROW | {"show": show}]), RunningOrders)) == 1


@pytest.mark.parametrize("wrong", [{"show": "film"}, {"position": 0}, {"name": ""}])
def test_what_makes_no_slide_is_refused(wrong):
    with pytest.raises(TableError):
        validate(pd.DataFrame([ROW | wrong]), RunningOrders)
