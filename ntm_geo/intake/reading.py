"""What was made of a file, before anything is kept: columns with their headings and figures, tables and sheets, rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.intake.cells import shown
from ntm_geo.intake.layouts import UNIT_KEYS
from ntm_geo.intake.problems import letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.intake.column_choice import NotRead, Reason
    from ntm_geo.intake.layouts import Layout
    from ntm_geo.intake.sheet_rows import Role
    from ntm_geo.intake.sheet_values import SheetTable

_EXAMPLES: Final = 1


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
    """Rows of a sheet that were not taken as data, and why; ``place`` is the number of the row, or letter if turned."""

    sheet: str
    place: str
    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was made of a file."""

    columns: tuple[ColumnReading, ...]
    left: tuple[ColumnLeft, ...]
    tables: tuple[TableReading, ...]
    rows: tuple[RowReading, ...]

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
        rows = table.data_rows
        for place, key in table.columns.keys.items():
            cells = [table.grid.cells[row, place] for row in rows]
            filled = [cell for cell in cells if cell is not None]
            own = values[key].reindex(table.data).dropna() if key in values and key not in UNIT_KEYS else None
            low, high = _ends(own)
            readings.append(
                ColumnReading(
                    sheet=table.grid.name,
                    letter=_place(table, place),
                    heading=table.columns.headings.get(place, ""),
                    key=key,
                    title=titles[key].heading if key in titles else "",
                    unit=titles[key].unit if key in titles else "",
                    count=len(own) if own is not None else len(filled),
                    low=low,
                    high=high,
                    example=shown(filled[0])[:60] if filled else "",
                    sure=place not in table.columns.doubtful,
                )
            )
    return tuple(readings)


def _ends(values: pd.Series | None) -> tuple[Any, Any]:
    known = [] if values is None else [value for value in values if not isinstance(value, str | bool)]
    return (min(known), max(known)) if known else (None, None)


def _place(table: SheetTable, place: int) -> str:
    return str(place + 1) if table.grid.turned else letter(place)


def columns_left(tables: Sequence[SheetTable]) -> tuple[ColumnLeft, ...]:
    """Return the columns of all tables that were not read."""

    def left(table: SheetTable, column: NotRead) -> ColumnLeft:
        return ColumnLeft(
            sheet=table.grid.name,
            letter=_place(table, column.place),
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
