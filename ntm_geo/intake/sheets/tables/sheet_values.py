"""Read the cells of the tables of a file column by column; every problem keeps its address, none hides another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd

from ntm_geo.errors import Message, msg
from ntm_geo.intake.guards.problems import CellProblem
from ntm_geo.intake.sheets.cells.cells import Parsed, Rules, parse, shown
from ntm_geo.intake.sheets.cells.layouts import UNIT_KEYS
from ntm_geo.intake.sheets.tables.grid import MAX_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ntm_geo.intake.sheets.cells.column_rule import ColumnRule
    from ntm_geo.intake.sheets.cells.layouts import Column, Layout
    from ntm_geo.intake.sheets.tables.column_choice import Columns
    from ntm_geo.intake.sheets.tables.grid import Grid
    from ntm_geo.intake.sheets.tables.header import Header
    from ntm_geo.intake.sheets.tables.sheet_rows import SheetRows

Severity = Literal["error", "warning"]
_FIRST: Final = ("unit_name", "name", "code")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """One table of one sheet: its cells, merged ones filled downwards, its columns and its rows."""

    grid: Grid
    header: Header
    columns: Columns
    rows: SheetRows
    offset: int
    """What is added to a row of the sheet to number it among the rows of all tables of the file."""
    district: str = ""
    """District that a title or the name of the sheet says its rows are of."""

    @property
    def data(self) -> list[int]:
        """Numbers of the data rows among the rows of all tables, those that only name a unit left out."""
        return [self.offset + row for row in self.data_rows]

    @property
    def data_rows(self) -> list[int]:
        """The same as numbers of rows of the sheet."""
        roles = self.rows.roles
        return [row.row for row in self.rows.data if roles[row.row] == "data"]

    def cells(self, count: int) -> list[Any]:
        """Return the cells of a column in `data_rows`."""
        return self.grid.cells[self.data_rows, count].tolist()  # type: ignore[no-any-return]

    @property
    def known_rows(self) -> list[int]:
        """Those of ``data_rows`` that name a unit of the list."""
        return [row.row for row in self.rows.data if row.known and self.rows.roles[row.row] == "data"]


def offset_of(number: int) -> int:
    """Return the offset of the rows of a table from its number among the tables of a file."""
    return number * MAX_ROWS


@dataclass(slots=True)
class Problems:
    """Gathers what is wrong in the tables of one file; rows with an error are not taken."""

    tables: Sequence[SheetTable]
    found: list[CellProblem] = field(default_factory=list)
    bad_rows: set[int] = field(default_factory=set)

    def table(self, row: int) -> tuple[SheetTable, int]:
        """Return the table a row of the file belongs to, and its number in its sheet."""
        number, inside = divmod(row, MAX_ROWS)
        return self.tables[number], inside

    def said_row(self, row: int) -> str:
        """Return a row as a person finds it."""
        table, inside = self.table(row)
        number = table.grid.address(inside, 0).lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if table.grid.turned:
            number = table.grid.address(inside, 0).rstrip("0123456789")
        return number if len({table.grid.name for table in self.tables}) == 1 else f"{table.grid.name}!{number}"

    def add(
        self, row: int, key: str | None, kind: str, what: Message, expected: Message, *, severity: Severity = "error"
    ) -> None:
        """Add a problem of the cell of a column; without a column it is that of the cell that names the row."""
        table, inside = self.table(row)
        places = [table.columns.place(name) for name in ((key,) if key else ()) + _FIRST]
        position = next((commune for commune in places if commune is not None), 0)
        self.add_at(table, inside, position, kind, what, expected, severity=severity)

    def add_at(  # noqa: PLR0913 - a place and what is wrong there
        self,
        table: SheetTable,
        inside: int,
        count: int,
        kind: str,
        what: Message,
        expected: Message,
        *,
        severity: Severity = "error",
    ) -> None:
        """Add a problem of a cell of a table by its row and position."""
        height, width = table.grid.cells.shape
        value = shown(table.grid.cells[inside, count]) if inside < height and count < width else ""
        self.found.append(
            CellProblem(
                sheet=table.grid.name,
                cell=table.grid.address(inside, count),
                value=value,
                what=what,
                expected=expected,
                severity=severity,
                kind=kind,
            ),
        )
        if severity == "error":
            self.bad_rows.add(table.offset + inside)

    def in_order(self) -> tuple[CellProblem, ...]:
        """Return the problems sheet by sheet, from top to bottom, from left to right."""
        sheets = {name: index for index, name in enumerate(dict.fromkeys(table.grid.name for table in self.tables))}
        return tuple(
            sorted(
                self.found,
                key=lambda value: (
                    sheets.get(value.sheet, 0),
                    int("".join(filter(str.isdigit, value.cell)) or 0),
                    len(value.cell),
                    value.cell,
                ),
            )
        )


def read_values(
    about: Layout, rules: Rules, problems: Problems, column_rules: Mapping[int, Mapping[str, ColumnRule]]
) -> pd.DataFrame:
    """Return the values of the layout's columns the tables have: one row per data row, numbered as `SheetTable.data`.

    Parameters
    ----------
    about : layout of their kind.
    rules : what cells are read against.
    problems : where problems go; knows the tables.
    column_rules : by number of the table, how the cells of single columns are turned.
    """
    columns = {column.key: column for column in about.columns}
    frames = []
    for number, table in enumerate(problems.tables):
        table_rules = replace(rules, columns=column_rules.get(number, {}))
        columns_by_key = {
            key: _column(table, label, columns[key], table_rules, problems)
            for label, key in table.columns.keys.items()
            if key in columns and not (key in table_rules.columns and table_rules.columns[key].left_out)
        }
        frames.append(pd.DataFrame(columns_by_key, index=pd.Index(table.data, dtype="int64"), dtype=object))
    frame = pd.concat(frames) if len(frames) > 1 else frames[0]
    frame = frame.astype(object).where(frame.notna(), None)
    flagged = {(item.sheet, item.cell) for item in problems.found}
    for key, column in columns.items():
        if column.required and key in frame and key not in UNIT_KEYS:
            _require(frame[key], column, problems, flagged)
    return frame


def extra_values(key: str, rows: Iterable[int], problems: Problems) -> dict[int, Any]:
    """Return the cells of a column that is no part of the table, by row; empty where no table has it."""
    result = {}
    for row in rows:
        table, inside = problems.table(row)
        commune = table.columns.place(key)
        if commune is not None:
            result[row] = table.grid.cells[inside, commune]
    return result


def _column(table: SheetTable, count: int, column: Column, rules: Rules, problems: Problems) -> list[Any]:
    """Read one column; equal cells are read once."""
    known: dict[tuple[type, Any, bool], Parsed] = {}
    values: list[Any] = []
    percent = table.grid.marks.percent
    for row, value in zip(table.data_rows, table.cells(count), strict=True):
        if value is None:
            values.append(None)
            continue
        key = (type(value), value, bool(percent) and (row, count) in percent)
        if key not in known:
            known[key] = parse(column, value, rules, shown_as_percent=key[2])
        parsed = known[key]
        values.append(parsed.value)
        if parsed.kind and parsed.what and parsed.expected:
            severity: Severity = "warning" if parsed.doubt else "error"
            problems.add_at(table, row, count, parsed.kind, parsed.what, parsed.expected, severity=severity)
    return values


def _require(values: pd.Series, column: Column, problems: Problems, flagged: set[tuple[str, str]]) -> None:
    for row in values.index[values.isna()]:
        table, inside = problems.table(int(row))
        count = table.columns.place(column.key) or 0
        if (table.grid.name, table.grid.address(inside, count)) not in flagged:
            what = msg("{column} is missing.", column=column.heading)
            problems.add(int(row), column.key, "required-missing", what, msg("Every row needs it."))
