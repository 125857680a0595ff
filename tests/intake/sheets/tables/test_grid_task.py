"""What the child answers is plain data that crosses the border and becomes the same grid again."""

from datetime import datetime

import pytest
from openpyxl import Workbook

from ntm_geo.errors import InputFileError
from ntm_geo.intake.sandbox.plain import decode, encode
from ntm_geo.intake.sheets.cells.lost import Lost
from ntm_geo.intake.sheets.tables.grid import read_grids
from ntm_geo.intake.sheets.tables.grid_task import first_bytes, looks_like_one, read_sheets


@pytest.fixture
def path(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Biểu"
    sheet.append(["  Đàm  ", 12.5, 7, True, datetime(2022, 12, 31), None, "=1+1"])  # noqa: DTZ001 - sheets know no zone
    sheet.append(["-", 0.2, None, None, None, None, "#REF!"])
    sheet["G2"].data_type = "e"
    sheet["B2"].number_format = "0%"
    sheet.row_dimensions[2].hidden = True
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_a_sheet_is_the_same_on_both_sides(path):
    here = decode(encode(read_sheets(path, {})))["sheets"][0]
    [grid] = read_grids(path)
    assert grid.name == here["name"] == "Biểu"
    assert grid.cells[0].tolist()[:4] == ["Đàm", 12.5, 7.0, True]
    assert grid.cells[0, 4] == here["rows"][0][4]
    assert (grid.cells[0, 6], grid.cells[1, 6]) == (Lost(""), Lost("#REF!"))
    assert (grid.marks.percent, grid.marks.hidden_rows) == ({(1, 1)}, {1})


def test_a_text_has_the_name_of_its_file_and_shown_errors_are_lost(tmp_path):
    path = tmp_path / "so-lieu.csv"
    path.write_text("Tên xã;TC1\nA;#N/A\n", encoding="utf-8")
    [grid] = read_grids(path)
    assert (grid.name, grid.silent, grid.cells[1, 1]) == ("so-lieu", True, Lost("#N/A"))


def test_a_text_of_two_bytes_a_letter_without_its_mark_is_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("Tên xã;TC1\nCốc Pàng;x\n".encode("utf-16-le"))
    [grid] = read_grids(path)
    assert grid.cells.tolist() == [["Tên xã", "TC1"], ["Cốc Pàng", "x"]]
    assert grid.mended_from == "utf-16-le"


def test_the_first_bytes_tell_what_may_be_one(path, tmp_path):
    assert looks_like_one(first_bytes(path), path)
    with pytest.raises(InputFileError, match="no such file"):
        first_bytes(tmp_path / "none.xlsx")
    assert not looks_like_one(b"PK\x03\x04 no", path.with_name("b.xlsx"))
