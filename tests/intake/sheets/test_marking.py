"""The marked copy shows every problem at its cell and changes nothing else."""

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from ntm_geo.errors import msg
from ntm_geo.intake.guards.problems import CellProblem
from ntm_geo.intake.sheets.marking import mark_problems


def _problem(cell, severity="error", sheet="Biểu 1", value="v"):
    return CellProblem(
        sheet=sheet, cell=cell, value=value, what=msg("It is not a number."), expected=msg("A number, such as 12,5."),
        severity=severity, kind="k",
    )  # fmt: skip


@pytest.fixture
def source(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    for row in range(1, 6):
        for column in range(1, 6):
            sheet.cell(row, column, row * column)
    sheet["A1"], sheet["E5"] = "=SUM(B1:B5)", "x"
    sheet["B2"].number_format = "0.00"
    sheet["C3"].comment = Comment("của tôi", "A")
    sheet.merge_cells("D1:E1")
    book.create_sheet("Khác")["A1"] = "giữ nguyên"
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def test_cells_are_coloured_and_commented_and_all_else_stays(source, tmp_path):
    problems = [_problem("B2"), _problem("B2", "warning"), _problem("C3"), _problem("E1", "warning")]
    before = load_workbook(source)
    after = load_workbook(mark_problems(source, problems, tmp_path / "b.xlsx"))
    assert after.sheetnames == ["Lỗi cần sửa", "Biểu 1", "Khác"]
    sheet = after["Biểu 1"]
    assert sheet["B2"].comment.text.count("12,5") == 2
    assert sheet["C3"].comment.text.startswith("của tôi")
    marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fill_type}
    assert marked == {"B2", "C3", "D1"}
    for row in before["Biểu 1"].iter_rows():
        for cell in row:
            assert sheet[cell.coordinate].value == cell.value
            assert sheet[cell.coordinate].number_format == cell.number_format
    assert after["Khác"]["A1"].value == "giữ nguyên"


def test_the_list_in_front_leads_to_every_cell_and_runs_nothing(source, tmp_path):
    after = load_workbook(mark_problems(source, [_problem("B2", value="=cmd|' /C calc'!A0")], tmp_path / "b.xlsx"))
    sheet = after.worksheets[0]
    assert sheet["B2"].hyperlink.location or sheet["B2"].hyperlink.target == "#'Biểu 1'!B2"
    assert (sheet["C2"].data_type, sheet["C2"].value) == ("s", "=cmd|' /C calc'!A0")


def test_a_sheet_named_like_a_formula_is_listed_as_text(tmp_path):
    book = Workbook()
    book.worksheets[0].title = "=1+1"
    book.worksheets[0]["A1"] = "x"
    book.save(tmp_path / "a.xlsx")
    marked = mark_problems(tmp_path / "a.xlsx", [_problem("A1", sheet="=1+1")], tmp_path / "b.xlsx")
    cell = load_workbook(marked).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_csv_comes_back_as_a_workbook_with_its_values(tmp_path):
    source = tmp_path / "so-lieu.csv"
    source.write_text("a;b\n1;'=2\n", encoding="utf-8")
    after = load_workbook(mark_problems(source, [_problem("B2", sheet="so-lieu")], tmp_path / "b.xlsx"))
    sheet = after["so-lieu"]
    assert [cell.value for cell in sheet[2]] == ["1", "=2"]
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].comment is not None
