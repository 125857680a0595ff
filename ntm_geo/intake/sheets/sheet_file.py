"""The tables of one file that are read together: which sheets, which kind, which year, which district."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.boundaries.matching import match
from ntm_geo.errors import InputFileError, msg
from ntm_geo.intake.sheets.cells.cells import shown
from ntm_geo.intake.sheets.cells.heading_text import plain
from ntm_geo.intake.sheets.cells.layouts import UNIT_KEYS, UNIT_NAME_HEADING, layout
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES, SheetKind, sheet_kinds
from ntm_geo.intake.sheets.figure_year import FigureYear, TableTime, find_year, time_of, titles_of
from ntm_geo.intake.sheets.reading import TableReading
from ntm_geo.intake.sheets.tables.header import REQUIRED
from ntm_geo.intake.sheets.tables.table_layout import SheetLayout, lay_out, open_tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.intake.sheets.cells.questions import Question
    from ntm_geo.intake.sheets.cells.unit_words import UnitWords
    from ntm_geo.intake.sheets.tables.column_choice import Choices
    from ntm_geo.intake.sheets.tables.grid import Grid
    from ntm_geo.intake.sheets.tables.sheet_values import SheetTable

_ADDRESSED: Final = re.compile(r"\W*(?:kinh gui|noi nhan|noi gui|can cu)\b")
"""Beginnings of lines that name who a letter goes to, and not what it is about."""
_NOTES_SHEET: Final = "_ntm"
YEARLY: Final = SCORES | {"results", "attributes", "hamlet_results"}
"""Kinds of data of a year; the others are registers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetQuestion:
    """What a sheet is read for, and what a person answered; what is left empty is found out from the file.

    ``answers`` pairs keys of questions with values of their options; ``columns`` pairs the place of a column (``E``,
    or ``Sheet!E``) with the key it is to be read as, empty for a column that is not to be read; ``header`` is the first
    and last row of the header, counted from 1.
    """

    kind: str = ""
    period: int | None = None
    sheets: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    header: tuple[int, int] | None = None


@dataclass(slots=True)
class SheetFile:
    """A file on its way from grids to a table."""

    path: Path
    grids: tuple[Grid, ...]
    kind: SheetKind
    tables: list[SheetTable]
    titles: list[tuple[str, ...]]
    questions: list[Question]
    not_read: list[TableReading] = field(default_factory=list)


def choose_tables(
    path: Path,
    grids: tuple[Grid, ...],
    criteria_set: CriteriaSet,
    words: UnitWords,
    sheet_question: SheetQuestion,
    choices: Choices,
) -> SheetFile:
    """Lay out all visible sheets, and open the tables of the kind that has most rows."""
    kind = sheet_question.kind or noted_kind(grids)
    kind = kind if kind in sheet_kinds(criteria_set) else ""
    wanted = [grid for grid in grids if grid.name in sheet_question.sheets] if sheet_question.sheets else [
        grid for grid in grids if grid.visible and grid.name != _NOTES_SHEET
    ]  # fmt: skip
    rows = (sheet_question.header[0] - 1, sheet_question.header[1] - 1) if sheet_question.header else None
    layouts = [lay_out(grid, criteria_set, words, kind=kind, rows=rows) for grid in wanted]
    opened = [(sheet, *open_tables(sheet, words, choices, first=0)) for sheet in layouts]
    best = _best_kind(opened)
    if best is None:
        raise _no_header(path, opened, criteria_set)
    file = SheetFile(path=path, grids=grids, kind=best, tables=[], titles=[], questions=[])
    for sheet, tables, questions in opened:
        chosen = [table for table in tables if table.header.kind == best and _tells_what(table)]
        filled = [table for table in chosen if table.rows.data or table.rows.hidden]
        file.tables += filled
        file.titles += [titles_of(table, sheet.titles) for table in filled]
        file.questions += questions if filled else []
        file.not_read += [read_table(table, "no-rows") for table in chosen if not any(table is item for item in filled)]
        file.not_read += [
            read_table(table, "other-kind") for table in tables if not any(table is item for item in chosen)
        ]
        file.not_read += _foreign(sheet)
        if not tables:
            file.not_read.append(_whole(sheet.grid, "no-header"))
    names = {grid.name for grid in wanted}
    file.not_read += [
        _whole(grid, "not-chosen" if grid.visible else "hidden")
        for grid in grids
        if grid.name not in names and grid.name != _NOTES_SHEET
    ]
    if not file.tables:
        first = next(table for _sheet, tables, _questions in opened for table in tables if table.header.kind == best)
        file.tables, file.titles = [first], [titles_of(first)]
    return file


def _best_kind(
    opened: Sequence[tuple[SheetLayout, list[SheetTable], list[Question]]],
) -> SheetKind | None:
    """Return the kind of table with most rows of data, then with most columns."""
    scores: dict[SheetKind, tuple[int, int]] = {}
    for _sheet, tables, _questions in opened:
        for table in tables:
            if _tells_what(table):
                rows, columns = scores.get(table.header.kind, (0, 0))
                data = len(table.rows.data) + len(table.rows.hidden)
                scores[table.header.kind] = (rows + data, columns + len(table.columns.keys))
    return max(scores, key=lambda kind: scores[kind], default=None)


def _tells_what(table: SheetTable) -> bool:
    """Return whether a table says what its rows are about, with all its kind cannot do without."""
    keys = set(table.columns.keys.values())
    about_units = table.header.kind == "agencies" or bool(keys & {"code", "unit_name"})
    return about_units and REQUIRED.get(table.header.kind, set()) <= keys


def read_table(table: SheetTable, reason: str) -> TableReading:
    """Return what is told of a table; without a reason it was read."""
    rows = (table.header.rows[0] + 1, table.header.end)
    return TableReading(
        sheet=table.grid.name,
        rows=rows,
        kind=table.header.kind,
        data=len(table.rows.data),
        read=not reason,
        reason=reason,
    )


def _foreign(sheet: SheetLayout) -> list[TableReading]:
    return [
        TableReading(
            sheet=sheet.grid.name,
            rows=(table.row + 1, table.end),
            kind=table.kind,
            data=table.end - table.row - 1,
            read=False,
            reason="other-kind",
        )
        for table in sheet.foreign
    ]


def _whole(grid: Grid, reason: str) -> TableReading:
    return TableReading(sheet=grid.name, rows=(0, 0), kind="", data=len(grid.cells), read=False, reason=reason)


def _no_header(
    path: Path,
    opened: Sequence[tuple[SheetLayout, list[SheetTable], list[Question]]],
    criteria_set: CriteriaSet,
) -> InputFileError:
    for _sheet, tables, _questions in opened:
        for table in tables:
            kind, keys = table.header.kind, set(table.columns.keys.values())
            missing = [key for key in sorted(REQUIRED.get(kind, set())) if key not in keys]
            if kind != "agencies" and not keys & {"code", "unit_name"}:
                return InputFileError(
                    msg("No column of the sheet {sheet} says which commune a row is about.", sheet=table.grid.name),
                    where=path.name,
                    fix=msg("Add a column named {name}, or use the template.", name=UNIT_NAME_HEADING),
                )
            if missing:
                heading = layout(kind, criteria_set).column(missing[0]).heading
                return InputFileError(
                    msg("The sheet {sheet} has no column “{heading}”.", sheet=table.grid.name, heading=heading),
                    where=path.name,
                    fix=msg("Add a column named {name}, or use the template.", name=heading),
                )
    return InputFileError(
        msg("No sheet has a header we know: neither single criteria or indicators, nor hamlets, recognitions, "
            "attributes or agencies."),
        where=path.name,
        fix=msg("A count of criteria alone is not enough: use the template, or name the columns after the criteria."),
    )  # fmt: skip


def noted_kind(grids: tuple[Grid, ...]) -> str:
    """Return the kind of data a template of ours says it is for; empty for every other file."""
    return notes_of(grids).get("kind", "")


def notes_of(grids: tuple[Grid, ...]) -> dict[str, str]:
    """Return what a template of ours says about itself."""
    for grid in grids:
        if grid.name == _NOTES_SHEET and grid.cells.shape[1] > 1:
            return {shown(row[0]): shown(row[1]) for row in grid.cells}
    return {}


def year_of(file: SheetFile, sheet_question: SheetQuestion, choices: Choices) -> tuple[FigureYear, list[TableTime]]:
    """Return the year of the figures, and what each table says of its time; registers have none."""
    if file.kind not in YEARLY:
        return FigureYear(year=None, text="", questions=(), plan=False), []
    times = [
        time_of(table, titles, latest=choices.latest) for table, titles in zip(file.tables, file.titles, strict=True)
    ]
    year = find_year(
        times,
        noted=notes_of(file.grids).get("period", ""),
        file_name=file.path.stem,
        chosen=sheet_question.period,
        answers=choices.answers,
        latest=choices.latest,
        blocks_open=any(question.key == "block" and question.open for question in file.questions),
    )
    return year, times


def keep_year(file: SheetFile, times: Sequence[TableTime], year: int | None) -> None:
    """Leave out tables that speak of other years only, when others speak of the one that was chosen."""
    speaking = [year in time.years for time in times]
    if year is None or not any(speaking):
        return
    stored = [speaks or not time.years for speaks, time in zip(speaking, times, strict=True)]
    file.not_read += [
        read_table(table, "other-year") for table, keep in zip(file.tables, stored, strict=True) if not keep
    ]
    file.titles = [titles for titles, keep in zip(file.titles, stored, strict=True) if keep]
    file.tables = [table for table, keep in zip(file.tables, stored, strict=True) if keep]


def name_districts(file: SheetFile, words: UnitWords) -> None:
    """Give each table the one district its titles and the name of its sheet agree on."""
    for number, table in enumerate(file.tables):
        titles = [title for title in file.titles[number] if not _ADDRESSED.match(plain(title))]
        named = {name for title in titles for name in words.districts_in(title)}
        named |= {name for name in [words.district(table.grid.name)] if name}
        file.tables[number] = replace(table, district=next(iter(named)) if len(named) == 1 else "")


def without_repeats(
    file: SheetFile,
    lines: pd.DataFrame,
    values: pd.DataFrame,
    gazetteer: pd.DataFrame,
    remembered: Mapping[str, str],
) -> tuple[pd.DataFrame, pd.DataFrame, frozenset[int]]:
    """Take out rows of one table that say the same as rows of another, as a summary sheet beside those of districts."""
    if len(file.tables) < 2 or file.kind not in YEARLY:  # noqa: PLR2004 - nothing to repeat
        return lines, values, frozenset()
    codes = match(lines, gazetteer, remembered=remembered, once=False).frame["code"]
    words = values.to_dict("index")
    seen: dict[str, int] = {}
    out: set[int] = set()
    for row in lines.index:
        code = codes[row]
        if not code:
            continue
        first = seen.setdefault(code, int(row))
        if first != row and _says_no_more(words[row], words[first]):
            out.add(int(row))
        elif first != row and _says_no_more(words[first], words[row]):
            out.add(first)
            seen[code] = int(row)
    rows = [row for row in lines.index if row not in out]
    return lines.loc[rows], values.loc[rows], frozenset(out)


def _says_no_more(row: Mapping[Any, Any], other: Mapping[Any, Any]) -> bool:
    """Return whether a row says nothing that another one does not."""
    return all(other.get(key) == value for key, value in row.items() if value is not None and key not in UNIT_KEYS)
