"""The tables of one sheet ready to be read: turned where criteria stand below each other, columns and rows known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from ntm_geo.errors import msg
from ntm_geo.intake.sheets.cells.cells import shown
from ntm_geo.intake.sheets.cells.headings import vocabulary
from ntm_geo.intake.sheets.cells.questions import LEAVE, TAKE, Option, Question, ask
from ntm_geo.intake.sheets.cells.sheet_kinds import sheet_kinds
from ntm_geo.intake.sheets.tables.column_choice import choose_columns
from ntm_geo.intake.sheets.tables.header import LOOKED_AT
from ntm_geo.intake.sheets.tables.not_met import read_together
from ntm_geo.intake.sheets.tables.row_choice import choose_rows
from ntm_geo.intake.sheets.tables.sheet_rows import names_unit, tell_rows
from ntm_geo.intake.sheets.tables.sheet_values import SheetTable, offset_of
from ntm_geo.intake.sheets.tables.table_split import find_tables

if TYPE_CHECKING:
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.intake.sheets.cells.sheet_kinds import SheetKind
    from ntm_geo.intake.sheets.cells.unit_words import UnitWords
    from ntm_geo.intake.sheets.tables.column_choice import Choices, Columns
    from ntm_geo.intake.sheets.tables.grid import Grid
    from ntm_geo.intake.sheets.tables.header import Header
    from ntm_geo.intake.sheets.tables.table_split import ForeignTable

_LEAST_DOWN: Final = 3
_LOOKED_DOWN: Final = 150
HIDDEN_ROWS: Final = "hidden-rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """A sheet and the tables found on it."""

    grid: Grid
    """As its tables are read: turned or not."""
    headers: tuple[Header, ...]
    foreign: tuple[ForeignTable, ...]
    titles: tuple[str, ...] = ()
    """Texts that were taken out before a sheet was turned."""


def lay_out(
    grid: Grid,
    criteria_set: CriteriaSet,
    words: UnitWords,
    *,
    kind: str = "",
    rows: tuple[int, int] | None = None,
) -> SheetLayout:
    """Find the tables of a sheet, with its criteria across or down.

    Parameters
    ----------
    grid : the sheet.
    criteria_set : whose criteria and indicators may be columns.
    words : names and codes of the units.
    kind : kind of sheet when it is known.
    rows : first and last row of the header where a person chose them, counted from 0.
    """
    headers, foreign = find_tables(grid, criteria_set, words, kind=kind, rows=rows)
    if rows is not None or (headers and headers[0].template):
        return SheetLayout(grid=grid, headers=headers, foreign=foreign)
    turned = _turned(grid, criteria_set, words, kind, headers)
    if turned is None:
        return SheetLayout(grid=grid, headers=headers, foreign=foreign)
    grid, titles = turned
    headers, foreign = find_tables(grid, criteria_set, words, kind=kind)
    return SheetLayout(grid=grid, headers=headers, foreign=foreign, titles=titles)


def _turned(
    grid: Grid, criteria_set: CriteriaSet, words: UnitWords, kind: str, headers: tuple[Header, ...]
) -> tuple[Grid, tuple[str, ...]] | None:
    """Return the sheet with rows and columns exchanged when its criteria stand below each other."""
    across = len({use.key for header in headers[:1] for use in header.uses if use.key and use.sure})
    rows = grid.cells[:_LOOKED_DOWN].tolist()
    down = 0
    kinds: tuple[SheetKind, ...] = ("results", "scores")
    for candidate in kinds:
        if kind in {"", candidate} and candidate in sheet_kinds(criteria_set):
            known = vocabulary(candidate, criteria_set)
            down = max(down, _most_down(rows, known.read, known.codes))
    named = [sum(1 for value in row if words.unit(value)) for row in rows[:LOOKED_AT]]
    if down < _LEAST_DOWN or down <= across or not any(named):
        return None
    unit_row = max(range(len(named)), key=lambda number: (named[number], -number))
    if across > 0:
        below = Counter(
            index for row in rows for index, value in enumerate(row) if isinstance(value, str) and words.unit(value)
        )
        if max(below.values(), default=0) > max(named[unit_row], 1):
            return None
    cells = grid.cells.copy()
    titles: list[str] = []
    for number in range(unit_row):
        texts = dict.fromkeys(shown(value) for value in cells[number] if value is not None)
        if len(texts) == 1 and not words.district(next(iter(texts))):
            titles += texts
            cells[number] = None
    merged = tuple(part for part in grid.merged if part[0] >= unit_row or cells[part[0], part[1]] is not None)
    return replace(grid, cells=cells, merged=merged).transposed(), tuple(titles)


def _most_down(rows: list[list[object]], read: object, codes: list[str]) -> int:
    """Return how many different criteria stand in the column that holds most of them."""
    most = 0
    for position in range(max(map(len, rows), default=0)):
        keys = set()
        for row in rows:
            value = row[position]
            meaning = read(value) if isinstance(value, str) else None  # type: ignore[operator]
            if meaning is not None and meaning.key in codes:
                keys.add(meaning.key)
        most = max(most, len(keys))
    return most


def open_tables(
    layout: SheetLayout, words: UnitWords, choices: Choices, *, first: int
) -> tuple[list[SheetTable], list[Question]]:
    """Return the tables of a sheet with their columns and rows, and what they leave open.

    Parameters
    ----------
    layout : from `lay_out`.
    words : names and codes of the units.
    choices : of a person.
    first : number of the first of them among the tables of the file.
    """
    tables: list[SheetTable] = []
    questions: list[Question] = []
    for number, header in enumerate(layout.headers):
        columns = choose_columns(layout.grid, header, words, choices)
        grid = _filled(layout.grid, header, columns, words)
        grid, columns, other_rows, about_rows = choose_rows(grid, header, columns, choices)
        grid, about_marks = read_together(grid, header, columns, partial(names_unit, columns, words), choices.answers)
        take = choices.answers.get(HIDDEN_ROWS) == TAKE
        rows = tell_rows(grid, header, columns, words, take_hidden=take, left_out=other_rows)
        questions += (*columns.questions, *about_rows, *about_marks)
        if rows.hidden or (take and any(row.row in grid.marks.hidden_rows for row in rows.data)):
            questions.append(_ask_hidden(len(rows.hidden), choices.answers))
        tables.append(
            SheetTable(grid=grid, header=header, columns=columns, rows=rows, offset=offset_of(first + number))
        )
    return tables, questions


def _ask_hidden(count: int, answers: Mapping[str, str]) -> Question:
    return ask(
        HIDDEN_ROWS,
        msg("{count} hidden rows hold data. Are they read?", count=count)
        if count
        else msg("Hidden rows hold data. Are they read?"),
        (Option(value=LEAVE, label=msg("Leave them out")), Option(value=TAKE, label=msg("Read them"))),
        answers,
    )


def _filled(grid: Grid, header: Header, columns: Columns, words: UnitWords) -> Grid:
    """Return the sheet with merged cells holding for all rows of a table, and for all columns of a row about a unit."""
    parts = [part for part in grid.merged if header.rows[-1] < part[0] < header.end]
    if not parts:
        return grid
    cells = grid.cells.copy()
    percent = set(grid.marks.percent)
    height, width = cells.shape
    unit = columns.place("unit_name")
    for top, left, bottom, right in parts:
        if left >= width:
            continue
        across = right > left and unit is not None and left > unit and words.unit(cells[top, unit])
        last = min(right, width - 1) if across else left
        if right > left and not across:
            continue
        for row in range(top, min(bottom, height - 1) + 1):
            for position in range(left, last + 1):
                cells[row, position] = cells[top, left]
                if (top, left) in percent:
                    percent.add((row, position))
    return replace(grid, cells=cells, marks=replace(grid.marks, percent=frozenset(percent)))
