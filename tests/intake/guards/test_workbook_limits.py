"""The extent of a sheet is gathered value by value; a few beyond the limits are stray, many make it too large."""

from pathlib import Path

import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.guards.workbook_limits import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_STRAY,
    Extent,
    refuse_many_sheets,
)
from ntm_geo.intake.sheets.tables import grid


@pytest.fixture
def extent():
    return Extent(Path("a.xlsx"), "S", "p")


def test_values_and_stray_ones(extent):
    assert not extent.add(4, 2)
    assert not extent.add(0, 0, rows=3, columns=7)
    assert extent.add(MAX_ROWS, 0)
    assert extent.add(1, MAX_COLUMNS)
    assert extent.add(1, 99_999)
    bounds = extent.bounds()
    assert (bounds.rows, bounds.columns, bounds.stray_count) == (5, 7, 3)
    assert bounds.stray == ("A20001", "KO2", "R2C100000")


def test_many_beyond_are_no_accident(extent):
    for row in range(MAX_STRAY):
        extent.add(MAX_ROWS + row, 0)
    assert len(extent.bounds().stray) == 5
    with pytest.raises(InputFileError, match="too large: 20101 rows"):
        extent.add(MAX_ROWS + MAX_STRAY, 0)


def test_sheets_are_counted():
    refuse_many_sheets(Path("a"), MAX_SHEETS)
    with pytest.raises(InputFileError, match="201 sheets"):
        refuse_many_sheets(Path("a"), MAX_SHEETS + 1)


def test_the_limits_are_those_of_the_reader():
    assert (MAX_ROWS, MAX_COLUMNS) == (grid.MAX_ROWS, grid.MAX_COLUMNS)
