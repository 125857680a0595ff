"""Small sheets with a line of headings, for what a planner keeps beside the data: weights, costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.errors import InputFileError, msg
from ntm_geo.intake.grid import read_grids

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


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
                below = pd.DataFrame(grid.cells[row + 1 :][:, [headings.index(name) for name in columns]])
                return below.set_axis(list(columns), axis=1).dropna(how="all").reset_index(drop=True)
    raise InputFileError(
        msg("No line has the headings {names}.", names=", ".join(columns)),
        where=path.name,
        fix=msg("Write them into the first line, one column each."),
    )
