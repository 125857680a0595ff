"""The workbook of a criteria set: one row an indicator or part, lists where a cell takes a few words only."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ntm_geo.criteria.law_columns import DAYS, column_headings, key_words, to_columns
from ntm_geo.criteria.law_levels import PASS_WORDS, PROVINCE_WORDS
from ntm_geo.i18n import _
from ntm_geo.reports.spreadsheet_cells import BOX, FONT, Looks, put, put_head
from ntm_geo.tables.law_table import LawLines

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet

    from ntm_geo.criteria.model import CriteriaSet

NOTES_SHEET: Final = "_ntm"
KEY_ROW, _TITLE_ROW, _HEADING_ROW, FIRST_ROW = 1, 2, 3, 4
_SPARE: Final = 120
"""Empty rows for what is not entered yet."""
_SIZE: Final = 12
_WIDTHS: Final = {
    "code": 8, "name": 46, "wording": 60, "measured_as": 40, "in_charge": 30, "decision": 18, "unit": 16, "sense": 18,
    "met_when": 22, "short_names": 24, "name_en": 30, "wording_en": 30, "situation": 16, "checked_by": 20,
    "second_by": 20,
}  # fmt: skip
_USUAL_WIDTH: Final = 13
_CRITERION: Final = PatternFill("solid", start_color="E3EDF2")
_CHECKED: Final = ("checked_by", "checked_on", "checked_page", "second_by", "second_on", "second_page")
_TO_CHECK: Final = PatternFill("solid", start_color="FFF6DD")


def law_workbook(law: CriteriaSet, lines: pd.DataFrame) -> bytes:
    """Return the workbook of a set as the bytes of an xlsx file.

    Parameters
    ----------
    law : the set.
    lines : ``tables.LawLines`` to stand in it.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    _write_guide(book.create_sheet(_("Instructions")), law)
    sheet = book.create_sheet(_("Criteria set"))
    headings = column_headings(law, lines)
    _write_head(sheet, law, headings)
    _write_rows(sheet, to_columns(law, lines), headings)
    _write_lists(sheet, law, list(headings), FIRST_ROW + len(lines) + _SPARE)
    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.print_title_rows = f"{_TITLE_ROW}:{_HEADING_ROW}"
    notes = book.create_sheet(NOTES_SHEET)
    for number, (key, value) in enumerate((("kind", "law"), ("criteria_set", law.key)), 1):
        put(notes, number, 1, key)
        put(notes, number, 2, value)
    notes.sheet_state = "hidden"
    book.active = 1
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_guide(sheet: Worksheet, law: CriteriaSet) -> None:
    groups = [f"{group.name}: {group.definition}" for group in law.commune_groups]
    lines = [
        str(law.name).upper(),
        f"{law.reference.decision}",
        "",
        _("1. One row is an indicator, or a part of one: 5.1 is an indicator, 5.1a and 5.1b are its parts."),
        _("2. Fill the rows from the annex of the decision: name, unit, how it is compared, level, clause."),
        _("3. A level that is the same everywhere stands under “Level for all”; else under its group or region. "
          "Where the province sets it, write “{province}”; where one passes or not, write “{passed}”.",
          province=str(PROVINCE_WORDS), passed=str(PASS_WORDS)),
        _("4. A value that changes on a day has a row of its own with that day; what is the same may be empty."),
        _("5. A level that depends on a number of the commune has a row a case, such as 5.1c > 3 and 5.1c <= 3."),
        _("6. Whoever has compared a value with the official text writes name, day and page into the yellow cells. "
          "A value without a name counts as not checked and is marked on screen and paper."),
        _("7. Save the file and drop it into the page “Data”. Every fault is shown with its cell; nothing changes "
          "before you have seen which communes are judged differently."),
        *([""] if groups else []),
        *groups,
    ]  # fmt: skip
    sheet.column_dimensions["A"].width = 110
    for number, line in enumerate(lines, 1):
        cell = put(sheet, number, 1, line)
        cell.font = Font(name=FONT, size=16 if number == 1 else _SIZE, bold=number == 1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.sheet_view.showGridLines = False


def _write_head(sheet: Worksheet, law: CriteriaSet, headings: dict[str, str]) -> None:
    title = put(sheet, _TITLE_ROW, 1, f"{law.name} ({law.reference.decision})")
    title.font = Font(name=FONT, size=14, bold=True)
    put_head(sheet, _HEADING_ROW, list(headings.values()))
    about = LawLines.to_schema().columns
    definitions = {f"={group.key}": str(group.definition) for group in law.commune_groups}
    for number, column in enumerate(headings, 1):
        put(sheet, KEY_ROW, number, column)
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, _USUAL_WIDTH)
        explained = definitions.get(column, "") or (_note(column) if column in about else "")
        if explained:
            sheet.cell(_HEADING_ROW, number).comment = Comment(explained, "NTM Geo", width=320, height=120)
    sheet.row_dimensions[KEY_ROW].hidden = True
    sheet.row_dimensions[_HEADING_ROW].height = 48


def _note(column: str) -> str:
    notes = {
        "short_names": _("What offices write in the headings of their sheets, with semicolons between."),
        "wording": _("The name in full as the decision has it; papers that leave the office carry it."),
        "effective": _("First day the value holds; empty: since the set began."),
        "situation": _("The number the level depends on, such as 5.1c > 3; empty: always."),
        "measured_as": _("How it is measured, as the guidance of the ministry says."),
        "in_charge": _("Departments in charge, with semicolons between; empty: those of the criterion."),
        "checked_page": _("Page of the official text the value was compared with."),
    }
    return notes.get(column, "")


def _write_rows(sheet: Worksheet, rows: pd.DataFrame, headings: dict[str, str]) -> None:
    looks = Looks(_dress)
    for number, row in enumerate(rows.to_dict("records")):
        stands_for = "indicator" if "." in str(row["code"]) else "criterion"
        for position, column in enumerate(headings, 1):
            looks.put(sheet, FIRST_ROW + number, position, _cell(row[column]), (stands_for, column))
    for number in range(len(rows), len(rows) + _SPARE):
        for position, column in enumerate(headings, 1):
            looks.put(sheet, FIRST_ROW + number, position, None, ("spare", column))


def _dress(cell: Any, look: tuple[str, str]) -> None:
    """Give a cell the look of a column in the row of a criterion, of an indicator, or in a spare one."""
    row, column = look
    cell.font = Font(name=FONT, size=_SIZE, bold=True) if row == "criterion" else Font(name=FONT, size=_SIZE)
    cell.border = BOX
    if row != "spare":
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if column in DAYS:
        cell.number_format = "dd/mm/yyyy"
    elif column == "code":
        cell.number_format = "@"
    if row == "criterion":
        cell.fill = _CRITERION
    elif column in _CHECKED:
        cell.fill = _TO_CHECK


def _cell(value: Any) -> Any:
    return None if value is None or value != value else value  # noqa: PLR0124 - what is no number


def _write_lists(sheet: Worksheet, law: CriteriaSet, columns: list[str], last: int) -> None:
    for column, words in key_words(law).items():
        rule = DataValidation(type="list", formula1=f'"{",".join(dict.fromkeys(words.values()))}"', allow_blank=True)
        rule.showErrorMessage, rule.errorTitle = True, _("Please check")
        rule.error = _("Choose from the list.")
        letter = get_column_letter(columns.index(column) + 1)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")
        sheet.add_data_validation(rule)
