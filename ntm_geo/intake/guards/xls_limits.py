"""Workbooks of Excel 97 (.xls): the tables of sectors walked without going round in circles, the cells counted."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ntm_geo.errors import InputFileError, msg
from ntm_geo.intake.guards.workbook_limits import MAX_COLUMNS, MAX_ROWS, Extent, WorkbookBounds, refuse_many_sheets
from ntm_geo.intake.guards.zip_parts import refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ntm_geo.intake.guards.workbook_limits import SheetBounds

_HEADER: Final = struct.Struct("<8s16sHHHHHHIIIIIIIIII")
_END, _FREE, _LAST = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFA
_LISTED: Final = 109
_ENTRY: Final = 128
_STREAM, _ROOT = 2, 5
_NAMES: Final = ("workbook", "book")
_BEGIN, _SHEET, _STOP, _PASSWORD, _SIZE = (0x0809, 0x0009, 0x0209, 0x0409), 0x0085, 0x000A, 0x002F, 0x0200
_STRINGS: Final = 0x00FC
_CELLS: Final = frozenset(
    (0x0203, 0x0003, 0x0204, 0x0004, 0x0205, 0x0005, 0x027E, 0x00FD, 0x0006, 0x0206, 0x0406, 0x00D6)
)
_MANY: Final = 0x00BD
_EMPTY_CELL: Final = b"\x01\x02"
"""Number of the record of an empty cell."""
_ONE_CELL: Final = struct.pack("<IIHHH", 0, 1, 0, 1, 0)
"""The size of a sheet as a record says it."""


def check_xls(path: Path) -> WorkbookBounds:
    """Return how far the values of an .xls workbook really reach.

    Raises
    ------
    InputFileError
        A table of sectors runs in a circle or out of the file; no workbook in it; protected by a password; too many
        sheets; a sheet with many values beyond the limits.
    """
    book = _Container(path, path.read_bytes()).workbook()
    return WorkbookBounds(format="xls", sheets=tuple(_sheets(path, book)))


@dataclass(frozen=True, slots=True)
class _Stream:
    """The bytes of the workbook, and where each piece of them stands in the file."""

    content: bytes
    places: list[int]
    piece: int

    def place(self, offset: int) -> int:
        """Return where a byte of the stream stands in the file."""
        return self.places[offset // self.piece] + offset % self.piece


class _Container:
    """The file system inside the file; every chain is followed once and no further than the file."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.path, self.content = path, content
        if len(content) < 512:  # noqa: PLR2004 - the size of its header
            raise self._broken()
        fields = _HEADER.unpack_from(content)
        shift, small_shift = fields[5], fields[6]
        if shift not in {9, 12} or small_shift != 6:  # noqa: PLR2004 - the sizes there are
            raise self._broken()
        self.size, self.small = 1 << shift, 1 << small_shift
        self.count = max(0, (len(content) - 1) // self.size)
        self.limit = fields[13]
        self.table = self._table(fields[10], fields[16])
        self.entries = self._join(self._chain(self.table, fields[11], self.count))
        self.small_first = fields[14]

    def _table(self, announced: int, chain: int) -> list[int]:
        """Return which sector follows each, gathered from the sectors listed in the header and behind it."""
        listed = list(struct.unpack_from(f"<{_LISTED}I", self.content, 76))
        seen: set[int] = set()
        while chain < _LAST:
            if chain in seen or chain >= self.count or len(seen) > self.count:
                raise self._broken()
            seen.add(chain)
            numbers = struct.unpack(f"<{self.size // 4}I", self._sector(chain))
            listed += numbers[:-1]
            chain = numbers[-1]
        used = [number for number in listed if number < _LAST]
        if len(used) > self.count or len(set(used)) != len(used) or announced > self.count:
            raise self._broken()
        table: list[int] = []
        for number in used:
            table += struct.unpack(f"<{self.size // 4}I", self._sector(number))
        return table

    def _chain(self, table: list[int], first: int, most: int) -> list[int]:
        """Return the sectors of a chain.

        Raises
        ------
        InputFileError
            It comes back to where it was, or leaves the table.
        """
        chain: list[int] = []
        seen: set[int] = set()
        while first < _LAST:
            if first in seen or first >= len(table) or len(chain) > most:
                raise self._broken()
            seen.add(first)
            chain.append(first)
            first = table[first]
        return chain

    def workbook(self) -> _Stream:
        """Return the stream of the workbook."""
        result = root = None
        for start in range(0, len(self.entries) - _ENTRY + 1, _ENTRY):
            entry = self.entries[start : start + _ENTRY]
            length = struct.unpack_from("<H", entry, 64)[0]
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace").lower()
            about = (*struct.unpack_from("<II", entry, 116),)
            if entry[66] == _ROOT:
                root = about
            elif entry[66] == _STREAM:
                self._follow(about)
                if name in _NAMES and (result is None or name == _NAMES[0]):
                    result = about
        if result is None:
            raise refused(self.path, msg("There is no workbook in it."))
        first, size = result
        if size < self.limit:
            return self._small_stream(first, size, root)
        chain = self._chain(self.table, first, self.count)
        if size > len(chain) * self.size:
            raise self._broken()
        places = [(number + 1) * self.size for number in chain]
        return _Stream(self._join(chain)[:size], places, self.size)

    def _follow(self, about: tuple[int, ...]) -> None:
        """Walk the chain of a stream nobody reads: a library may."""
        first, size = about
        if size >= self.limit:
            self._chain(self.table, first, self.count)

    def _small_stream(self, first: int, size: int, root: tuple[int, ...] | None) -> _Stream:
        """Return a stream that shares sectors with others."""
        if root is None:
            raise self._broken()
        sectors = self._chain(self.table, root[0], self.count)
        shared = self._join(sectors)
        small_table = self._join(self._chain(self.table, self.small_first, self.count))
        table = list(struct.unpack(f"<{len(small_table) // 4}I", small_table))
        chain = self._chain(table, first, len(table))
        content = b"".join(shared[number * self.small : (number + 1) * self.small] for number in chain)
        each = self.size // self.small
        if size > len(content) or any(number // each >= len(sectors) for number in chain):
            raise self._broken()
        places = [(sectors[number // each] + 1) * self.size + number % each * self.small for number in chain]
        return _Stream(content[:size], places, self.small)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        sector = self.content[start : start + self.size]
        return sector + bytes(self.size - len(sector))

    def _join(self, chain: list[int]) -> bytes:
        if any(number >= self.count for number in chain):
            raise self._broken()
        return b"".join(map(self._sector, chain))

    def _broken(self) -> InputFileError:
        return refused(self.path, msg("The tables of sectors of the workbook are broken."))


def _sheets(path: Path, book: _Stream) -> Iterator[SheetBounds]:
    """Yield the bounds of the sheets of a workbook."""
    names: list[str] = []
    extent: Extent | None = None
    number = -1
    for kind, offset, record in _records(book.content):
        if kind == _PASSWORD:
            raise _protected(path)
        if kind == _SHEET:
            names.append(_name(record))
            refuse_many_sheets(path, len(names))
        elif kind in _BEGIN:
            number += 1
            if number:
                extent = Extent(path, names[number - 1] if number <= len(names) else "", "")
                refuse_many_sheets(path, number)
        elif kind == _STOP and extent is not None:
            yield extent.bounds()
            extent = None
        elif kind == _STRINGS and len(record) >= 8:  # noqa: PLR2004 - two numbers
            _refuse_announced(path, record, len(book.content))
        elif extent is not None:
            _count(extent, book, kind, offset, record)
    if extent is not None:
        yield extent.bounds()


def _count(extent: Extent, book: _Stream, kind: int, offset: int, record: bytes) -> None:
    """Count the cells of a record; a stray one is changed into an empty cell later, by its place in the file."""
    if kind == _SIZE:
        extent.edits += _edits(book, offset + 4, _ONE_CELL[: len(record)]) if _is_vast(record) else []
        return
    if (kind not in _CELLS and kind != _MANY) or len(record) < 6:  # noqa: PLR2004 - row, column, format
        return
    row, column = struct.unpack_from("<HH", record)
    columns = max(1, (len(record) - 6) // 6) if kind == _MANY else 1
    if extent.add(row, column, columns=columns):
        extent.edits += _edits(book, offset, _EMPTY_CELL)


def _is_vast(record: bytes) -> bool:
    """Return whether a sheet claims a size a library would make room for in vain."""
    if len(record) < len(_ONE_CELL):
        return True
    first, last, left, right = struct.unpack_from("<IIHH", record)
    return bool(last > MAX_ROWS or right > MAX_COLUMNS or first > last or left > right)


def _edits(book: _Stream, offset: int, wanted: bytes) -> list[tuple[int, int]]:
    """Return which bytes of the file have to change; they may stand in different sectors."""
    return [(book.place(offset + number), byte) for number, byte in enumerate(wanted)]


def _refuse_announced(path: Path, record: bytes, size: int) -> None:
    """Refuse a table of texts that announces more of them than there are bytes."""
    if struct.unpack_from("<I", record, 4)[0] > size:
        raise refused(path, msg("Its part {name} announces more than it holds.", name="SST"))


def _records(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield number, place and content of each record."""
    number = 0
    while number + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, number)
        yield kind, number, content[number + 4 : number + 4 + size]
        number += 4 + size


def _name(record: bytes) -> str:
    if len(record) < 8:  # noqa: PLR2004 - what stands before the name
        return ""
    count, wide = record[6], record[7] & 1
    raw = record[8 : 8 + count * (1 + wide)]
    return raw.decode("utf-16-le" if wide else "latin-1", errors="replace")


def _protected(path: Path) -> InputFileError:
    return InputFileError(
        msg("The workbook is protected by a password."),
        where=path.name,
        fix=msg("Open it, save a copy without the password, and give the copy."),
    )
