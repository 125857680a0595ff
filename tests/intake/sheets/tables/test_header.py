"""The header is found among title rows, whatever its shape."""

import numpy as np
import pytest

from ntm_geo.boundaries.units import read_units
from ntm_geo.intake.sheets.cells.headings import MET_COUNT, SERIAL
from ntm_geo.intake.sheets.cells.unit_words import UnitWords
from ntm_geo.intake.sheets.tables.grid import Grid
from ntm_geo.intake.sheets.tables.table_split import find_tables


def _grid(rows, merged=()):
    width = max(map(len, rows))
    cells = np.full((len(rows), width), None, dtype=object)
    for number, row in enumerate(rows):
        cells[number, : len(row)] = row
    return Grid(name="Biểu", cells=cells, merged=merged)


def _first(shipped, rows):
    tables, _foreign = find_tables(
        _grid(rows), shipped.criteria_sets["commune-2021"], UnitWords(read_units(shipped.province, "2020"))
    )
    return tables[0]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([["Tên xã", "Quy hoạch", "Giao thông", "Thu nhập"]], "results"),
        ([["Tên xã", "TC 1", "TC 2"]], "results"),
        ([["Tên xã", "Tiêu chí số 1", "Tiêu chí số 2"]], "results"),
        ([["Tên xã", "1.1 Quy hoạch chung", "17.10", "2.3"]], "scores"),
        ([["Tên xã", "Tên xóm", "Ngày công nhận"]], "hamlets"),
        ([["Xã", "Danh hiệu", "Số quyết định", "Ngày quyết định"]], "recognitions"),
        ([["Xã", "Dân số", "Số hộ", "Khu vực", "Xã biên giới"]], "attributes"),
        ([["Tên cơ quan", "Loại", "Số xã"]], "agencies"),
    ],
)
def test_the_kind_of_a_sheet_is_told_by_its_headings(shipped, rows, kind):
    found = _first(shipped, rows)
    assert found.kind == kind


def test_title_rows_serial_numbers_and_counts_are_told_apart(shipped):
    rows = [["TỈNH"], ["Kết quả năm 2022"], [], ["STT", "Đơn vị", "TC1", "TC2", "Tổng số tiêu chí đạt", "Ý kiến"]]
    found = _first(shipped, rows)
    assert found.rows == (3,)
    assert [use.key for use in found.uses] == [SERIAL, "unit_name", "1", "2", MET_COUNT, ""]
    assert found.uses[5].heading == "Ý kiến"


def test_keys_of_a_template_decide(shipped):
    keys = ["code", "unit_name", "parent_name", *[one.code for one in shipped.criteria_sets["commune-2021"].criteria]]
    rows = [
        keys,
        ["Biểu"],
        [
            "Mã xã",
            "Tên xã",
            "Huyện",
            *[f"{one.code}. {one.name.vi}" for one in shipped.criteria_sets["commune-2021"].criteria],
        ],
    ]
    found = _first(shipped, rows)
    assert found.kind == "results"
    assert found.template
    assert [use.key for use in found.uses] == keys
    assert found.rows[-1] == 2


def test_a_sheet_without_any_known_heading_has_none(shipped):
    words = UnitWords(read_units(shipped.province, "2020"))
    assert find_tables(_grid([["a", "b"], [1, 2]]), shipped.criteria_sets["commune-2021"], words) == ((), ())
    assert find_tables(_grid([[None]]), shipped.criteria_sets["commune-2021"], words) == ((), ())
