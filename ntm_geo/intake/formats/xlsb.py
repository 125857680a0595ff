"""Marks of binary workbooks (.xlsb): the records of [MS-XLSB] that say how cells are shown, hidden or lost."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ntm_geo.intake.formats.marks import Cell, SheetMarks
from ntm_geo.intake.formats.number_format import PERCENT_BUILT_IN, shows_percent
from ntm_geo.intake.formats.xlsx import parse

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

MAIN: Final = "xl/workbook.bin"
_RELATIONS: Final = "xl/_rels/workbook.bin.rels"
_STYLES: Final = "xl/styles.bin"
_ROW, _ERROR_CELL, _ERROR_FORMULA, _FORMAT, _STYLE, _COLUMNS, _SHEET, _MERGED = 0, 3, 11, 44, 47, 60, 156, 176
_CELLS: Final = range(1, 12)
_STYLES_OF_CELLS: Final = (617, 618)
_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_HIDDEN_ROW: Final = 0x10
_HIDDEN_COLUMN: Final = 0x01
_MOST_COLUMNS: Final = 16_384


def read_marks(archive: zipfile.ZipFile) -> dict[str, SheetMarks] | None:
    """Return the marks of every sheet by its name; None when a record is cut off."""
    names = set(archive.namelist())
    try:
        percent = _percent_styles(archive.read(_STYLES)) if _STYLES in names else frozenset()
        places = _places(archive)
        return {name: _sheet(archive.read(value), percent) for name, value in places.items() if value in names}
    except (struct.error, IndexError, KeyError, ValueError, UnicodeError):
        return None


def records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Give number and content of each record ([MS-XLSB] 2.1.4: both lengths in seven bits a byte)."""
    count = 0
    while count < len(content):
        number, count = _variable(content, count, 2)
        size, count = _variable(content, count, 4)
        if count + size > len(content):
            raise ValueError(number)
        yield number, content[count : count + size]
        count += size


def _variable(content: bytes, number: int, most: int) -> tuple[int, int]:
    value = 0
    for count in range(most):
        byte = content[number]
        number += 1
        value |= (byte & 0x7F) << (7 * count)
        if not byte & 0x80:
            break
    return value, number


def _places(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the member that holds each sheet; a binary list names the same relations as an XML one."""
    targets: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    parse(archive.read(_RELATIONS), relation)
    places = {}
    for number, content in records(archive.read(MAIN)):
        if number == _SHEET:
            relation_id, after = _text(content, 8)
            name, _after = _text(content, after)
            places[name] = targets.get(relation_id, "")
    return places


def _text(content: bytes, number: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", content, number)
    end = number + 4 + 2 * length
    return content[number + 4 : end].decode("utf-16-le"), end


def _percent_styles(styles: bytes) -> frozenset[int]:
    formats: dict[int, str] = {}
    used: list[int] = []
    inside = False
    for number, content in records(styles):
        if number in _STYLES_OF_CELLS:
            inside = number == _STYLES_OF_CELLS[0]
        elif number == _FORMAT:
            formats[struct.unpack_from("<H", content)[0]] = _text(content, 2)[0]
        elif number == _STYLE and inside:
            used.append(struct.unpack_from("<H", content, 2)[0])
    percent = {number for number, code in formats.items() if shows_percent(code)}
    percent |= PERCENT_BUILT_IN - set(formats)
    return frozenset(index for index, number in enumerate(used) if number in percent)


@dataclass(slots=True)
class _Gathered:
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    percent: set[Cell] = field(default_factory=set)
    errors: dict[Cell, str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def _sheet(content: bytes, percent_styles: frozenset[int]) -> SheetMarks:
    row, gathered = 0, _Gathered()
    for number, record in records(content):
        if number == _ROW:
            row = struct.unpack_from("<I", record)[0]
            if record[11] & _HIDDEN_ROW:
                gathered.hidden_rows.add(row)
        elif number == _COLUMNS:
            first, last = struct.unpack_from("<II", record)
            if record[16] & _HIDDEN_COLUMN:
                gathered.hidden_columns.update(range(first, min(last, _MOST_COLUMNS) + 1))
        elif number == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", record)
            gathered.merged.append((top, left, bottom, right))
        elif number in _CELLS:
            column, style = struct.unpack_from("<II", record)
            if style & 0xFFFFFF in percent_styles:
                gathered.percent.add((row, column))
            if number in {_ERROR_CELL, _ERROR_FORMULA}:
                gathered.errors[row, column] = _ERRORS.get(record[8], "#N/A")
    return SheetMarks(
        hidden_rows=frozenset(gathered.hidden_rows),
        hidden_columns=frozenset(gathered.hidden_columns),
        percent=frozenset(gathered.percent),
        errors=gathered.errors,
        merged=tuple(gathered.merged),
    )
