"""What the values of a spreadsheet do not tell, read from each file format: how a cell is shown, what is hidden, lost.

marks          what stands beside the values of one sheet
number_format  whether a number format shows a share as percent
ods            OpenDocument
xls            BIFF, through xlrd
xlsb           Office Open XML as binary records
xlsx           Office Open XML as text
"""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

from ntm_geo.intake.formats import ods, xls, xlsb, xlsx
from ntm_geo.intake.formats.marks import SheetMarks

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SheetMarks", "read_marks"]

_OLE = b"\xd0\xcf\x11\xe0"


def read_marks(path: Path) -> dict[str, SheetMarks] | None:
    """Return the marks of every sheet of a workbook by the sheet's name; None where they cannot be read.

    Parameters
    ----------
    path : .xlsx, .xlsm, .xlsb, .xls or .ods, told by its content.
    """
    with path.open("rb") as file:
        if file.read(4).startswith(_OLE):
            return xls.read_marks(path)
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if xlsx.MAIN in names:
                return xlsx.read_marks(archive)
            if xlsb.MAIN in names:
                return xlsb.read_marks(archive)
            return ods.read_marks(archive) if ods.MAIN in names else None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        return None
