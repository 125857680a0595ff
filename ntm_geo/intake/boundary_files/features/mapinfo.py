"""MapInfo tables (TAB) and interchange files (MIF): which files belong to them, and which tables are none."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

from ntm_geo.errors import msg
from ntm_geo.intake.boundary_files.features.gdal import Choices, RawFeatures, read_layer, refuse_size, refused

_NATIVE: Final = (".dat", ".map", ".id")
_LOOK: Final = 64_000
_CHARSET: Final = re.compile(rb'\bCharset\s+"[^"\n]*"', re.IGNORECASE)
_TYPE: Final = re.compile(rb'^\s*Type\s+"?(\w+)', re.IGNORECASE | re.MULTILINE)
_ELSEWHERE: Final = re.compile(
    rb'/vsi|IsSeamless"?\s*=\s*"?TRUE|^\s*(?:File|Open\s+Table)\s', re.IGNORECASE | re.MULTILINE
)


def read_table(path: Path, choices: Choices) -> RawFeatures:
    """Read a native MapInfo table from its ``.tab``.

    Raises
    ------
    InputFileError
        A companion is missing, or the table lies in another file, database or address.
    CrsError
        It has no coordinate system of the earth.
    """
    with path.open("rb") as file:
        content = file.read(_LOOK + 1).replace(b"\r", b"\n")
    kinds = {kind.upper() for kind in _TYPE.findall(content)}
    if len(kinds) != 1 or not kinds <= {b"NATIVE", b"DBF"} or len(content) > _LOOK or _ELSEWHERE.search(content):
        raise refused(
            path.name,
            msg("This MapInfo table only points to data that lies elsewhere."),
            msg("Save a copy of the table as a native MapInfo table and give that."),
        )
    needed = _NATIVE if kinds == {b"NATIVE"} else (".dbf", ".map", ".id")
    _need(path, needed, ".tab .dat .map .id")
    return _read_neutral(path, choices)


def read_interchange(path: Path, choices: Choices) -> RawFeatures:
    """Read a MapInfo interchange file from its ``.mif``.

    Raises
    ------
    InputFileError
        Its ``.mid`` is missing, or it cannot be read.
    CrsError
        It has no coordinate system of the earth.
    """
    _need(path, (".mid",), ".mif .mid")
    return _read_neutral(path, choices)


def _read_neutral(path: Path, choices: Choices) -> RawFeatures:
    """Read a copy that names no charset: what is named is often wrong, and turning texts by it loses letters."""
    family = [item for item in path.parent.iterdir() if item.is_file() and item.stem.lower() == path.stem.lower()]
    refuse_size(path, family)
    with tempfile.TemporaryDirectory() as folder:
        for item in family:
            shutil.copyfile(item, Path(folder, item.name))
        head, *rest = _CHARSET.split(path.read_bytes(), maxsplit=1)
        Path(folder, path.name).write_bytes(b'Charset "Neutral"'.join([head, *rest]))
        return read_layer(Path(folder, path.name), choices, raw_text=True)


def _need(path: Path, needed: tuple[str, ...], family: str) -> None:
    present = {item.suffix.lower() for item in path.parent.iterdir() if item.stem.lower() == path.stem.lower()}
    missing = [ending for ending in needed if ending not in present]
    if missing:
        raise refused(
            path.name,
            msg("The companion file {name} is missing.", name=f"{path.stem}{missing[0]}"),
            msg("Put all files of the MapInfo table ({endings}) into one folder or zip.", endings=family),
        )
