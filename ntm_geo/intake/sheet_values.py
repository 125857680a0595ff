"""Read the cells of a sheet column by column; every problem is kept with its address, none hides another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from ntm_geo.errors import Message, msg
from ntm_geo.intake.cells import Parsed, Rules, parse, shown
from ntm_geo.intake.layouts import UNIT_KEYS
from ntm_geo.intake.problems import CellProblem, address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ntm_geo.intake.grid import Grid
    from ntm_geo.intake.header import Header
    from ntm_geo.intake.layouts import Column, Layout


@dataclass(slots=True)
class Problems:
    """Gathers what is wrong in one sheet; rows with an error are not taken."""

    grid: Grid
    header: Header
    found: list[CellProblem] = field(default_factory=list)
    bad_rows: set[int] = field(default_factory=set)

    def add(
        self,
        row: int,
        column: int | None,
        kind: str,
        what: Message,
        expected: Message,
        *,
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        """Add a problem of a cell; without a column it is that of the row's first cell."""
        place = column or 0
        inside = row < len(self.grid.cells) and place < self.grid.cells.shape[1]
        value = shown(self.grid.cells[row, place]) if inside else ""
        self.found.append(
            CellProblem(
                sheet=self.grid.name,
                cell=address(row, place),
                value=value,
                what=what,
                expected=expected,
                severity=severity,
                kind=kind,
            ),
        )
        if severity == "error":
            self.bad_rows.add(row)

    def in_order(self) -> tuple[CellProblem, ...]:
        """Return the problems from top to bottom, from left to right."""
        return tuple(
            sorted(self.found, key=lambda one: (int("".join(filter(str.isdigit, one.cell))), len(one.cell), one.cell))
        )


def read_values(about: Layout, rows: Sequence[int], rules: Rules, problems: Problems) -> pd.DataFrame:
    """Return the values of the layout's columns the sheet has: one row per data row, indexed by row number.

    Parameters
    ----------
    about : layout of its kind.
    rows : numbers of the data rows.
    rules : what cells are read against.
    problems : where problems go; knows the sheet and its header.
    """
    grid, header = problems.grid, problems.header
    columns = {column.key: column for column in about.columns}
    found: dict[str, list[Any]] = {}
    for place, key in header.columns.items():
        if key in columns:
            found[key] = _column(grid, place, columns[key], rows, rules, problems)
    frame = pd.DataFrame(found, index=pd.Index(list(rows), dtype="int64"), dtype=object)
    _flag_lost_cells(set(columns), frame.index, problems)
    for key, column in columns.items():
        if column.required and key in frame and key not in UNIT_KEYS:
            _require(frame[key], header.place(key), column, problems)
    return frame


def extra_values(key: str, rows: Iterable[int], problems: Problems) -> dict[int, Any]:
    """Return the cells of a column that is no part of the table, by row; empty when the sheet does not have it."""
    place = problems.header.place(key)
    return {} if place is None else {row: problems.grid.cells[row, place] for row in rows}


def _column(grid: Grid, place: int, column: Column, rows: Sequence[int], rules: Rules, problems: Problems) -> list[Any]:
    """Read one column; equal cells are read once."""
    known: dict[tuple[type, Any, bool], Parsed] = {}
    values: list[Any] = []
    for row in rows:
        value = grid.cells[row, place]
        if value is None:
            values.append(None)
            continue
        key = (type(value), value, (row, place) in grid.marks.percent)
        if key not in known:
            known[key] = parse(column, value, rules, shown_as_percent=key[2])
        parsed = known[key]
        values.append(parsed.value)
        if parsed.kind and parsed.what and parsed.expected:
            severity: Literal["error", "warning"] = "warning" if parsed.doubt else "error"
            problems.add(row, place, parsed.kind, parsed.what, parsed.expected, severity=severity)
    return values


def _flag_lost_cells(keys: set[str], rows: Iterable[int], problems: Problems) -> None:
    """Report cells whose value the file does not hold: broken formulas and formulas never computed."""
    wanted = set(rows)
    places = {place for place, key in problems.header.columns.items() if key in keys}
    for row, place in sorted(problems.grid.marks.errors):
        if row in wanted and place in places:
            what = msg("The formula gives an error.")
            problems.add(row, place, "cell-error", what, msg("A value, or a formula that gives one."))
    for row, place in sorted(problems.grid.marks.unfinished):
        if row in wanted and place in places and problems.grid.cells[row, place] is None:
            what = msg("The formula was never computed.")
            problems.add(row, place, "formula-empty", what, msg("Open the file in a spreadsheet program and save it."))


def _require(values: pd.Series, place: int | None, column: Column, problems: Problems) -> None:
    flagged = {one.cell for one in problems.found}
    for row in values.index[values.isna()]:
        if address(int(row), place or 0) not in flagged:
            what = msg("{column} is missing.", column=column.heading)
            problems.add(int(row), place, "required-missing", what, msg("Every row needs it."))
