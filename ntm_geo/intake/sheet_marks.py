"""What the values of an xlsx sheet do not tell: hidden rows, percent formats, formulas without a value, error cells.

Only the sheets' XML is looked at, as text: no entity is resolved, no link followed, no formula or macro run.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from openpyxl.utils.cell import coordinate_to_tuple

if TYPE_CHECKING:
    from pathlib import Path

_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_HIDDEN: Final = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\bhidden=\"(?:1|true)\")[^>]*\br=\"(\d+)\"")
_HIDDEN_FIRST: Final = re.compile(rb"<(?:\w+:)?row\b[^>]*\br=\"(\d+)\"(?=[^>]*\bhidden=\"(?:1|true)\")")
_ERROR: Final = re.compile(rb"<(?:\w+:)?c\b(?=[^>]*\bt=\"e\")[^>]*\br=\"([A-Z]{1,3}\d{1,7})\"[^>]*>")
_ERROR_FIRST: Final = re.compile(rb"<(?:\w+:)?c\b[^>]*\br=\"([A-Z]{1,3}\d{1,7})\"(?=[^>]*\bt=\"e\")")
_NO_VALUE: Final = re.compile(
    rb"<c\b[^>]*\br=\"([A-Z]{1,3}\d{1,7})\"[^>]*><f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
_STYLED: Final = re.compile(rb"<c\b[^>]*\br=\"([A-Z]{1,3}\d{1,7})\"[^>]*\bs=\"(\d+)\"")
_FORMAT: Final = re.compile(rb"<numFmt\b[^>]*>")
_CELL_FORMATS: Final = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_CELL_FORMAT: Final = re.compile(rb"<xf\b[^>]*>")
_PERCENT_BUILT_IN: Final = {b"9", b"10"}

Cell = tuple[int, int]
"""Row and column, counted from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMarks:
    """What stands beside the values of one sheet."""

    hidden_rows: frozenset[int] = frozenset()
    percent: frozenset[Cell] = frozenset()
    """Cells shown as percent: 0.125 is seen as 12,5 %."""
    unfinished: frozenset[Cell] = frozenset()
    """Formulas that were never computed."""
    errors: frozenset[Cell] = frozenset()
    """Cells such as #REF! or #N/A."""


def read_marks(path: Path) -> dict[str, SheetMarks]:
    """Return the marks of every sheet of an xlsx file by the sheet's name; empty for what is not xlsx."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" not in names:
                return {}
            places = _places(archive, names)
            percent = _percent_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else frozenset()
            return {name: _marks(archive.read(place), percent) for name, place in places.items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError, KeyError):
        return {}


def _places(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """Return the file of every sheet."""
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in names:
        return {}
    targets = {}
    for tag in _RELATION.findall(archive.read(relations)):
        number, target = _attribute(tag, "Id"), _attribute(tag, "Target")
        place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        targets[number] = place
    found = {}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        place = targets.get(_attribute(tag, r"\w+:id"), "")
        if place in names:
            found[_attribute(tag, "name")] = place
    return found


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"'.encode(), tag)
    return html.unescape(found[1].decode("utf-8", errors="replace")) if found else ""


def _percent_styles(styles: bytes) -> frozenset[bytes]:
    formats = set(_PERCENT_BUILT_IN)
    for tag in _FORMAT.findall(styles):
        if "%" in _attribute(tag, "formatCode"):
            formats.add(_attribute(tag, "numFmtId").encode())
    block = _CELL_FORMATS.search(styles)
    tags = _CELL_FORMAT.findall(block[0]) if block else []
    used = [number for number, tag in enumerate(tags) if _attribute(tag, "numFmtId").encode() in formats]
    return frozenset(str(number).encode() for number in used)


def _marks(xml: bytes, percent: frozenset[bytes]) -> SheetMarks:
    hidden = {*_HIDDEN.findall(xml), *_HIDDEN_FIRST.findall(xml)} if b"hidden=" in xml else set()
    errors = {*_ERROR.findall(xml), *_ERROR_FIRST.findall(xml)} if b't="e"' in xml else set()
    unfinished = _NO_VALUE.findall(xml) if b"<f" in xml else []
    shown = [cell for cell, style in _STYLED.findall(xml) if style in percent] if percent else []
    return SheetMarks(
        hidden_rows=frozenset(int(row) - 1 for row in hidden),
        percent=frozenset(map(_cell, shown)),
        unfinished=frozenset(map(_cell, unfinished)),
        errors=frozenset(map(_cell, errors)),
    )


def _cell(address: bytes) -> Cell:
    row, column = coordinate_to_tuple(address.decode())
    return row - 1, column - 1
