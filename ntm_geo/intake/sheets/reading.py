"""What was made of a file, before anything is kept: columns with headings and figures, tables and sheets, rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.intake.guards.problems import letter
from ntm_geo.intake.sheets.cells.cells import shown
from ntm_geo.intake.sheets.cells.layouts import UNIT_KEYS
from ntm_geo.intake.sheets.tables.column_blocks import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.intake.sheets.cells.layouts import Layout
    from ntm_geo.intake.sheets.tables.column_blocks import Reason
    from ntm_geo.intake.sheets.tables.column_choice import NotRead
    from ntm_geo.intake.sheets.tables.sheet_rows import Role
    from ntm_geo.intake.sheets.tables.sheet_values import SheetTable

_FIRST_ROWS, _FIRST_COLUMNS, _SHORT = 40, 40, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnReading:
    """One column of a table: its printed heading, what it was taken for, and what stands in it."""

    sheet: str
    letter: str
    heading: str
    key: str
    title: str
    """Heading of the column it was taken for."""
    unit: str
    count: int
    """Number of values read."""
    low: Any
    high: Any
    """Smallest and largest value, numbers and days only."""
    example: str
    """First value as the file holds it."""
    sure: bool
    remembered: bool = False
    """Whether a person chose so for an earlier file."""
    met: int | None = None
    """Of a column of marks: how many say met; the others of ``count`` say not met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLeft:
    """One column of a table that was not read, and why."""

    sheet: str
    letter: str
    heading: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading:
    """One table or sheet of the file, and whether it was read."""

    sheet: str
    rows: tuple[int, int]
    """First and last row, counted from 1; zeros for a whole sheet without a table that is known."""
    kind: str
    data: int
    read: bool
    reason: str = ""
    """Why not: ``hidden``, ``no-header``, ``other-kind``, ``other-year``, ``no-rows``, ``not-chosen``, ``repeats``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReading:
    """A row that was not taken as data, and why; ``place`` is its number, or its letter where the sheet was turned."""

    sheet: str
    place: str
    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """One of the first rows of a sheet as it stands, with what it was taken for."""

    place: str
    role: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was made of a file."""

    columns: tuple[ColumnReading, ...]
    left: tuple[ColumnLeft, ...]
    tables: tuple[TableReading, ...]
    rows: tuple[RowReading, ...]
    first_rows: tuple[ShownRow, ...] = ()
    """The beginning of the first sheet that is read."""

    @property
    def roles(self) -> Counter[str]:
        """Number of rows by what they were taken for, data left out."""
        return Counter(row.role for row in self.rows)


def read_columns(tables: Sequence[SheetTable], about: Layout, values: pd.DataFrame) -> tuple[ColumnReading, ...]:
    """Return what the columns of all tables were taken for, in the order they stand.

    Parameters
    ----------
    tables : of the file.
    about : layout of their kind.
    values : of `sheet_values.read_values`.
    """
    titles = {column.key: column for column in about.columns}
    readings = []
    for table in tables:
        of_table = values.reindex(table.data)
        for label, key in table.columns.keys.items():
            filled = [cell for cell in table.cells(label) if cell is not None]
            chosen_values = of_table[key].dropna().tolist() if key in values and key not in UNIT_KEYS else None
            low, high = _ends(chosen_values)
            readings.append(
                ColumnReading(
                    sheet=table.grid.name,
                    letter=name_of(table.grid, label),
                    heading=table.columns.headings.get(label, ""),
                    key=key,
                    title=titles[key].heading if key in titles else "",
                    unit=titles[key].unit if key in titles else "",
                    count=len(chosen_values) if chosen_values is not None else len(filled),
                    low=low,
                    high=high,
                    example=shown(filled[0])[:60] if filled else "",
                    sure=label not in table.columns.doubtful,
                    remembered=label in table.columns.remembered,
                    met=_met(chosen_values),
                )
            )
    return tuple(readings)


def _ends(values: list[Any] | None) -> tuple[Any, Any]:
    known = [value for value in values or () if not isinstance(value, str | bool)]
    return (min(known), max(known)) if known else (None, None)


def _met(values: list[Any] | None) -> int | None:
    return sum(values) if values and all(isinstance(value, bool) for value in values) else None


def first_rows(table: SheetTable) -> tuple[ShownRow, ...]:
    """Return the beginning of a sheet, each row with what it was taken for; turned sheets by their columns."""
    shown_rows = []
    for number, cells in enumerate(table.grid.cells[:_FIRST_ROWS, :_FIRST_COLUMNS]):
        texts = tuple(shown(value)[:_SHORT] for value in cells)
        text = letter(number) if table.grid.turned else str(number + 1)
        shown_rows.append(ShownRow(place=text, role=table.rows.roles.get(number, ""), texts=texts))
    return tuple(shown_rows)


def columns_left(tables: Sequence[SheetTable]) -> tuple[ColumnLeft, ...]:
    """Return the columns of all tables that were not read."""

    def left(table: SheetTable, column: NotRead) -> ColumnLeft:
        return ColumnLeft(
            sheet=table.grid.name,
            letter=name_of(table.grid, column.place),
            heading=column.heading,
            reason=column.reason,
        )

    return tuple(left(table, column) for table in tables for column in table.columns.not_read)


def rows_left(tables: Sequence[SheetTable]) -> tuple[RowReading, ...]:
    """Return the rows of all tables that are no data, with what they were taken for."""
    readings = []
    for table in tables:
        for row, role in sorted(table.rows.roles.items()):
            if role in {"data", "unit-heading"}:
                continue
            texts = [shown(value) for value in table.grid.cells[row] if value is not None]
            readings.append(
                RowReading(
                    sheet=table.grid.name,
                    place=letter(row) if table.grid.turned else str(row + 1),
                    role=role,
                    text=" ".join(" ".join(texts).split())[:80],
                )
            )
    return tuple(readings)
