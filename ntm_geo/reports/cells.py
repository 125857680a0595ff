"""Values into worksheets: text never becomes a formula, headings look the same everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FONT: Final = "Times New Roman"
_LINE: Final = Side(style="thin", color="8B959C")
BOX: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD: Final = PatternFill("solid", fgColor="E3EDF2")


def put(sheet: Worksheet, row: int, column: int, value: Any) -> Any:
    """Write a cell; text stays text, whatever sign it begins with."""
    cell: Any = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


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
