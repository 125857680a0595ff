"""The workbook behind the papers: a sheet a table, with filters, headings that stay, number formats, formulas.

Formulas stand where a reader expects them, totals and shares, with their values beside them, so that a reader that
does not calculate shows the same figures.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from ntm_geo.i18n import _, format_date
from ntm_geo.reports.briefing import Measured, plain
from ntm_geo.reports.contract import require
from ntm_geo.reports.spreadsheet_cells import FONT, TextStyle, put_text

if TYPE_CHECKING:
    from ntm_geo.reports.briefing import Briefing, BriefTable, Column, Kind

_FORMATS: Final[dict[str, str]] = {"count": "#,##0", "number": "#,##0.0", "share": "0.0%", "text": "General"}
_HEAD_ROW: Final = 3
_WIDTH: Final = 9.0
_MOST_NAME: Final = 31
"""Letters a name of a sheet may have."""
_ONE_PAGE: Final = 12


def xlsx(briefing: Briefing) -> bytes:
    """Return everything behind a briefing as a workbook: what it holds, its sentences, a sheet for every table.

    Raises
    ------
    ContractError
        The briefing contradicts itself.
    """
    require(briefing)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        styles = _styles(book)
        names = _names(briefing)
        _contents(book, briefing, names, styles)
        for table in briefing.tables:
            _sheet(book, briefing, table, names[table.key], styles)
    return target.getvalue()


def _styles(book: Any) -> dict[str, TextStyle]:
    base = {"font_name": FONT, "font_size": 12, "valign": "vcenter"}
    boxed = base | {"border": 1, "border_color": "#8B959C"}
    head = boxed | {"bold": True, "bg_color": "#E3EDF2", "text_wrap": True, "align": "center"}
    styles = {
        "title": TextStyle(book, base | {"bold": True, "font_size": 14}),
        "plain": TextStyle(book, base | {"text_wrap": True, "valign": "top"}),
        "note": TextStyle(book, base | {"italic": True, "font_color": "#55606A"}),
        "link": TextStyle(book, base | {"font_color": "#0B3C5D", "underline": 1}),
        "head": TextStyle(book, head),
    }
    for kind, shape in _FORMATS.items():
        more: dict[str, Any] = {"num_format": shape, "text_wrap": kind == "text"}
        styles[kind] = TextStyle(book, boxed | more)
        styles[f"{kind}.total"] = TextStyle(book, boxed | more | {"bold": True, "bg_color": "#F3F6F8"})
    return styles


def _names(briefing: Briefing) -> dict[str, str]:
    """Return a name for the sheet of every table: its title, cut and made different."""
    result: dict[str, str] = {}
    for table in briefing.tables:
        clean = re.sub(r"[\x00-\x1f\[\]:*?/\\']", " ", table.title).strip()[:_MOST_NAME].strip()
        name, number = clean, 2
        while name.lower() in {item.lower() for item in result.values()}:
            name, number = f"{clean[: _MOST_NAME - 4]} ({number})", number + 1
        result[table.key] = name
    return result


def _contents(book: Any, briefing: Briefing, names: dict[str, str], styles: dict[str, TextStyle]) -> None:
    """Write the first sheet: what it is, where the figures come from, the sentences, and links to the tables."""
    sheet = book.add_worksheet(_("Table of contents"))
    sheet.set_column(0, 0, 110)
    put_text(sheet, 0, 0, briefing.title, styles["title"])
    put_text(sheet, 1, 0, briefing.subtitle, styles["note"])
    put_text(sheet, 2, 0, _source(briefing), styles["note"])
    row = 4
    for table in briefing.tables:
        sheet.write_url(row, 0, f"internal:'{names[table.key]}'!A1", styles["link"].plain, string=table.title)
        row += 1
    for section in briefing.sections:
        row += 1
        put_text(sheet, row, 0, section.title, styles["title"])
        for statement in section.statements:
            row += 1
            put_text(sheet, row, 0, statement.text, styles["plain"])
        row += 1
    _print(sheet, landscape=False)


def _sheet(book: Any, briefing: Briefing, table: BriefTable, name: str, styles: dict[str, TextStyle]) -> None:
    sheet = book.add_worksheet(name)
    put_text(sheet, 0, 0, table.title, styles["title"])
    put_text(sheet, 1, 0, " · ".join(part for part in (_source(briefing), table.note) if part), styles["note"])
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, max(5.0, _WIDTH * column.width))
        put_text(sheet, _HEAD_ROW, index, column.heading, styles["head"])
    first = _HEAD_ROW + 1
    for row, values in enumerate(table.rows, start=first):
        for index, (value, column) in enumerate(zip(values, table.columns, strict=True)):
            _cell(sheet, (row, index), value, column, styles)
    last = first + len(table.rows) - 1
    if table.total is not None:
        _total(sheet, table, (first, last), styles)
    if table.rows:
        sheet.autofilter(_HEAD_ROW, 0, last, len(table.columns) - 1)
    sheet.freeze_panes(first, min(2, len(table.columns) - 1))
    sheet.repeat_rows(_HEAD_ROW)
    # What is written over the table may be longer than the table is wide; the print keeps to the table.
    sheet.print_area(0, 0, last + 1, len(table.columns) - 1)
    _print(sheet, landscape=len(table.columns) >= _ONE_PAGE)


def _cell(
    sheet: Any, position: tuple[int, int], value: Any, column: Column, styles: dict[str, TextStyle], *, suffix: str = ""
) -> None:
    """Write a cell: a formula where the column is a quotient, else the value; text stays text."""
    kind: Kind = value.kind if isinstance(value, Measured) else column.kind
    state = plain(value)
    style = styles[("text" if kind == "date" else kind) + suffix]
    row, number = position
    if state is None:
        sheet.write_blank(row, number, None, style.plain)
    elif column.ratio is not None:
        part, full = (f"{xl_col_to_name(item)}{row + 1}" for item in column.ratio)
        sheet.write_formula(row, number, f"=IF({full}=0,0,{part}/{full})", style.plain, state)
    elif isinstance(state, (int, float)) and kind != "text":
        sheet.write_number(row, number, state, style.plain)
    else:
        put_text(sheet, row, number, format_date(state) if kind == "date" else str(state), style)


def _total(sheet: Any, table: BriefTable, rows: tuple[int, int], styles: dict[str, TextStyle]) -> None:
    """Write the line of totals; sums as formulas over the rows in sight."""
    first, last = rows
    for index, (value, column) in enumerate(zip(table.total or (), table.columns, strict=True)):
        if column.kind == "count" and value is not None and table.rows:
            letter = xl_col_to_name(index)
            formula = f"=SUBTOTAL(9,{letter}{first + 1}:{letter}{last + 1})"
            sheet.write_formula(last + 1, index, formula, styles["count.total"].plain, plain(value))
        else:
            _cell(sheet, (last + 1, index), value, column, styles, suffix=".total")


def _source(briefing: Briefing) -> str:
    return " · ".join(part for part in (briefing.source, briefing.mark) if part)


def _print(sheet: Any, *, landscape: bool) -> None:
    """Print on A4, as wide as the page, numbered."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P/&N")
