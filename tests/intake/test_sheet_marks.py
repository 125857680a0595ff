"""What stands beside the values: hidden rows, percent formats, errors, formulas without a value."""

import zipfile

import pytest
from openpyxl import Workbook

from ntm_geo.intake.sheet_marks import SheetMarks, read_marks


def test_marks_are_found_at_their_cells(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Biểu & 1"
    sheet["B2"], sheet["C3"], sheet["D4"], sheet["E5"] = 0.5, "=1+1", 0.25, 7
    sheet["B2"].number_format, sheet["D4"].number_format = "0%", "#,##0.0 %"
    sheet["A7"] = "#REF!"
    sheet["A7"].data_type = "e"
    sheet.row_dimensions[5].hidden = True
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert read_marks(path) == {
        "Biểu & 1": SheetMarks(
            hidden_rows=frozenset({4}),
            percent=frozenset({(1, 1), (3, 3)}),
            unfinished=frozenset({(2, 2)}),
            errors=frozenset({(6, 0)}),
        )
    }


@pytest.mark.parametrize("members", [{}, {"xl/workbook.xml": "<workbook/>"}, {"a.txt": "x"}])
def test_what_is_not_xlsx_has_no_marks(tmp_path, members):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    assert read_marks(path) == {}


def test_a_broken_file_has_no_marks(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 no")
    assert read_marks(path) == {}
