"""What people said the columns of sheets are: kept with a sheet, used for the next, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ntm_geo.boundaries.names import match_key
from ntm_geo.intake.sheets.cells.layouts import layout
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES, sheet_kinds
from ntm_geo.store.column_choices import ColumnChoice, forget_columns, remember_columns, remembered_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.intake.sheets.reading import ColumnLeft, ColumnReading, Reading
    from ntm_geo.workspace.workspace import Workspace

_BY_SET: Final = SCORES | {"results", "hamlet_results"}
"""Kinds whose columns are criteria or indicators of one set: the same number means another thing in another set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedColumn:
    """A column of a file that is read, or not read, as it was chosen for an earlier one."""

    sheet: str
    letter: str
    heading: str
    title: str
    """Heading of the column it is taken for; empty when it is not read."""
    choice: ColumnChoice


def known_columns(workspace: Workspace, law: CriteriaSet) -> dict[tuple[str, str], str]:
    """Return what columns were said to be: kind and heading to the key, where the layout still has it."""
    known: dict[tuple[str, str], str] = {}
    for kind in sheet_kinds(law):
        choices = remembered_columns(workspace.store, _set_of(kind, law), kind)
        keys = {"", *(column.key for column in layout(kind, law).columns)} if choices else set()
        known |= {(kind, heading): choice.key for heading, choice in choices.items() if choice.key in keys}
    return known


def remembered_in(workspace: Workspace, reading: Reading, kind: str, law: CriteriaSet) -> tuple[RememberedColumn, ...]:
    """Return the columns of a file that are read, or not, as chosen before; with who chose it and when."""
    choices = remembered_columns(workspace.store, _set_of(kind, law), kind)
    result: list[tuple[ColumnReading | ColumnLeft, str]] = []
    result += [(column, column.title or column.key) for column in reading.columns if column.remembered]
    result += [(column, "") for column in reading.left if column.reason == "remembered"]
    return tuple(
        RememberedColumn(
            sheet=column.sheet,
            letter=column.letter,
            heading=column.heading,
            title=title,
            choice=choices[match_key(column.heading)],
        )
        for column, title in result
        if match_key(column.heading) in choices
    )


def keep_columns(
    workspace: Workspace,
    reading: Reading,
    columns: Sequence[tuple[str, str]],
    *,
    kind: str,
    law: CriteriaSet,
    by: str,
) -> None:
    """Remember what a person chose for the columns of a file that is kept.

    A heading that stands over several columns of a sheet, or was taken for different things, is not remembered; what
    was remembered of other columns and is now chosen for another one is forgotten.

    Parameters
    ----------
    workspace : of the door.
    reading : what was made of the file.
    columns : place of a column (``E``, or ``Sheet!E``) and the key chosen, empty for one that is not read.
    kind, law : of the sheet, and the set whose columns it has.
    by : who chose.
    """
    if not columns:
        return
    headings = _headings(reading)
    words: dict[str, set[str]] = {}
    for position, key in columns:
        sheet, _mark, letter = position.rpartition("!")
        for (name, column), heading in headings.items():
            if column == letter and sheet in {"", name}:
                words.setdefault(heading, set()).add(key)
    several = {
        heading
        for sheet in {name for name, _letter in headings}
        for heading, count in _times(headings, sheet).items()
        if count > 1
    }
    choices = {
        heading: next(iter(keys))
        for heading, keys in words.items()
        if heading and len(keys) == 1 and heading not in several
    }
    before = remembered_columns(workspace.store, _set_of(kind, law), kind)
    taken = {key for _place, key in columns if key}
    overtaken = [
        heading
        for heading in set(headings.values()) - set(choices)
        if heading in before and (before[heading].key in taken or heading in words)
    ]
    forget_columns(workspace.store, _set_of(kind, law), kind, sorted(overtaken), by=by)
    remember_columns(workspace.store, _set_of(kind, law), kind, choices, by=by)


def forget_column(workspace: Workspace, heading: str, *, kind: str, law: CriteriaSet, by: str) -> None:
    """Take back what a column under a heading was said to be."""
    forget_columns(workspace.store, _set_of(kind, law), kind, [match_key(heading)], by=by)


def _set_of(kind: str, law: CriteriaSet) -> str:
    return law.key if kind in _BY_SET else ""


def _headings(reading: Reading) -> dict[tuple[str, str], str]:
    """Return the heading of each column of a file by sheet and letter."""
    every: tuple[ColumnReading | ColumnLeft, ...] = (*reading.columns, *reading.left)
    return {(column.sheet, column.letter): match_key(column.heading) for column in every}


def _times(headings: Mapping[tuple[str, str], str], sheet: str) -> dict[str, int]:
    of_sheet = [heading for (name, _letter), heading in headings.items() if name == sheet]
    return {heading: of_sheet.count(heading) for heading in of_sheet}
