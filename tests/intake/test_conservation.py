"""Nothing is lost in silence: every row with content is taken or told, every cell under a known column too."""

import random
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from ntm_geo.errors import InputFileError
from ntm_geo.intake.sheets.cells.cells import shown
from ntm_geo.intake.sheets.cells.sheet_kinds import SHEET_KINDS
from ntm_geo.intake.sheets.tables.grid import read_grids
from ntm_geo.intake.sheets.templates import TemplateNotes, write_template
from ntm_geo.intake.sheets.workbook import SheetQuestion, read_workbook
from tests.intake.office_sheets import make_criteria_sheet, make_indicator_sheet

NO_FIGURE = {"-", "\u2212", "chưa có số liệu"}
JUNK = ("abc", 7, "12 xã", "??", "-", datetime(2021, 3, 4), "chưa có số liệu", "đang làm", 0.5, "x?", -3)  # noqa: DTZ001
LINES = (
    ["Trong đó:"], [None, "Xã đạt chuẩn"], [None, None, None, 5], [None, "Cộng", 3, 4, 5], ["Ghi chú: chưa rà soát"],
    [None, None, None, None, "x"], ["*"], [None, "Xã Không Có Thật", None, "x", 0], [None, None, "Huyện Bảo Lạc"], [4],
    ["B", "Các xã còn lại"], [None, "1. Xã"], [None, None, None, None, None, None, None, "đã ký"],
)  # fmt: skip


def _spoil(path, seed):
    """Write junk into some cells and rows of all kinds between the others, or behind the last."""
    chance = random.Random(seed)
    book = load_workbook(path)
    for sheet in book.worksheets[:1]:
        if not sheet.merged_cells.ranges:
            for _turn in range(chance.randint(0, 3)):
                row = chance.randint(5, sheet.max_row + 1)
                sheet.insert_rows(row)
                for column, value in enumerate(chance.choice(LINES), 1):
                    sheet.cell(row, column).value = value
        for _turn in range(chance.randint(0, 4)):
            cell = sheet.cell(chance.randint(5, sheet.max_row), chance.randint(3, sheet.max_column))
            if not isinstance(cell, MergedCell):
                cell.value = chance.choice(JUNK)
    book.save(path)


def _read(path, units, law, answers=()):
    found = read_workbook(path, gazetteer=units, criteria_set=law, question=SheetQuestion(answers=answers))
    if found.open_questions and not answers:
        chosen = tuple((question.key, question.options[0].value) for question in found.questions)
        return _read(path, units, law, chosen)
    return found


def _lost_rows(found, grid):
    """Return the rows of a sheet with content that are neither data nor told."""
    turned = any(column.sheet == grid.name and column.letter.isdecimal() for column in found.understood.reading.columns)
    cells = grid.cells.T if turned else grid.cells
    names = {number: _letter(number) if turned else str(number + 1) for number in range(len(cells))}
    told = {row.place for row in found.understood.reading.rows if row.sheet == grid.name}
    told |= {place.rpartition("!")[2] for place in found.places.values() if place.rpartition("!")[0] in {"", grid.name}}
    for table in found.understood.reading.tables:
        if table.sheet == grid.name and not table.read:
            told |= {str(row) for row in range(table.rows[0], table.rows[1] + 1)}
    lost = [
        name for number, name in names.items() if any(one is not None for one in cells[number]) and name not in told
    ]
    return (
        []
        if any(table.rows == (0, 0) and table.sheet == grid.name for table in found.understood.reading.tables)
        else lost
    )


def _letter(number):
    return get_column_letter(number + 1)


def _lost_cells(found, grid):
    """Return the cells under known columns of rows about a unit that are neither a value nor told."""
    columns = {one.letter: one.key for one in found.understood.reading.columns if one.sheet == grid.name}
    name = "criterion" if "criterion" in found.table else "indicator"
    kept = {(code, key) for code, key in found.table[["code", name]].to_numpy()}
    told = {problem.cell for problem in found.problems if problem.sheet == grid.name}
    codes = found.join.frame["code"]
    lost = []
    for row, place in found.places.items():
        own, _mark, line = place.rpartition("!")
        if own not in {"", grid.name}:
            continue
        for letter, key in columns.items():
            address = f"{line}{letter}" if letter.isdecimal() else f"{letter}{line}"
            value = _cell(grid, address)
            bad = any(
                cell.strip("0123456789") == line or cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == line for cell in told
            )
            if value is None or key.startswith("*") or key in {"code", "unit_name", "parent_name"} or bad:
                continue
            if (codes[row], key) not in kept and shown(value) not in NO_FIGURE and address not in told:
                lost.append((address, value))
    return lost


def _cell(grid, address):
    row, column = coordinate_to_tuple(address)
    return grid.cells[row - 1, column - 1]


@pytest.mark.parametrize("start", range(0, 60, 10))
def test_no_row_and_no_cell_of_an_offices_sheet_is_lost_in_silence(communes_2020, units_2020, shipped, tmp_path, start):
    for seed in range(start, start + 10):
        make = make_indicator_sheet if seed % 4 == 3 else make_criteria_sheet
        made = make(seed, communes_2020, shipped.criteria_sets["commune-2021"].criteria)
        path = tmp_path / made.file_name
        made.book.save(path)
        if seed % 3:
            _spoil(path, seed)
        try:
            found = _read(path, units_2020, shipped.criteria_sets["commune-2021"])
        except InputFileError:
            continue
        for grid in read_grids(path):
            assert _lost_rows(found, grid) == [], (seed, grid.name, made.made)
            assert _lost_cells(found, grid) == [], (seed, grid.name, made.made)


@pytest.mark.parametrize("kind", SHEET_KINDS)
def test_no_row_of_a_template_is_lost_in_silence(kind, communes_2020, units_2020, shipped, tmp_path):
    path = tmp_path / "mau.xlsx"
    notes = TemplateNotes(period=2022, vintage="2020", province="")
    write_template(
        path, kind=kind, criteria_set=shipped.criteria_sets["commune-2021"], gazetteer=communes_2020, notes=notes
    )
    book = load_workbook(path)
    sheet = book.worksheets[1]
    for column in range(1, sheet.max_column + 1):
        sheet.cell(5, column).value = sheet.cell(5, column).value or "x"
    sheet.cell(sheet.max_row + 2, 1).value = "Ghi chú: xong"
    book.save(path)
    found = _read(path, units_2020, shipped.criteria_sets["commune-2021"])
    for grid in read_grids(path):
        if grid.visible and grid.name in found.understood.sheets:
            lost = _lost_rows(found, grid)
            if kind in {"hamlets", "partners"}:
                lost = [row for row in lost if any(grid.cells[int(row) - 1, 3:])]
            assert lost == [], (kind, grid.name)
