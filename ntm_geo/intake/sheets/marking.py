"""An office's own workbook back, with the cells of its problems coloured and commented, and a list of them in front."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.exceptions import InvalidFileException

from ntm_geo.i18n import _, text
from ntm_geo.intake.guards.far_cells import check_workbook, strip_far_cells
from ntm_geo.intake.sandbox import WORKBOOK_LIMITS, run_isolated, task
from ntm_geo.intake.sheets.tables.grid_task import read_sheets
from ntm_geo.reports.spreadsheet_cells import printable, put

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from ntm_geo.intake.guards.problems import CellProblem

_TASK: Final = "mark-workbook"
_COLOURS: Final = {"error": "F4B6AE", "warning": "FFE3A3"}
_EDGES: Final = {"error": Side(style="thick", color="A4281A"), "warning": Side(style="medium", color="B7791F")}
_SHEET_NAME: Final = 31
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def mark_problems(source: Path, problems: Sequence[CellProblem], target: Path) -> Path:
    """Write a copy of a workbook with its problems marked; formulas, formats and other sheets stay.

    The office's file is opened in a child process, as when it is read.

    Parameters
    ----------
    source : the office's file; what is not xlsx comes back as xlsx with its values.
    problems : of that file.
    target : file to write.

    Returns
    -------
    ``target``.

    Raises
    ------
    InputFileError
        The source is no spreadsheet any more.
    """
    words = {
        "title": _("To correct"),
        "heads": [_("Sheet"), _("Cell"), _("Value"), _("What is wrong"), _("What is expected"), _("Severity")],
        "error": _("error"),
        "warning": _("warning"),
    }
    rows = [
        {
            "sheet": problem.sheet,
            "cell": problem.cell or "A1",
            "value": problem.value,
            "what": text(problem.what),
            "expected": text(problem.expected),
            "severity": problem.severity,
        }
        for problem in problems
    ]
    data = run_isolated(_TASK, source, {"problems": rows, "words": words}, limits=WORKBOOK_LIMITS)
    target.write_bytes(base64.b64decode(data["book"], validate=True))
    return target


@task(_TASK)
def mark_in_child(path: Path, args: dict[str, Any]) -> dict[str, str]:
    """Return the marked copy of a workbook; see `mark_problems`.

    Parameters
    ----------
    path : the office's file.
    args : ``problems`` with their texts, and the ``words`` of the list in front.
    """
    book = _opened(path)
    names = {name[:_SHEET_NAME].translate(_FORBIDDEN): name for name in book.sheetnames}
    by_cell: dict[tuple[str, str], list[dict[str, str]]] = {}
    for problem in args["problems"]:
        sheet = problem["sheet"]
        sheet = sheet if sheet in book.sheetnames else names.get(_tidy(sheet), book.sheetnames[0])
        by_cell.setdefault((sheet, problem["cell"]), []).append(problem)
    for (name, cell), value in by_cell.items():
        _mark(book[name], cell, value)
    _write_list(book, by_cell, args["words"])
    content = io.BytesIO()
    book.save(content)
    return {"book": base64.b64encode(content.getvalue()).decode()}


def _opened(source: Path) -> Workbook:
    """Open a workbook to be changed; other kinds of files become one with their values."""
    try:
        if zipfile.is_zipfile(source):
            with strip_far_cells(source, check_workbook(source)) as safe:
                return load_workbook(safe)
    except (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile, TypeError, AttributeError):
        pass
    book = Workbook()
    book.remove(book.worksheets[0])
    for about in read_sheets(source, {})["sheets"]:
        sheet = book.create_sheet(_tidy(about["name"] or source.stem))
        for row, values in enumerate(about["rows"], 1):
            for column, value in enumerate(values, 1):
                put(sheet, row, column, value)
    return book


def _tidy(name: str) -> str:
    return (name.translate(_FORBIDDEN) or "Sheet")[:_SHEET_NAME]


def _mark(sheet: Worksheet, address: str, result: Sequence[Mapping[str, str]]) -> None:
    cell = sheet[address]
    for merged in sheet.merged_cells.ranges:
        if address in merged:
            cell = sheet.cell(merged.min_row, merged.min_col)
    worst = "error" if any(problem["severity"] == "error" for problem in result) else "warning"
    edge = _EDGES[worst]
    cell.fill = PatternFill("solid", start_color=_COLOURS[worst])
    cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
    line = "\n".join(f"{problem['what']} {problem['expected']}" for problem in result)
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(printable(before + line), "NTM Geo", width=340, height=120)


def _write_list(
    book: Workbook, by_cell: Mapping[tuple[str, str], Sequence[Mapping[str, str]]], words: Mapping[str, Any]
) -> None:
    """Put a sheet in front that lists every problem, each with a link to its cell."""
    sheet = book.create_sheet(_free_name(book, words["title"]), 0)
    rows = [
        (name, address, problem["value"], problem["what"], problem["expected"], words[problem["severity"]])
        for (name, address), result in by_cell.items()
        for problem in result
    ]
    for row, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            put(sheet, row, column, value)
        link: Any = sheet.cell(row, 2)
        quoted = values[0].replace("'", "''")
        link.hyperlink = f"#'{quoted}'!{values[1]}"
        link.style = "Hyperlink"
    for number, (heading, width) in enumerate(zip(words["heads"], (22, 10, 28, 52, 60, 12), strict=True), 1):
        sheet.column_dimensions["ABCDEF"[number - 1]].width = width
        put(sheet, 1, number, heading).font = Font(bold=True)
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    book.active = 0


def _free_name(book: Workbook, wanted: str) -> str:
    name, number = wanted, 2
    while name in book.sheetnames:
        name, number = f"{wanted} {number}", number + 1
    return name
