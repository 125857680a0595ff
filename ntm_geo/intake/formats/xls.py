"""Marks of BIFF workbooks (.xls), through xlrd."""

from __future__ import annotations

import io
import struct
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any, Final

import xlrd
from xlrd.biffh import XL_CELL_ERROR, error_text_from_code

from ntm_geo.intake.formats.marks import Cell, SheetMarks
from ntm_geo.intake.formats.number_format import shows_percent

if TYPE_CHECKING:
    from pathlib import Path

_BROKEN: Final = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    struct.error,
    ValueError,
    IndexError,
    KeyError,
    AssertionError,
    OSError,
    NotImplementedError,
    TypeError,
    AttributeError,
    UnicodeError,
    OverflowError,
)
"""Whatever a broken file makes the reader raise."""


def read_marks(path: Path) -> dict[str, SheetMarks] | None:
    """Return the marks of every sheet by its name; None when the file does not tell them (BIFF of before 1997)."""
    with redirect_stdout(io.StringIO()):
        try:
            book = xlrd.open_workbook(str(path), formatting_info=True, logfile=io.StringIO())
            return {sheet.name: _marks(book, sheet) for sheet in book.sheets()}
        except _BROKEN:
            return None


def _marks(book: Any, sheet: Any) -> SheetMarks:
    percent_formats = {
        number
        for number, style in enumerate(book.xf_list)
        if style.format_key in book.format_map and shows_percent(book.format_map[style.format_key].format_str)
    }
    percent: set[Cell] = set()
    errors: dict[Cell, str] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            if sheet.cell_xf_index(row, column) in percent_formats:
                percent.add((row, column))
            if sheet.cell_type(row, column) == XL_CELL_ERROR:
                errors[row, column] = error_text_from_code.get(sheet.cell_value(row, column), "#N/A")
    return SheetMarks(
        hidden_rows=frozenset(row for row, about in sheet.rowinfo_map.items() if about.hidden),
        hidden_columns=frozenset(column for column, about in sheet.colinfo_map.items() if about.hidden),
        percent=frozenset(percent),
        errors=errors,
    )
