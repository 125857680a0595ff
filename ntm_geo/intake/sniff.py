"""What a file is, told by its content: names and endings lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from ntm_geo.errors import InputFileError, Message, msg

if TYPE_CHECKING:
    from pathlib import Path

Kind = Literal["shapefile", "geopackage", "geojson", "zip"]

_SHAPEFILE: Final = b"\x00\x00\x27\x0a"
_SQLITE: Final = b"SQLite format 3\x00"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_FAMILY: Final = (".dbf", ".shx", ".prj", ".cpg", ".qpj", ".sbn", ".sbx")
_TAKEN: Final = msg(
    "Give a shapefile (.shp with its .dbf, .shx and .prj), a GeoPackage, a GeoJSON file, or a zip or folder of these.",
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
        start = file.read(512)
    if not start:
        raise _refused(path, msg("The file is empty."))
    if start.startswith(_SHAPEFILE) and path.suffix.lower() != ".shx":
        return "shapefile"
    if start.startswith(_SQLITE):
        return "geopackage"
    if start.startswith(_ZIP):
        return "zip"
    if path.suffix.lower() in _FAMILY:
        raise InputFileError(
            msg("This file is only a part of a shapefile."),
            where=path.name,
            fix=msg(
                "Give the file {name} of the same folder; its companions are found by themselves.",
                name=f"{path.stem}.shp",
            ),
        )
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return "geojson"
    raise _refused(path, msg("This is not a boundary file."))


def _refused(path: Path, what: Message) -> InputFileError:
    return InputFileError(what, where=path.name, fix=_TAKEN)
