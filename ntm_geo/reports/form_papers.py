"""The programme's own forms (biểu) as Word documents and workbooks: headings in two rows, cells filled or left open.

Source: the reporting forms of the programme from 2026 (to be checked against the official text).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from ntm_geo.i18n import _
from ntm_geo.reports import official
from ntm_geo.reports.briefing import told
from ntm_geo.reports.spreadsheet_cells import BOX, FONT, HEAD, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_WIDTH_MM: Final = 261.0
_MARGIN_MM: Final = 18.0
_HEAD_ROW: Final = 6
_PT: Final = 9
_LINE_PT: Final = 16.5
_LETTERS: Final = 1.15
"""Width of a column in letters for each millimetre on paper, halved for the font."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """A column: its heading, the one it stands under (empty for none), its width in mm, whether it is in the middle."""

    heading: str
    over: str = ""
    width: float = 14.0
    centred: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form, filled as far as the data goes; None leaves a cell open for the pen."""

    number: str
    """Such as ``05``."""
    title: str
    about: str
    """Place and period under the title."""
    columns: tuple[FormColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    strong: frozenset[int]
    """Rows in bold: those that head others."""
    notes: tuple[str, ...]
    issuer: str
    place: str
    mark: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return _("Form {number}", number=self.number)


def form_docx(forms: Sequence[Form], *, step: Callable[[], None] | None = None) -> bytes:
    """Return forms as one Word document, each beginning a page, across.

    Parameters
    ----------
    forms : at least one.
    step : called after each form; may raise to stop.
    """
    paper = official.new_paper(landscape=True)
    _narrow(paper)
    for index, form in enumerate(forms):
        if index:
            official.add_page(paper)
        _docx_form(paper, form)
        if step:
            step()
    return official.as_bytes(paper)


def form_xlsx(forms: Sequence[Form], *, step: Callable[[], None] | None = None) -> bytes:
    """Return forms as a workbook, a sheet a form; see `form_docx`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, form in enumerate(forms, start=1):
        name = form.name if len(forms) == 1 else f"{form.number}-{number:03d}"
        _xlsx_form(book.create_sheet(name), form)
        if step:
            step()
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def spans(columns: Sequence[FormColumn]) -> Iterator[tuple[int, int, str]]:
    """Return first column, last column and heading of every group of columns that stand under one heading."""
    start = 0
    while start < len(columns):
        over, end = columns[start].over, start
        while over and end + 1 < len(columns) and columns[end + 1].over == over:
            end += 1
        yield start, end, over
        start = end + 1


def _narrow(paper: Any) -> None:
    section = paper.sections[0]
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)


def _docx_form(paper: Any, form: Form) -> None:
    official.add_note(paper, " – ".join(part for part in (form.issuer, form.name) if part), caption="before")
    official.add_title(paper, form.title, form.about, form.mark)
    total = sum(column.width for column in form.columns)
    widths = [column.width * _WIDTH_MM / total for column in form.columns]
    table = paper.add_table(rows=2, cols=len(form.columns))
    table.style, table.autofit, table.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    official.pad(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    first, second = table.rows[0].cells, table.rows[1].cells
    for start, end, over in spans(form.columns):
        for position in range(start, end + 1):
            heading = form.columns[position].heading
            if over:
                official.fill(second[position], heading, bold=True, centred=True, size=_PT)
            else:
                official.fill(first[position].merge(second[position]), heading, bold=True, centred=True, size=_PT)
        if over:
            official.fill(first[start].merge(first[end]), over, bold=True, centred=True, size=_PT)
    official.repeat(table.rows[0])
    official.repeat(table.rows[1])
    for number, values in enumerate(form.rows):
        row = table.add_row()
        official.keep_whole(row)
        for cell, column, value, width in zip(row.cells, form.columns, values, widths, strict=True):
            official.fill(cell, _told(value), bold=number in form.strong, centred=column.centred, size=_PT)
            cell.width = Mm(width)
    for note in form.notes:
        official.add_note(paper, note)


def _xlsx_form(sheet: Any, form: Form) -> None:
    last = len(form.columns)
    lines = [(form.issuer, form.name), (form.title, ""), (form.about, ""), (form.mark, "")]
    for row, (text, right) in enumerate(lines, start=1):
        put(sheet, row, 1, text).font = Font(name=FONT, bold=row <= 2, italic=row == 4, size=13)  # noqa: PLR2004
        if right:
            put(sheet, row, last, right).font = Font(name=FONT, bold=True, size=13)
            sheet.cell(row, last).alignment = Alignment(horizontal="right")
    for start, end, over in spans(form.columns):
        for index in range(start, end + 1):
            _head(sheet, _HEAD_ROW, index + 1, over if index == start else "")
            _head(sheet, _HEAD_ROW + 1, index + 1, form.columns[index].heading if over else "")
        if over:
            sheet.merge_cells(start_row=_HEAD_ROW, end_row=_HEAD_ROW, start_column=start + 1, end_column=end + 1)
        else:
            put(sheet, _HEAD_ROW, start + 1, form.columns[start].heading)
            sheet.merge_cells(start_row=_HEAD_ROW, end_row=_HEAD_ROW + 1, start_column=start + 1, end_column=start + 1)
    for number, values in enumerate(form.rows):
        sheet.row_dimensions[_HEAD_ROW + 2 + number].height = _LINE_PT * _lines(form, values)
        for index, (column, value) in enumerate(zip(form.columns, values, strict=True), start=1):
            cell = put(sheet, _HEAD_ROW + 2 + number, index, value)
            cell.font, cell.border = Font(name=FONT, size=12, bold=number in form.strong), BOX
            cell.alignment = Alignment(
                horizontal="center" if column.centred else None, vertical="center", wrap_text=True
            )
    row = _HEAD_ROW + 2 + len(form.rows)
    for note in form.notes:
        put(sheet, row, 1, note).font = Font(name=FONT, italic=True, size=11)
        row += 1
    for index, column in enumerate(form.columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width / 2 * _LETTERS
    _print(sheet, row, last)


def _lines(form: Form, values: Sequence[Any]) -> int:
    """Return how many lines a row needs: a workbook's rows do not grow by themselves in every program."""
    return max(
        -(-len(_told(value)) // max(int(column.width / 2 * _LETTERS * 0.92), 1))
        for column, value in zip(form.columns, values, strict=True)
    ) or 1  # fmt: skip


def _print(sheet: Any, row: int, last: int) -> None:
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW + 1}"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_area = f"A1:{get_column_letter(last)}{row}"
    sheet.freeze_panes = f"C{_HEAD_ROW + 2}"
    sheet.oddFooter.center.text = "&P"


def _head(sheet: Any, row: int, column: int, text: str) -> None:
    cell = put(sheet, row, column, text)
    cell.font, cell.fill, cell.border = Font(name=FONT, bold=True, size=12), HEAD, BOX
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _told(value: Any) -> str:
    return told(value, "count" if isinstance(value, int) else "number" if isinstance(value, float) else "text")
