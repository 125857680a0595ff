"""What an .xlsx really holds, however its parts are called."""

import struct
import time

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from ntm_geo.errors import InputFileError
from ntm_geo.intake.guards.xlsx_limits import check_xlsx
from tests.intake.hostile.office import CELLS, far, xlsx, zipped


@pytest.fixture
def checked(tmp_path):
    def check(content):
        path = tmp_path / "a.xlsx"
        path.write_bytes(content)
        return check_xlsx(path)

    return check


def test_a_workbook_of_an_office(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet["B3"], sheet["D9"] = "Đàm", 5
    sheet["B3"].comment = Comment("x", "y")
    sheet["ZZ9000"].font = Font(bold=True)
    sheet.merge_cells("A1:C1")
    book.create_sheet("Hai & ba")["C3"] = 1
    book.create_sheet("trống")
    book.save(tmp_path / "a.xlsx")
    about = check_xlsx(tmp_path / "a.xlsx")
    assert about.format == "xlsx"
    assert [(one.name, one.rows, one.columns) for one in about.sheets] == [
        ("Sheet", 9, 4),
        ("Hai & ba", 3, 3),
        ("trống", 0, 0),
    ]
    assert not about.needs_copy


def test_sheets_are_found_whatever_they_are_called(checked):
    about = checked(xlsx([CELLS, far("A30000")], book="b/book.xml", place="pages/{n}.dat"))
    assert [(one.name, one.part, one.stray) for one in about.sheets] == [
        ("S1", "b/pages/1.dat", ()),
        ("S2", "b/pages/2.dat", ("A30000",)),
    ]
    assert about.needs_copy


def test_places_are_counted_as_the_library_counts_them(checked):
    rows = "<row><c><v>1</v></c><c r='D1'><v>1</v></c><c><v>1</v></c></row><row/><row><c><v>1</v></c></row>"
    (sheet,) = checked(xlsx([rows])).sheets
    assert (sheet.rows, sheet.columns) == (3, 5)


def test_a_part_that_announces_too_much_is_refused(checked):
    with pytest.raises(InputFileError, match="announces more"):
        checked(xlsx(parts={"xl/styles.xml": "<styleSheet><cellXfs count='99999999'/></styleSheet>"}))


def test_a_binary_workbook(checked):
    cell = b"\x05\x10" + struct.pack("<IId", 2, 0, 1.0)
    stray = b"\x05\x10" + struct.pack("<IId", 400, 0, 1.0)
    sheet = b"\x00\x19" + struct.pack("<I", 6) + bytes(21) + cell + stray
    about = checked(zipped({"xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": sheet}))
    assert about.format == "xlsb"
    assert [(one.rows, one.columns, one.stray, one.edits) for one in about.sheets] == [(7, 3, ("OK7",), ((45, 1),))]


def test_a_large_sheet_takes_a_moment(checked):
    cells = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{c}{r}"><v>1</v></c>' for c in "ABCDEFGHIJ") + "</row>"
        for r in range(1, 10_001)
    )
    start = time.perf_counter()
    (sheet,) = checked(xlsx([cells])).sheets
    assert (sheet.rows, sheet.columns) == (10_000, 10)
    assert time.perf_counter() - start < 3
