"""Tables as the reader holds them between its steps, made by hand for the tests of single steps."""

import numpy as np

from ntm_geo.intake.formats import SheetMarks
from ntm_geo.intake.sheets.tables.column_choice import Columns
from ntm_geo.intake.sheets.tables.grid import Grid
from ntm_geo.intake.sheets.tables.header import Header
from ntm_geo.intake.sheets.tables.sheet_rows import DataRow, SheetRows
from ntm_geo.intake.sheets.tables.sheet_values import SheetTable


def columns_of(keys):
    return Columns(
        keys=keys,
        headings=dict(keys.items()),
        doubtful=frozenset(),
        not_read=(),
        block="",
        questions=(),
    )


def grid_of(rows, marks=None, name="A"):
    width = max(map(len, rows))
    cells = np.full((len(rows), width), None, dtype=object)
    for number, row in enumerate(rows):
        cells[number, : len(row)] = row
    return Grid(name=name, cells=cells, marks=marks or SheetMarks())


def table_of(rows, keys, *, kind="agencies", data=None, headings=(), district="", sections=None, offset=0):
    """A table whose first row is its header; ``data`` are its data rows, all others unless given."""
    grid = grid_of(rows)
    numbers = list(range(1, len(rows))) if data is None else list(data)
    found = SheetRows(
        roles={number: "unit-heading" if number in headings else "data" for number in numbers},
        data=[DataRow(row=number, section=(sections or {}).get(number, "")) for number in numbers],
    )
    header = Header(kind=kind, rows=(0,), uses=(), end=len(rows))
    return SheetTable(grid=grid, header=header, columns=columns_of(keys), rows=found, offset=offset, district=district)
