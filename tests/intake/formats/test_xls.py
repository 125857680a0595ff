"""One workbook saved by a real program in each of its formats is read as one table."""

import shutil
import subprocess

import pytest
from openpyxl import Workbook

from ntm_geo.intake.formats import read_marks
from ntm_geo.intake.sheets.cells.lost import Lost
from ntm_geo.intake.sheets.tables.grid import read_grids

ROWS = [
    ["CHỈ TIÊU NĂM 2022"],
    ["STT", "Tên xã", "11.1 Tỷ lệ nghèo", "2.1 Đường xã", "10.1 Thu nhập"],
    [1, "Cốc Pàng", 0.205, 90.5, 31.5],
    [2, "Thượng Hà", 0.18, 95, "=1/0"],
    [3, "Cô Ba", 0.3, 88.5, 33],
    [4, "Bảo Toàn", 0.22, 90, 34],
]


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("no office program is on this machine")
    folder = tmp_path_factory.mktemp("saved")
    book = Workbook()
    sheet = book.active
    for row in ROWS:
        sheet.append(row)
    for number in range(3, 7):
        sheet.cell(number, 3).number_format = "0.0%"
        sheet.cell(number, 4).number_format = '0.0"%"'
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["A"].hidden = True
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("D3:D4")
    source = folder / "bieu.xlsx"
    book.save(source)
    paths = [source]
    for form in ("xls", "ods", "xlsx:Calc MS Excel 2007 XML"):
        out = folder / form.split(":")[0]
        subprocess.run(
            [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form, "--outdir", out, source],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
        paths += sorted(out.iterdir())
    return paths


@pytest.mark.office
def test_every_format_gives_the_same_cells_and_the_same_marks(saved):
    assert [path.suffix for path in saved] == [".xlsx", ".xls", ".ods", ".xlsx"]
    for path in saved[1:]:
        [grid] = read_grids(path)
        cells = [
            [value if not isinstance(value, int | float) else float(value) for value in row[:5]]
            for row in grid.cells.tolist()
        ]
        assert cells[2] == [1.0, "Cốc Pàng", 0.205, 90.5, 31.5], path.name
        assert isinstance(cells[3][4], Lost), path.name
        assert str(cells[3][4]) == "#DIV/0!", path.name
        assert grid.marks.hidden_rows == {4}, path.name
        assert 0 in grid.marks.hidden_columns, path.name
        assert {(row, 2) for row in range(2, 6)} <= grid.marks.percent, path.name
        assert not any(column == 3 for _row, column in grid.marks.percent), path.name
        assert (2, 3, 3, 3) in grid.merged, path.name


def test_what_xlrd_cannot_read_tells_nothing(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000)
    assert read_marks(path) is None
