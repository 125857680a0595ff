"""Sheets an office fills in: Excel with lists, limits and notes, or CSV; filled with what is kept it is an export.

The first row of the data sheet is hidden and holds the keys of the columns, the hidden sheet ``_ntm`` says what the
sheet is for, so the reader knows its own templates whatever is written into them.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from ntm_geo.i18n import _, format_number, text
from ntm_geo.intake.sheets.cells.layouts import HAMLET_KEYS, UNIT_KEYS, Column, Layout, layout
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES, SheetKind
from ntm_geo.intake.sheets.template_rows import template_rows, write_csv, written
from ntm_geo.reports.spreadsheet_cells import FONT, Looks, put

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from ntm_geo.criteria.model import CriteriaSet

NOTES_SHEET: Final = "_ntm"
LAYOUT_VERSION: Final = "1"
_KEY_ROW, _TITLE_ROW, _GROUP_ROW, _HEADING_ROW, _UNIT_ROW = 1, 2, 3, 4, 5
FIRST_ROW: Final = 6
"""First row of data, counted from 1."""
_SPARE: Final = {"units": 0, "hamlets": 400, "agencies": 200, "register": 0}
_WIDE: Final = SCORES | {"results", "hamlet_results"}
"""Kinds with a column for each criterion or indicator."""
_SIZE: Final = 12
_LINE: Final = Side(style="thin", color="8A949C")
_BOX: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD: Final = PatternFill("solid", start_color="DCE6EB")
_LOCKED: Final = PatternFill("solid", start_color="F1F4F6")
_LONGEST_LIST: Final = 255
_WIDTHS: Final = {
    "code": 9,
    "unit_name": 22,
    "parent_name": 20,
    "name": 32,
    "contact": 28,
    "hamlet": 12,
    "decision": 20,
}
_DATE_WIDTH, _LIST_WIDTH, _VALUE_WIDTH, _NARROW = 13, 20, 15, 11


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateNotes:
    """What a template says about itself, and what its headings are explained by."""

    period: int
    vintage: str
    province: str = ""
    thresholds: Mapping[str, str] | None = None
    """Indicator to the sentence that says what is asked for and who judges it."""


def write_template(  # noqa: PLR0913 - a sheet with all that fills it
    path: Path,
    *,
    kind: SheetKind,
    criteria_set: CriteriaSet,
    gazetteer: pd.DataFrame,
    notes: TemplateNotes,
    current: pd.DataFrame | None = None,
    hamlets: pd.DataFrame | None = None,
) -> Path:
    """Write the sheet of a kind of data.

    Parameters
    ----------
    path : of the file; ``.xlsx`` or ``.csv`` (UTF-8 with a mark, semicolons, as Vietnamese Excel opens it).
    kind : of the sheet.
    criteria_set : whose criteria and indicators are columns.
    gazetteer : ``tables.Units`` that get a row each, where rows stand for units.
    notes : year, vintage, province, and what headings are explained by.
    current : table of the kind in `ntm_geo.tables` to fill in; nothing unless given.
    hamlets : ``tables.Hamlets`` that get a row each, where rows stand for the hamlets of the register.

    Returns
    -------
    The path.
    """
    about = layout(kind, criteria_set)
    rows = template_rows(about, gazetteer, current, hamlets)
    if path.suffix.lower() == ".csv":
        return write_csv(path, about, rows)
    book = Workbook()
    book.remove(book.worksheets[0])
    _write_guide(book.create_sheet(_("Instructions")), about, criteria_set, notes)
    sheet = book.create_sheet(_sheet_name(about, notes))
    groups = _groups(about, criteria_set)
    _write_header(sheet, about, groups, notes)
    _write_rows(sheet, about, rows)
    _guard(sheet, about, len(rows))
    _write_machine_notes(book.create_sheet(NOTES_SHEET), about, criteria_set, notes)
    book.active = 1
    book.save(path)
    return path


def _write_guide(sheet: Worksheet, about: Layout, criteria_set: CriteriaSet, notes: TemplateNotes) -> None:
    lines = [
        text(about.title).upper(),
        _("Year {year}; units of {vintage}.", year=notes.period, vintage=notes.vintage),
        "",
        _("1. Fill in the white cells of the next sheet. Grey cells name the commune and are locked."),
        _("2. Leave a cell empty when the figure is not known: empty means unknown, 0 means none or not met."),
        _("3. For met write x, for not met write 0. Decimals with a comma: 12,5. Days as 31/12/2022."),
        _("4. Do not add or move columns; more rows may be added at the end of hamlets and agencies."),
        _("5. Save the file and drop it into the page “Data”. Every fault is shown with its cell, nothing is lost."),
        "",
        _("Rest the pointer on a heading to read what is asked for."),
    ]
    if about.kind in _WIDE:
        lines.append(_("Criteria: {name}. Thresholds are to be checked against the official text.",
                       name=str(criteria_set.name)))  # fmt: skip
    sheet.column_dimensions["A"].width = 100
    for number, line in enumerate(lines, 1):
        cell = put(sheet, number, 1, line)
        cell.font = Font(name=FONT, size=16 if number == 1 else _SIZE, bold=number == 1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True


def _sheet_name(about: Layout, notes: TemplateNotes) -> str:
    name = shorten(text(about.title).replace(",", ""), 24, placeholder="")
    return f"{name} {notes.period}" if about.rows_are in {"units", "register"} else name


def _groups(about: Layout, criteria_set: CriteriaSet) -> list[tuple[str, int]]:
    """Return the headings above the headings, with how many columns each spans."""
    names = {}
    for criterion in criteria_set.criteria:
        above = next(group for group in criteria_set.groups if group.code == criterion.group)
        if about.kind in {"results", "hamlet_results"}:
            names[criterion.code] = f"{above.code}. {above.name.vi}"
        for indicator in criterion.lines if about.kind in SCORES | {"hamlet_results"} else ():
            names[indicator.code] = f"{criterion.code}. {criterion.name.vi}"
    spans: list[tuple[str, int]] = []
    for column in about.columns:
        name = names.get(column.key, "")
        if spans and spans[-1][0] == name:
            spans[-1] = name, spans[-1][1] + 1
        else:
            spans.append((name, 1))
    return spans


def _write_header(sheet: Worksheet, about: Layout, groups: list[tuple[str, int]], notes: TemplateNotes) -> None:
    title = _("{title}, year {year}", title=text(about.title), year=notes.period)
    put(sheet, _TITLE_ROW, 1, title.upper()).font = Font(name=FONT, size=14, bold=True)
    count = 1
    for name, span in groups:
        put(sheet, _GROUP_ROW, count, name)
        if span > 1:
            sheet.merge_cells(start_row=_GROUP_ROW, end_row=_GROUP_ROW, start_column=count, end_column=count + span - 1)
        count += span
    for number, column in enumerate(about.columns, 1):
        put(sheet, _KEY_ROW, number, column.key)
        head = put(sheet, _HEADING_ROW, number, column.heading)
        put(sheet, _UNIT_ROW, number, f"({column.unit})" if column.unit else "")
        wording = f"{column.wording}." if column.wording else ""
        explained = " ".join(filter(None, [wording, (notes.thresholds or {}).get(column.key, ""), _note(column)]))
        if explained:
            head.comment = Comment(explained, "NTM Geo", width=320, height=140)
        for row in (_GROUP_ROW, _HEADING_ROW, _UNIT_ROW):
            _dress_head(sheet.cell(row, number), bold=row != _UNIT_ROW)
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
    sheet.row_dimensions[_KEY_ROW].hidden = True
    sheet.row_dimensions[_HEADING_ROW].height = 96 if about.kind in _WIDE else 36
    sheet.row_dimensions[_GROUP_ROW].height = 32


def _note(column: Column) -> str:
    return text(column.note) if column.note else ""


def _dress_head(cell: Any, *, bold: bool) -> None:
    cell.font = Font(name=FONT, size=11, bold=bold)
    cell.fill = _HEAD
    cell.border = _BOX
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _width(column: Column) -> float:
    if column.key in _WIDTHS:
        return _WIDTHS[column.key]
    if column.type == "date":
        return _DATE_WIDTH
    return _NARROW if column.type == "flag" else _LIST_WIDTH if column.type in {"choice", "list"} else _VALUE_WIDTH


def _write_rows(sheet: Worksheet, about: Layout, rows: list[dict[str, Any]]) -> None:
    spare = _SPARE[about.rows_are]
    looks = Looks(_dress_cell)
    fixed = {"units": UNIT_KEYS, "register": (*UNIT_KEYS, *HAMLET_KEYS)}.get(about.rows_are, ())
    for number in range(len(rows) + spare):
        row = rows[number] if number < len(rows) else {}
        for index, column in enumerate(about.columns, 1):
            value = written(column, row[column.key]) if column.key in row else None
            locked = number < len(rows) and column.key in fixed
            looks.put(sheet, FIRST_ROW + number, index, value, (column.type, locked))


def _dress_cell(cell: Any, look: tuple[str, bool]) -> None:
    """Give a cell the look of a type of column, locked or free."""
    kind, locked = look
    cell.font, cell.border = Font(name=FONT, size=_SIZE), _BOX
    if kind == "date":
        cell.number_format = "dd/mm/yyyy"
    if kind in {"flag", "code"}:
        cell.alignment = Alignment(horizontal="center")
    if locked:
        cell.fill = _LOCKED
    else:
        cell.protection = Protection(locked=False)


def _guard(sheet: Worksheet, about: Layout, count: int) -> None:
    """Freeze and lock the header, limit what cells take, and set the page up for printing."""
    last = FIRST_ROW + count + _SPARE[about.rows_are] - 1
    naming = (*UNIT_KEYS, *HAMLET_KEYS) if about.rows_are == "register" else UNIT_KEYS
    frozen = sum(1 for column in about.columns if column.key in naming)
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{_UNIT_ROW}:{get_column_letter(len(about.columns))}{max(last, FIRST_ROW)}"
    for number, column in enumerate(about.columns, 1):
        rule = _rule(column)
        if rule is not None and last >= FIRST_ROW:
            letter = get_column_letter(number)
            rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")
            sheet.add_data_validation(rule)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.autoFilter = False
    sheet.protection.sort = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if len(about.columns) > 15 else sheet.PAPERSIZE_A4  # noqa: PLR2004
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_TITLE_ROW}:{_UNIT_ROW}"


def _rule(column: Column) -> DataValidation | None:
    """Return what a spreadsheet lets into the cells of a column; None for free text."""
    if column.type == "flag":
        rule = DataValidation(type="list", formula1='"x,0"', allow_blank=True)
        return _with_error(rule, _("x for met, 0 for not met; empty when not known."))
    if column.type == "choice":
        names = ",".join(name.vi.replace(",", " –") for _one, name in column.choices)
        if len(names) + 2 > _LONGEST_LIST:
            return None
        rule = DataValidation(type="list", formula1=f'"{names}"', allow_blank=True)
        return _with_error(rule, _("Choose from the list."))
    if column.type == "date":
        rule = DataValidation(type="date", operator="between", formula1="40330", formula2="73050", allow_blank=True)
        return _with_error(rule, _("A day such as 31/12/2022."))
    if column.type in {"number", "percent", "count"}:
        return _number_rule(column)
    return None


def _number_rule(column: Column) -> DataValidation:
    kind: Literal["whole", "decimal"] = "whole" if column.type == "count" else "decimal"
    low, high = column.low if column.low is not None else -1e12, column.high if column.high is not None else 1e12
    rule = DataValidation(
        type=kind, operator="between", formula1=f"{low:.15g}", formula2=f"{high:.15g}", allow_blank=True
    )
    if column.high is None:
        return _with_error(rule, _("A number, {low} or more.", low=format_number(low)))
    return _with_error(rule, _("A number from {low} to {high}.", low=format_number(low), high=format_number(high)))


def _with_error(rule: DataValidation, sentence: str) -> DataValidation:
    rule.showErrorMessage, rule.showInputMessage = True, False
    rule.errorTitle, rule.error = _("Please check"), sentence
    return rule


def _write_machine_notes(sheet: Worksheet, about: Layout, criteria_set: CriteriaSet, notes: TemplateNotes) -> None:
    words = {
        "kind": about.kind,
        "criteria_set": criteria_set.key,
        "period": str(notes.period),
        "vintage": notes.vintage,
        "province": notes.province,
        "layout": LAYOUT_VERSION,
    }
    for number, (key, value) in enumerate(words.items(), 1):
        put(sheet, number, 1, key)
        put(sheet, number, 2, value)
    sheet.sheet_state = "hidden"
