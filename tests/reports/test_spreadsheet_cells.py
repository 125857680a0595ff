"""Values go into worksheets as they are: text never becomes a formula, and nobody writes cells past the helper."""

import ast
import io

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from ntm_geo.reports.spreadsheet_cells import TextStyle, printable, put, put_head, put_row, put_text
from tests.test_house import trees

SIGNS = ("=1+1", "+84", "-x", "@a")


def _by_openpyxl(texts):
    book = Workbook()
    for row, text in enumerate(texts, start=1):
        put(book.worksheets[0], row, 1, text)
    target = io.BytesIO()
    book.save(target)
    return target


def _by_xlsxwriter(texts):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet, style = book.add_worksheet(), TextStyle(book, {"bold": True})
        for row, text in enumerate(texts):
            put_text(sheet, row, 0, text, style)
    return target


@pytest.mark.parametrize("write", [_by_openpyxl, _by_xlsxwriter])
def test_text_stays_text_in_the_file_and_when_it_is_edited(write):
    sheet = load_workbook(write([*SIGNS, "Xã A", "Thiếu\x0b vốn\x00"])).worksheets[0]
    cells = [cell for (cell,) in sheet.iter_rows()]
    assert [cell.value for cell in cells] == [*SIGNS, "Xã A", "Thiếu vốn"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [bool(cell.quotePrefix) for cell in cells] == [True] * len(SIGNS) + [False, False]


def test_numbers_and_nothing_stay_what_they_are():
    sheet = Workbook().worksheets[0]
    assert [put(sheet, 1, column, value).value for column, value in enumerate((12, 0.5, None), start=1)] == [
        12,
        0.5,
        None,
    ]


def test_headings_and_rows_are_boxed():
    sheet = Workbook().worksheets[0]
    put_head(sheet, 1, ["STT", "Xã"])
    put_row(sheet, 2, [1, "=A"], centred=(1,))
    assert sheet["A1"].font.bold
    assert sheet["A2"].alignment.horizontal == "center"
    assert sheet["B2"].border.left.style == "thin"
    assert sheet["B2"].quotePrefix


def test_control_characters_pasted_unseen_are_left_away():
    assert printable("một\tdòng\nnữa") == "một\tdòng\nnữa"


def _writes(node):
    """Whether a piece of code puts something into a cell by itself."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        receiver = getattr(node.func.value, "id", "")
        return node.func.attr in {"write", "write_string", "write_row"} or (receiver, node.func.attr) == (
            "sheet",
            "append",
        )
    targets = [part for target in getattr(node, "targets", []) for part in ast.walk(target)]
    return any(isinstance(target, ast.Attribute) and target.attr in {"value", "data_type"} for target in targets)


def test_what_would_write_past_the_helper_is_seen():
    for line in (
        "cell.value = 1",
        "a.value, a.data_type = 1, 's'",
        "sheet.append(row)",
        "page.write_string(0, 0, 'x')",
    ):
        assert any(_writes(node) for node in ast.walk(ast.parse(line))), line


def test_whoever_makes_a_workbook_writes_its_cells_here():
    makers = {
        path: tree
        for path, tree in trees().items()
        if any(isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {"openpyxl", "xlsxwriter"}
               for node in ast.walk(tree))
        and path.stem != "spreadsheet_cells"
    }  # fmt: skip
    assert len(makers) > 5
    assert not [(path.name, node.lineno) for path, tree in makers.items() for node in ast.walk(tree) if _writes(node)]
