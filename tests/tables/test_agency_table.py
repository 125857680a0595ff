"""Who can be assigned to help a commune."""

import re

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.agency_table import AGENCY_KINDS, Agencies, RoadDistances
from ntm_geo.tables.base import heading_of, validate

ROW = {
    "agency": "so-xay-dung", "name": "Sở Xây dựng", "kind": "department", "capacity_min": 0, "capacity_max": 2,
    "strong_in": "1;9", "resources": None, "lon": None, "lat": None, "only_districts": None, "not_districts": None,
    "contact": None, "active": True,
}  # fmt: skip


def test_every_kind_is_taken():
    rows = pd.DataFrame([ROW | {"agency": f"a-{n}", "kind": kind} for n, kind in enumerate(AGENCY_KINDS)])
    assert len(validate(rows, Agencies)) == len(AGENCY_KINDS) == 7


@pytest.mark.parametrize(("column", "value"), [("kind", "friend"), ("agency", "sở"), ("capacity_max", -1), ("lat", 91)])
def test_what_cannot_be_is_refused(column, value):
    with pytest.raises(TableError, match=re.escape(heading_of(Agencies, column))):
        validate(pd.DataFrame([ROW | {column: value}]), Agencies)


def test_a_key_stands_for_one_agency():
    with pytest.raises(TableError, match=re.escape(heading_of(Agencies, "agency"))):
        validate(pd.DataFrame([ROW, ROW]), Agencies)


def test_a_list_kept_before_agencies_had_a_place_in_words_is_read_without():
    table = validate(pd.DataFrame([ROW]), Agencies)
    assert table[["home", "other_resources"]].isna().all().all()


@pytest.mark.parametrize("km", [-1.0, 5000.0, None])
def test_a_way_by_road_has_a_length_that_can_be(km):
    with pytest.raises(TableError, match=re.escape(heading_of(RoadDistances, "km"))):
        validate(pd.DataFrame([{"agency": "a", "code": "01291", "km": km}]), RoadDistances)
