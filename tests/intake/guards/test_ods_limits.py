"""Repeated rows and cells of an .ods are counted as blocks."""

import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.guards.ods_limits import check_ods
from tests.intake.hostile.office import EMPTY, ROW, VALUE, ods, times, zipped


@pytest.fixture
def checked(tmp_path):
    def check(*tables):
        path = tmp_path / "a.ods"
        path.write_bytes(ods(*tables))
        return check_ods(path).sheets

    return check


def test_blocks_are_counted(checked):
    text = "<table:table-cell><text:p>x</text:p></table:table-cell>"
    rows = ROW.format(times("rows", 5), EMPTY.format("")) + ROW.format(
        times("rows", 3), EMPTY.format(times("columns", 4)) + text
    )
    first, second = checked(rows, ROW.format("", VALUE.format(times("columns", 9))))
    assert (first.name, first.rows, first.columns) == ("S1", 8, 5)
    assert (second.name, second.rows, second.columns) == ("S2", 1, 9)


def test_far_values_are_taken_down(checked):
    wide = ROW.format("", VALUE.format("") + EMPTY.format(times("columns", 500)) + VALUE.format(""))
    deep = ROW.format(times("rows", 90_000), EMPTY.format("")) + ROW.format("", VALUE.format(""))
    (sheet,) = checked(wide + deep)
    assert (sheet.rows, sheet.columns, sheet.stray) == (1, 1, ("SH1", "A90002"))
    assert len(sheet.spans) == 2


def test_a_block_beyond_the_limits_is_too_large(checked):
    with pytest.raises(InputFileError, match="too large"):
        checked(ROW.format(times("rows", 30_000), VALUE.format("")))


def test_another_zip_is_refused(tmp_path):
    (tmp_path / "a.ods").write_bytes(zipped({"x": "y"}))
    with pytest.raises(InputFileError, match="no workbook"):
        check_ods(tmp_path / "a.ods")
