"""What a file is, told by its content: names and endings lie."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from ntm_geo.errors import InputFileError, Message, msg
from ntm_geo.intake.guards.xml_guard import root_name

if TYPE_CHECKING:
    from pathlib import Path

Kind = Literal["shapefile", "geopackage", "geojson", "mapinfo-table", "mapinfo-interchange", "kml", "zip"]

_LOOK: Final = 4096
_SHAPEFILE: Final = b"\x00\x00\x27\x0a"
_SQLITE: Final = b"SQLite format 3\x00"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_FAMILY: Final = (".dbf", ".shx", ".prj", ".cpg", ".qpj", ".sbn", ".sbx")
_MAPINFO: Final = (".dat", ".map", ".id", ".ind")
_TABLE: Final = b"!table"
_INTERCHANGE: Final = re.compile(
    rb"\s*version\s+\d+\s[\s\S]*?\b(?:charset|delimiter|coordsys|columns)\b", re.IGNORECASE
)
_TAKEN: Final = msg(
    "Give a shapefile (.shp) or MapInfo table (.tab, .mif) with its companions, a GeoPackage, a KML or GeoJSON file, or"
    " a zip or folder of these.",
)


def sniff(path: Path) -> Kind:
    """Return the kind of a file.

    Raises
    ------
    InputFileError
        The file is missing, empty, a companion of a shapefile, or nothing that holds boundaries.
    """
    if not path.is_file():
        raise _refused(path, msg("There is no such file."))
    with path.open("rb") as file:
        start = file.read(_LOOK)
    if not start:
        raise _refused(path, msg("The file is empty."))
    kind = _by_signature(path, start)
    if kind:
        return kind
    _refuse_part(path)
    kind = _by_text(path, start.removeprefix(b"\xef\xbb\xbf").lstrip())
    if kind:
        return kind
    raise _refused(path, msg("This is not a boundary file."))


def _by_signature(path: Path, start: bytes) -> Kind | None:
    if start.startswith(_SHAPEFILE) and path.suffix.lower() != ".shx":
        return "shapefile"
    if start.startswith(_SQLITE):
        return "geopackage"
    return "zip" if start.startswith(_ZIP) else None


def _by_text(path: Path, text: bytes) -> Kind | None:
    if text.startswith(b"{"):
        return "geojson"
    if text.lower().startswith(_TABLE):
        return "mapinfo-table"
    if _INTERCHANGE.match(text):
        return "mapinfo-interchange"
    return "kml" if text.startswith(b"<") and root_name(path) == "kml" else None


def _refuse_part(path: Path) -> None:
    """Refuse a companion, and name the file it belongs to."""
    ending = path.suffix.lower()
    if ending in _FAMILY:
        what, text = msg("This file is only a part of a shapefile."), f"{path.stem}.shp"
    elif ending in _MAPINFO:
        what, text = msg("This file is only a part of a MapInfo table."), f"{path.stem}.tab"
    elif ending == ".mid":
        what, text = msg("This file is only a part of a MapInfo interchange file."), f"{path.stem}.mif"
    else:
        return
    raise InputFileError(
        what,
        where=path.name,
        fix=msg("Give the file {name} of the same folder; its companions are found by themselves.", name=text),
    )


def _refused(path: Path, what: Message) -> InputFileError:
    return InputFileError(what, where=path.name, fix=_TAKEN)
