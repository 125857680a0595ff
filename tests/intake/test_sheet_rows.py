"""Rows are told apart: data, districts, totals, notes."""

import numpy as np
import pytest

from ntm_geo.intake.grid import Grid
from ntm_geo.intake.header import Header
from ntm_geo.intake.sheet_marks import SheetMarks
from ntm_geo.intake.sheet_rows import tell_rows

HEADER = Header(
    kind="results", rows=(0,), columns={0: "*serial", 1: "unit_name", 2: "1", 3: "2"}, doubtful={}, ignored={}
)
DATA = [1, "Hòa An", "x", "x"]


def _tell(*rows, hidden=(), **options):
    cells = np.array([["STT", "Tên xã", "TC1", "TC2"], *rows], dtype=object)
    grid = Grid(name="A", cells=cells, marks=SheetMarks(hidden_rows=frozenset(hidden)))
    return tell_rows(grid, HEADER, ["Huyện Hà Quảng", "Thành phố Đông"], **options)


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ([None, "Tổng cộng", 3, 4], "totals"), ([None, "Toàn tỉnh", 3, 4], "totals"), (["Cộng", None, 3, 4], "totals"),
        (["I", "Huyện Hà Quảng", None, None], "sections"), ([None, "HÀ QUẢNG", None, None], "sections"),
        (["II", "TP. Đông", 3, 4], "sections"), ([None, "Ghi chú: x là đạt", None, None], "notes"),
        ([None, None, "Đông, ngày 3 tháng 1 năm 2023", None], "notes"),
    ],
)  # fmt: skip
def test_rows_that_are_no_data_are_known_by_what_they_say(row, place):
    found = _tell(DATA, row)
    assert getattr(found, place) == (2,)
    assert [one.row for one in found.data] == [1]


def test_numbering_and_measuring_units_below_the_header_are_left_out():
    found = _tell(["(1)", "(2)", "(3)", "(4)"], [None, None, "%", "ha"], DATA)
    assert [one.row for one in found.data] == [3]


def test_a_section_is_the_district_of_the_rows_below():
    found = _tell(["I", "Huyện Hà Quảng", None, None], DATA, ["II", "TP Đông", None, None], DATA)
    assert [one.section for one in found.data] == ["Huyện Hà Quảng", "TP Đông"]


def test_hidden_rows_are_kept_apart_unless_wanted():
    assert _tell(DATA, DATA, hidden={2}).hidden == (2,)
    assert len(_tell(DATA, DATA, hidden={2}, take_hidden=True).data) == 2


def test_what_stands_below_the_notes_is_a_signature_not_a_commune():
    found = _tell(DATA, [None, "Ghi chú: a", None, None], [None, None, "Nguyễn Văn A", None])
    assert found.notes == (2, 3)
