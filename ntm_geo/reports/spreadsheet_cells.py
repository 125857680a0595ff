"""Values into worksheets of openpyxl and of XlsxWriter: text never becomes a formula, headings look the same.

Why there are two: `docs/decisions/0024-one-xlsx-writer.md`.
"""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Any, Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

FONT: Final = "Times New Roman"
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LINE: Final = Side(style="thin", color="8B959C")
BOX: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD: Final = PatternFill("solid", fgColor="E3EDF2")


def printable(text: str) -> str:
    """Return a text without the control characters no document may hold; people paste them in unseen."""
    return _CONTROL.sub("", text)


def put(sheet: Worksheet, row: int, column: int, value: Any) -> Any:
    """Write a cell of openpyxl and return it; text stays text, whatever sign it begins with, also once it is edited."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = printable(value)
        cell.data_type = "s"
        if cell.value.startswith(FORMULA_SIGNS):
            cell.quotePrefix = True
    else:
        cell.value = value
    return cell


class Looks:
    """How the cells of a worksheet of openpyxl look, by a name of each look: a style is made once and not cell by cell.

    openpyxl looks up font, border and fill in lists of the whole book each time they are set, which takes longer than
    all the rest of a sheet.
    """

    def __init__(self, dress: Callable[[Any, Any], None]) -> None:
        """Take what sets the style of a cell for a look."""
        self._dress = dress
        self._styles: dict[Any, Any] = {}

    def put(self, sheet: Worksheet, row: int, column: int, value: Any, look: Any) -> None:
        """Write a cell as `put` does, in a look."""
        cell: Any = sheet.cell(row, column)
        if look not in self._styles:
            self._dress(cell, look)
            self._styles[look] = cell._style  # noqa: SLF001 - there is no public way to a whole style
        cell._style = copy(self._styles[look])  # noqa: SLF001
        put(sheet, row, column, value)


class TextStyle:
    """A format of a book of XlsxWriter, and the same for text that begins like a formula."""

    def __init__(self, book: Any, properties: dict[str, Any]) -> None:
        """Make both; a format that no cell uses is not written."""
        self.plain = book.add_format(properties)
        self.quoted = book.add_format(properties | {"quote_prefix": True})


def put_text(sheet: Any, row: int, column: int, text: str, style: TextStyle) -> None:
    """Write a text into a sheet of XlsxWriter, rows and columns counted from 0; it stays text as with `put`."""
    clean = printable(text)
    sheet.write_string(row, column, clean, style.quoted if clean.startswith(FORMULA_SIGNS) else style.plain)


def put_head(sheet: Worksheet, row: int, headings: list[str]) -> None:
    """Write a row of headings: bold, boxed, wrapped."""
    for column, heading in enumerate(headings, start=1):
        cell = put(sheet, row, column, heading)
        cell.font, cell.fill, cell.border = Font(name=FONT, bold=True, size=12), HEAD, BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def put_row(sheet: Worksheet, row: int, values: list[Any], *, centred: tuple[int, ...] = ()) -> None:
    """Write a row of a boxed table; columns named by number from 1 stand in the middle."""
    for column, value in enumerate(values, start=1):
        cell = put(sheet, row, column, value)
        cell.font, cell.border = Font(name=FONT, size=12), BOX
        side = "center" if column in centred else None
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
