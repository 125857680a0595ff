"""Spreadsheet files to plain grids of values: xlsx, xlsm, xlsb, xls, ods, CSV; read in a child process, within limits.

Formulas come as the values they were saved with; nothing is computed, no macro run, no link followed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ntm_geo.errors import InputFileError
from ntm_geo.intake.formats import SheetMarks
from ntm_geo.intake.guards.problems import address
from ntm_geo.intake.guards.workbook_limits import MAX_COLUMNS, MAX_ROWS
from ntm_geo.intake.sandbox import WORKBOOK_LIMITS, run_isolated
from ntm_geo.intake.sheets.cells.lost import Lost
from ntm_geo.intake.sheets.tables import grid_task

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["MAX_COLUMNS", "MAX_ROWS", "Grid", "is_spreadsheet", "read_grids"]

_ENDINGS: Final = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet as values; empty cells are ``None``, texts are NFC and stripped, lost values are `Lost`."""

    name: str
    cells: NDArray[np.object_]
    """Two-dimensional, from A1 on."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row, last column; counted from 0."""
    marks: SheetMarks = field(default_factory=SheetMarks)
    visible: bool = True
    mended_from: str = ""
    """Legacy encoding its texts were in; empty when they were Unicode."""
    silent: bool = False
    """Whether the file format does not tell how cells are shown and what is hidden."""
    stray: tuple[str, ...] = ()
    """Addresses of cells far away from all others that were left out; at most a few."""
    stray_count: int = 0
    turned: bool = False
    """Whether rows and columns were exchanged: addresses are those of the sheet as it was."""

    def transposed(self) -> Grid:
        """Return the sheet with rows and columns exchanged."""
        marks = self.marks
        return replace(
            self,
            cells=self.cells.T,
            merged=tuple((left, top, right, bottom) for top, left, bottom, right in self.merged),
            marks=replace(
                marks,
                hidden_rows=marks.hidden_columns,
                hidden_columns=marks.hidden_rows,
                percent=frozenset((column, row) for row, column in marks.percent),
            ),
            turned=not self.turned,
        )

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell in the sheet as the office sees it."""
        return address(column, row) if self.turned else address(row, column)


def read_grids(path: Path) -> tuple[Grid, ...]:
    """Read the sheets of a spreadsheet file.

    Parameters
    ----------
    path : .xlsx, .xlsm, .xlsb, .xls, .ods, or text with a delimiter; told by content.

    Raises
    ------
    InputFileError
        Not a spreadsheet, broken, encrypted, larger than the limits, or the child that read it died of it.
    """
    grid_task.first_bytes(path)
    data = run_isolated(grid_task.TASK, path, {}, limits=WORKBOOK_LIMITS)
    return tuple(_grid(sheet, path.stem) for sheet in data["sheets"])


def is_spreadsheet(path: Path) -> bool:
    """Return whether a file looks like a spreadsheet: by its content, and where that tells nothing by its ending."""
    called_so = path.suffix.lower() in _ENDINGS
    try:
        return grid_task.looks_like_one(grid_task.first_bytes(path), path) or called_so
    except InputFileError:
        return called_so


def _grid(sheet: Mapping[str, Any], file_name: str) -> Grid:
    """Return a sheet of what the child answered; one without a name of its own is called as its file."""
    rows, width = sheet["rows"], int(sheet["width"])
    cells = np.full((len(rows), width), None, dtype=object)
    for index, row in enumerate(rows):
        cells[index, : len(row)] = row
    marks = _marks(sheet["marks"])
    for (row, column), error in marks.errors.items():
        if row < len(rows) and column < width:
            cells[row, column] = Lost(error)
    for row, column in marks.unfinished:
        if row < len(rows) and column < width and cells[row, column] is None:
            cells[row, column] = Lost("")
    return Grid(
        name=str(sheet["name"]) or file_name,
        cells=cells,
        merged=tuple((int(top), int(left), int(bottom), int(right)) for top, left, bottom, right in sheet["merged"]),
        marks=marks,
        visible=bool(sheet["visible"]),
        mended_from=str(sheet["mended_from"]),
        silent=bool(sheet["silent"]),
        stray=tuple(map(str, sheet["stray"])),
        stray_count=int(sheet["stray_count"]),
    )


def _marks(marks: Mapping[str, Any]) -> SheetMarks:
    return SheetMarks(
        hidden_rows=frozenset(map(int, marks["hidden_rows"])),
        hidden_columns=frozenset(map(int, marks["hidden_columns"])),
        percent=_cells(marks["percent"]),
        unfinished=_cells(marks["unfinished"]),
        errors={(int(row), int(column)): str(words) for row, column, words in marks["errors"]},
    )


def _cells(places: tuple[Any, Any]) -> frozenset[tuple[int, int]]:
    rows, columns = (np.asarray(part, dtype="int64").tolist() for part in places)
    return frozenset(zip(rows, columns, strict=True))
