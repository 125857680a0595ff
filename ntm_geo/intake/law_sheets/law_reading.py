"""The workbook of a criteria set read again: its lines, and what is wrong with its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.criteria.law_columns import column_headings, from_columns
from ntm_geo.criteria.law_lines import law_lines
from ntm_geo.errors import InputFileError, msg
from ntm_geo.intake.law_sheets.law_workbook import NOTES_SHEET
from ntm_geo.intake.sheets.cells.lost import Lost
from ntm_geo.intake.sheets.tables.grid import Grid, read_grids
from ntm_geo.records.law_editions import shipped_set
from ntm_geo.tables.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.workspace.workspace import Workspace

_NEEDED: Final = frozenset({"code", "name"})
_MOST_HEADING_ROWS: Final = 12
_PERCENT: Final = 100
_DECIMALS: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class LawSheet:
    """What a workbook holds."""

    criteria_set: str
    """Key of the set it is of."""
    lines: pd.DataFrame
    """``tables.LawLines`` of the rows that could be read."""
    findings: tuple[Finding, ...]
    place_of: Callable[[int, str], str]
    """Row of ``lines`` and column to the cell it stands in."""


def is_law_workbook(path: Path) -> bool:
    """Return whether a spreadsheet is the workbook of a criteria set; InputFileError where it cannot be read."""
    return bool(_set_key(read_grids(path)))


def read_law_workbook(workspace: Workspace, path: Path, *, criteria_set: str = "") -> LawSheet:
    """Read the workbook of a set.

    Parameters
    ----------
    workspace : of the door.
    path : of an ``xlsx`` written by `law_workbook`, or of a sheet with its headings in any order.
    criteria_set : key of the set, for a sheet that does not say itself.

    Raises
    ------
    InputFileError
        The file cannot be read, does not say which set it is of, or has no line of headings.
    LawError
        There is no such set.
    """
    grids = read_grids(path)
    key = _set_key(grids) or criteria_set
    if not key:
        raise InputFileError(
            msg("The file does not say which criteria set it is of."),
            where=path.name,
            fix=msg("Choose the set, or download its workbook here and fill that in."),
        )
    law = shipped_set(workspace, key)
    grid, row, columns = _head(law, grids, path, workspace)
    body = grid.cells[row + 1 :]
    frame = pd.DataFrame({column: body[:, position] for column, position in columns.items()}, dtype="object")
    lost = frame.map(lambda cell: isinstance(cell, Lost))
    frame = frame.mask(lost, None)
    _undo_percent(frame, grid, row + 1, columns)

    def cell(number: int, column: str) -> str:
        return f"{grid.name}!{grid.address(row + 1 + number, columns.get(_column(column, columns), 0))}"

    lines, findings = from_columns(law, frame, cell)
    what = msg("This cell holds an error or a formula that was never computed.")
    findings += [
        Finding(severity="error", kind="lost", place=cell(number, column), what=what)
        for column in columns
        for number, is_lost in enumerate(lost[column])
        if is_lost
    ]
    numbers = list(lines.index)

    def place_of(number: int, column: str) -> str:
        return cell(int(numbers[number]), column)

    return LawSheet(criteria_set=key, lines=lines.reset_index(drop=True), findings=tuple(findings), place_of=place_of)


def _undo_percent(frame: pd.DataFrame, grid: Grid, first: int, columns: dict[str, int]) -> None:
    """Turn figures of cells shown as percent into what is seen: 0.9 is a level of 90, in place."""
    for column, position in columns.items():
        for number, value in enumerate(frame[column]):
            if isinstance(value, int | float) and (first + number, position) in grid.marks.percent:
                frame.loc[number, column] = round(value * _PERCENT, _DECIMALS)


def _column(column: str, columns: dict[str, int]) -> str:
    """Return the column of the sheet a column of the lines stands in: levels stand in several."""
    if column in columns:
        return column
    return next((name for name in ("level", *columns) if name in columns and name.startswith(("level", "="))), "code")


def _set_key(grids: Sequence[Grid]) -> str:
    for grid in grids:
        if grid.name == NOTES_SHEET and grid.cells.shape[1] > 1:
            notes = {str(row[0]): str(row[1]) for row in grid.cells}
            return notes.get("criteria_set", "") if notes.get("kind") == "law" else ""
    return ""


def _head(
    law: CriteriaSet, grids: Sequence[Grid], path: Path, workspace: Workspace
) -> tuple[Grid, int, dict[str, int]]:
    """Return the sheet, its last row of headings, and the position of each column."""
    headings = column_headings(law, law_lines(law, workspace.shipped_law.departments))
    known = {**{column.casefold(): column for column in headings}, **_by_name(headings)}
    best: tuple[Grid, int, dict[str, int]] | None = None
    for grid in (grid for grid in grids if grid.name != NOTES_SHEET):
        for row, line in enumerate(grid.cells[:_MOST_HEADING_ROWS]):
            names = [known.get(" ".join(str(cell or "").casefold().split()), "") for cell in line]
            columns = {name: position for position, name in enumerate(names) if name}
            if columns.keys() >= _NEEDED and (best is None or len(columns) >= len(best[2])):
                best = grid, row, columns
    if best is None:
        raise InputFileError(
            msg("No line has the headings {names}.", names=", ".join(headings[name] for name in sorted(_NEEDED))),
            where=path.name,
            fix=msg("Download the workbook of the set here and fill that in."),
        )
    return best


def _by_name(headings: dict[str, str]) -> dict[str, str]:
    return {" ".join(name.casefold().split()): column for column, name in headings.items()}
