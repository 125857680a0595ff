"""Offer: what a map shows as files to take along: a workbook, a GeoPackage; pictures for paper are in `sheets`.

All are made of the map's own content and table, so their counts are those of the screen.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from ntm_geo.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.themes.map_layers import Layer

_HEAD_COLOUR: Final = "DCE6EA"
_MOST_WIDTH: Final = 60
_TABLE_ROW: Final = 4


def workbook(table: pd.DataFrame, *, headings: Mapping[str, str], title: str, source: str) -> bytes:
    """Return a table as a workbook: title, source, one heading row that stays in sight, filters.

    Parameters
    ----------
    table : rows as they are shown; columns without a heading are left out.
    headings : column to what is written above it, in the order of the columns.
    title : of the sheet.
    source : where the figures come from, with "illustrative" where they are.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - what writes a workbook is loaded for the first of them
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    from ntm_geo.reports.spreadsheet_cells import put  # noqa: PLC0415 - as above

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(_("Table"))
    put(sheet, 1, 1, title).font = Font(bold=True, size=14)
    put(sheet, 2, 1, source).font = Font(italic=True, color="55606A")
    for index, (column, heading) in enumerate(headings.items(), start=1):
        head = put(sheet, _TABLE_ROW, index, heading)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor=_HEAD_COLOUR)
        longest = len(heading)
        for row, value in enumerate(table[column], start=_TABLE_ROW + 1):
            put(sheet, row, index, None if pd.isna(value) else value)
            longest = max(longest, len(str(value)))
        sheet.column_dimensions[get_column_letter(index)].width = min(longest + 2, _MOST_WIDTH)
    sheet.freeze_panes = sheet.cell(_TABLE_ROW + 1, min(3, len(headings)))
    sheet.auto_filter.ref = f"A{_TABLE_ROW}:{get_column_letter(len(headings))}{_TABLE_ROW + len(table)}"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def geopackage(drawn: Layer, table: pd.DataFrame, *, name: str) -> bytes:
    """Return units with the rows of a table as a GeoPackage in EPSG:4326.

    Parameters
    ----------
    drawn : the layer.
    table : with ``code``; its other columns become attributes.
    name : of the layer in the file.
    """
    units = drawn.units[["code", "kind", "geometry"]].merge(table, on="code", how="left")
    frame = gpd.GeoDataFrame(units, geometry="geometry", crs=drawn.units.crs)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.gpkg"
        frame.to_file(path, layer=name, driver="GPKG")
        return path.read_bytes()
