"""Files become grids of plain values; what is no spreadsheet is refused with a reason."""

import zipfile

import numpy as np
import pytest
from openpyxl import Workbook

from ntm_geo.errors import InputFileError
from ntm_geo.intake.sheets.tables.grid import MAX_COLUMNS, is_spreadsheet, read_grids


@pytest.fixture
def book(tmp_path):
    def _book(fill, name="so.xlsx"):
        made = Workbook()
        fill(made)
        path = tmp_path / name
        made.save(path)
        return path

    return _book


def _fill(made):
    sheet = made.active
    sheet.title = "A"
    sheet["B2"], sheet["C3"], sheet["B4"] = "  Đàm  ", 12.5, "0123"
    sheet.merge_cells("B2:C2")
    made.create_sheet("H").sheet_state = "hidden"


def test_cells_stand_where_the_spreadsheet_shows_them(book):
    grid, hidden = read_grids(book(_fill))
    assert (grid.name, grid.visible, hidden.visible) == ("A", True, False)
    assert grid.merged == ((1, 1, 1, 2),)
    assert grid.cells[1, 1] == "Đàm"
    assert grid.cells[2, 2] == 12.5
    assert grid.cells[3, 1] == "0123"
    assert grid.cells[0, 0] is None


def test_text_with_a_delimiter_is_a_grid_and_the_guarding_apostrophe_goes(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("a;b\n'=1;'x\n".encode("utf-8-sig"))
    [grid] = read_grids(path)
    assert grid.cells.tolist() == [["a", "b"], ["=1", "'x"]]


@pytest.mark.parametrize(
    ("name", "raw", "looks"),
    [("a.csv", b"a;b", True), ("a.shp", b"\x00\x00\x27\x0a", False), ("a.geojson", b"{}", False)],
)
def test_what_looks_like_a_spreadsheet(tmp_path, name, raw, looks):
    path = tmp_path / name
    path.write_bytes(raw)
    assert is_spreadsheet(path) is looks


def test_a_stray_cell_far_away_is_left_out_and_told(book):
    def fill(made):
        made.active["A1"] = "x"
        made.active.cell(1_048_576, 16_384, "x")

    [grid] = read_grids(book(fill))
    assert (grid.cells.shape, grid.stray, grid.stray_count) == ((1, 1), ("XFD1048576",), 1)


def test_a_sheet_beyond_the_limits_is_refused(book):
    def fill(made):
        for column in range(1, 2 * MAX_COLUMNS):
            made.active.cell(1, column, "x")

    with pytest.raises(InputFileError, match="too large"):
        read_grids(book(fill))


def test_a_workbook_packed_too_well_to_be_honest_is_refused(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", np.zeros(50_000_000, dtype="u1").tobytes())
    with pytest.raises(InputFileError, match="holds too much"):
        read_grids(path)


def test_a_zip_of_something_else_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(InputFileError, match="no workbook"):
        read_grids(path)
    assert not is_spreadsheet(path)
