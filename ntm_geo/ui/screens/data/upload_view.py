"""One box for every kind of file: it says what it took the file for, and hands it to the screen of its kind."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.intake.law_sheets.law_reading import is_law_workbook
from ntm_geo.intake.uploads import receive, recognise
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.messages import guard
from ntm_geo.ui.kit.shared import shared
from ntm_geo.ui.kit.uploader import say_uploader
from ntm_geo.ui.screens.data.boundary_intake import show_boundaries
from ntm_geo.ui.screens.data.law_desk_view import show_law_file
from ntm_geo.ui.screens.data.sheet_intake import show_sheet

_LAW_BYTES: Final = 1_000_000
"""A workbook of a criteria set is small; larger files are not looked into for one."""


def show_upload(by: str) -> None:
    """Take files in and show what they are."""
    say_uploader()
    files = st.file_uploader(
        _("Drop a file of the office: boundaries (shapefile with its parts, zip, GeoPackage, GeoJSON, MapInfo, KML) "
          "or a sheet (Excel, CSV)"),
        accept_multiple_files=True,
        key=f"upload_{st.session_state.get('upload_round', 0)}",
    )  # fmt: skip
    if not files:
        st.caption(_("Nothing is written before you have seen what would change and said so."))
        return
    with guard(stop=False):
        path = receive(cache.workspace(), [(file.name, file.getvalue()) for file in files])
        if path.is_file() and path.stat().st_size < _LAW_BYTES and _is_law(path):
            show_law_file(path, by=by)
        elif recognise(path) == "sheet":
            show_sheet(path, by=by)
        else:
            show_boundaries(path, by=by)


@shared
def _is_law(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx" and recognise(path) == "sheet" and is_law_workbook(path)
