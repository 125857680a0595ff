"""Columns in which a mark says that a criterion is not met: beside one that says met, or alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import msg
from ntm_geo.intake.sheets.cells.cells import shown
from ntm_geo.intake.sheets.cells.flag_marks import plain_marks, says_both, says_not_met, sign_of
from ntm_geo.intake.sheets.cells.layouts import UNIT_KEYS
from ntm_geo.intake.sheets.cells.questions import MET, NOT_MET, Option, Question, ask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ntm_geo.intake.sheets.tables.column_choice import Columns
    from ntm_geo.intake.sheets.tables.grid import Grid
    from ntm_geo.intake.sheets.tables.header import Header

REST_MET: Final = "rest-met"
"""Answer that a mark means not met and an empty cell met."""
KEY: Final = "not-met-columns"
_TITLE: Final = re.compile(r"\b(?:tieu chi|tc) (?:con )?(?:(?:chua|khong) (?:dat|hoan thanh)|thieu)\b")
_NOTE: Final = re.compile(r"\b(?:dau|danh dau|ky hieu|tich)\b.*\b(?:chua|khong) (?:dat|hoan thanh)\b")
_SHORTEST_NOTE: Final = 12
_MEANINGS: Final = plain_marks()


def _lists_not_met(title: str) -> bool:
    """Return whether a title says that the table lists what is not met, and nothing of what is."""
    return bool(_TITLE.search(match_key(title))) and not says_both(title)


def _says_so_of_marks(note: str) -> bool:
    """Return whether a note says that marks are put where a criterion is not met, and of no other mark."""
    if len(note) < _SHORTEST_NOTE:
        return False
    words = match_key(note)
    return bool(_NOTE.search(words)) and says_not_met(note) and not says_both(note)


def read_together(
    grid: Grid,
    header: Header,
    columns: Columns,
    names_unit: Callable[[Sequence[Any]], bool],
    answers: Mapping[str, str],
) -> tuple[Grid, tuple[Question, ...]]:
    """Return the sheet with marks for "not met" written as such, and what has to be asked about them.

    Parameters
    ----------
    grid, header, columns : a table, its columns chosen.
    names_unit : whether a row is about a unit of the list.
    answers : of a person.
    """
    below = [
        row for row in range(header.rows[-1] + 1, header.end)
        if row not in header.repeated and names_unit(grid.cells[row])
    ]  # fmt: skip
    alone = _alone(grid, header, columns)
    question = _ask(alone[1], answers) if alone[0] else None
    inverted = question is not None and question.answer in {NOT_MET, REST_MET}
    if not below or not (columns.paired or inverted):
        return grid, (question,) if question else ()
    cells = grid.cells.copy()
    for row in below:
        for met, rest in columns.paired.items():
            cells[row, met] = _of_two(cells[row, met], cells[row, rest])
        for position in alone[0] if inverted else ():
            cells[row, position] = _turned(cells[row, position], rest_met=question.answer == REST_MET)  # type: ignore[union-attr]
    return replace(grid, cells=cells), (question,) if question else ()


def _alone(grid: Grid, header: Header, columns: Columns) -> tuple[list[int], str]:
    """Return the columns of criteria that stand under words for "not met" alone, and these words."""
    if header.kind != "results" or header.template:
        return [], ""
    criteria_columns = [
        label for label, key in columns.keys.items() if key not in UNIT_KEYS and not key.startswith("*")
    ]
    under = [
        position
        for position in criteria_columns
        if position not in columns.paired and says_not_met(columns.headings[position])
    ]
    if under:
        return under, columns.headings[under[0]]
    above = [value for row in grid.cells[header.top : header.rows[0]].tolist() for value in row]
    everywhere = [value for row in grid.cells.tolist() for value in row if isinstance(value, str)]
    title = next((shown(value) for value in above if _lists_not_met(shown(value))), "") or next(
        (text for text in everywhere if _says_so_of_marks(text)), ""
    )
    return ([position for position in criteria_columns if position not in columns.paired], title) if title else ([], "")


def _ask(heading: str, answers: Mapping[str, str]) -> Question:
    words = " ".join(heading.split())
    return ask(
        KEY,
        msg("“{heading}” speaks of what is not met. What does a mark mean?", heading=words),
        (Option(value=NOT_MET, label=msg("Not met; an empty cell says nothing")),
         Option(value=REST_MET, label=msg("Not met; an empty cell means met")),
         Option(value=MET, label=msg("Met"))),
        answers,
    )  # fmt: skip


def _of_two(met: Any, rest: Any) -> Any:
    """Return what a cell for "met" and one for "not met" say together; both filled stand beside each other."""
    if rest is None or _MEANINGS.get(sign_of(rest)) is False:
        return met
    if met is None or _MEANINGS.get(sign_of(met)) is False:
        return "0" if _MEANINGS.get(sign_of(rest)) else rest
    return f"{shown(met)} | {shown(rest)}"


def _turned(value: Any, *, rest_met: bool) -> Any:
    if value is None:
        return "1" if rest_met else None
    meaning = _MEANINGS.get(sign_of(value))
    return value if meaning is None else "0" if meaning else "1"
