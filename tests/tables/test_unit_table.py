"""Administrative units of a vintage."""

import re

import pytest

from ntm_geo.boundaries.units import read_units
from ntm_geo.errors import TableError
from ntm_geo.tables.base import heading_of, validate
from ntm_geo.tables.unit_table import KIND_NAMES, PROGRAMME_KIND, Units


@pytest.fixture
def units(shipped):
    return read_units(shipped.province, "2025")


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "village"), ("lat", 91.0), ("lon", -181.0), ("position", "guessed"), ("area_km2", 0.0), ("name", "")],
)
def test_what_cannot_be_is_refused(units, column, value):
    units.loc[0, column] = value
    with pytest.raises(TableError, match=re.escape(heading_of(Units, column))):
        validate(units, Units)


def test_a_code_stands_once_in_a_vintage(units):
    units.loc[1, "code"] = units.loc[0, "code"]
    with pytest.raises(TableError, match=re.escape(heading_of(Units, "code"))):
        validate(units, Units)


def test_every_kind_has_both_names():
    assert PROGRAMME_KIND in KIND_NAMES
    assert all(name.vi and name.en for name in KIND_NAMES.values())


def test_what_is_not_known_of_a_unit_may_be_empty(units):
    inhabitants = units["population"].tolist()
    units.loc[0, ["parent_code", "parent_name", "area_km2", "population"]] = None
    checked = validate(units, Units)
    assert checked.loc[0, ["parent_code", "parent_name", "area_km2", "population"]].isna().all()
    assert checked["population"].dtype == "Int64"
    assert checked["population"].tolist()[1:] == inhabitants[1:]
