"""Small sheets with a line of headings, for what a planner keeps beside the data: weights, costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.errors import InputFileError, msg
from ntm_geo.intake.sheets.cells.lost import Lost
from ntm_geo.intake.sheets.tables.grid import Grid, read_grids

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SHOWN: Final = 5


def read_plain_sheet(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Return the columns asked for, as they stand in the file; lines that are empty in all of them are left out.

    Parameters
    ----------
    path : of a workbook or a CSV file; the first sheet with all headings is read.
    columns : headings, in any order, letters large or small; others in the file are left alone.

    Raises
    ------
    InputFileError
        The file is not there or is no sheet, or no line of it has all headings.
    """
    if not path.is_file():
        raise InputFileError(msg("There is no such file."), where=str(path), fix=msg("Check its name and folder."))
    for grid in read_grids(path):
        for row, line in enumerate(grid.cells):
            headings = [str(cell or "").strip().casefold() for cell in line]
            if set(columns) <= set(headings):
                _refuse_lost(grid, row, [headings.index(name) for name in columns], path)
                below = pd.DataFrame(grid.cells[row + 1 :][:, [headings.index(name) for name in columns]])
                return below.set_axis(list(columns), axis=1).dropna(how="all").reset_index(drop=True)
    raise InputFileError(
        msg("No line has the headings {names}.", names=", ".join(columns)),
        where=path.name,
        fix=msg("Write them into the first line, one column each."),
    )


def _refuse_lost(grid: Grid, header: int, places: Sequence[int], path: Path) -> None:
    """Refuse cells whose value the file does not hold."""
    lost = [
        grid.address(row, commune)
        for row in range(header + 1, len(grid.cells))
        for commune in places
        if isinstance(grid.cells[row, commune], Lost)
    ]
    if lost:
        raise InputFileError(
            msg(
                "These cells hold an error or a formula that was never computed: {cells}.",
                cells=", ".join(lost[:_SHOWN]),
            ),
            where=path.name,
            fix=msg("Mend the formulas, save the file in a spreadsheet program, and give it again."),
        )
