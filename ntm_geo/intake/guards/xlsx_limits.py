"""Workbooks of Excel as zips (.xlsx, .xlsm, .xlsb): their parts as plain XML, their values where they stand."""

from __future__ import annotations

import itertools
import posixpath
from typing import TYPE_CHECKING, Final

from ntm_geo.errors import msg
from ntm_geo.intake.guards.workbook_limits import MAX_COUNT, Extent, WorkbookBounds, refuse_many_sheets
from ntm_geo.intake.guards.xml_guard import guarded_parser, local, parse
from ntm_geo.intake.guards.zip_parts import Parts, open_parts, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.parsers.expat import XMLParserType

_BINARY_BOOK: Final = "xl/workbook.bin"
_NO_SHEETS: Final = ("styles", "sharedstrings", "calcchain", "vbaproject", "externallink", "metadata")
_DIGITS: Final = "0123456789"
_LONGEST: Final = 40
_KINDS: Final = 500
_LETTERS: Final = 1 << 16
_VALUES: Final = frozenset(("v", "is", "f"))
_USUAL: Final = frozenset(("c", "v", "row", "f", "is", "t"))
_ROW, _CELLS = 0, range(1, 12)
_BLANK: Final = 1
_LONGEST_RECORD: Final = 1 << 24
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def check_xlsx(path: Path) -> WorkbookBounds:
    """Return how far the values of an .xlsx, .xlsm or .xlsb workbook really reach.

    Every part is looked at for what it is, whatever it is called: a workbook may name its sheets as it likes.

    Raises
    ------
    InputFileError
        It is no such workbook; a part is not what it says, holds a DTD or an entity, or announces more than there is;
        too many sheets; a sheet with many values beyond the limits.
    """
    parts = open_parts(path)
    looks = {name: look for name in parts.members if (look := _look_at(path, parts, name))}
    binary = _BINARY_BOOK in parts.members
    if not binary and not any(look.root == "workbook" for look in looks.values()):
        raise refused(path, msg("This zip holds no workbook."))
    titles = _titles(looks)
    if binary:
        extents = {part: _binary_extent(parts, part) for part in _binary_sheets(parts, looks)}
    else:
        extents = {name: look.cells.extent for name, look in looks.items() if look.cells}
    parts.measure_rest()
    refuse_many_sheets(path, max(len(extents), len(titles)))
    order = dict.fromkeys([*(part for part in titles if part in extents), *extents])
    for part in order:
        extents[part].name = titles.get(part, posixpath.basename(part))
    bounds = tuple(extents[part].bounds() for part in order)
    return WorkbookBounds(format="xlsb" if binary else "xlsx", sheets=bounds)


class _Look:
    """What one XML part is: its root, the sheets and relations it names, the cells it holds."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.name, self.root = path, name, ""
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        self.cells: _Cells | None = None
        self.parser = guarded_parser()
        self.parser.StartElementHandler = self.start

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Follow the elements of a part that is no sheet, and pass those of a sheet on."""
        kind = local(name)
        if not self.root:
            self.root = kind
            if kind == "worksheet":
                self.cells = _Cells(self.parser, Extent(self.path, posixpath.basename(self.name), self.name))
                self.parser.StartElementHandler = self.cells.start
        elif kind == "sheet":
            number = next((value for key, value in attributes.items() if local(key) == "id"), "")
            self.sheets.append((number, attributes.get("name", "")))
            refuse_many_sheets(self.path, len(self.sheets))
        elif kind == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
        for key in ("count", "uniqueCount"):
            if key in attributes and not _is_modest(attributes[key]):
                raise refused(self.path, msg("Its part {name} announces more than it holds.", name=self.name[:80]))


def _is_modest(number: str) -> bool:
    digits = number.strip()
    return len(digits) <= _LONGEST and digits.isascii() and digits.isdigit() and int(digits) <= MAX_COUNT


def _look_at(path: Path, parts: Parts, name: str) -> _Look | None:
    """Return what an XML part is; None for any other part, which is only measured."""
    chunks = parts.stream(name)
    start = next(chunks, b"")
    if not start.startswith(_MARKS) and not start.lstrip().startswith(b"<"):
        for _chunk in chunks:
            pass
        return None
    look = _Look(path, name)
    parse(path, look.parser, itertools.chain([start], chunks))
    return look


def _titles(looks: dict[str, _Look]) -> dict[str, str]:
    """Return the name of each sheet by its part, in the order of the workbook."""
    titles: dict[str, str] = {}
    for name, look in looks.items():
        folder, base = posixpath.split(name)
        relations = looks.get(f"{folder}/_rels/{base}.rels")
        if look.root == "workbook" and relations:
            for number, title in look.sheets:
                titles.setdefault(_place(folder, relations.targets.get(number, "")), title)
    return titles


def _place(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")


def _binary_sheets(parts: Parts, looks: dict[str, _Look]) -> list[str]:
    """Return the parts of a binary workbook that may be sheets."""
    relations = looks.get("xl/_rels/workbook.bin.rels")
    named = [_place("xl", target) for target in relations.targets.values()] if relations else []
    usual = [name for name in parts.members if posixpath.dirname(name) == "xl/worksheets" and name.endswith(".bin")]
    return [
        name
        for name in dict.fromkeys([*named, *usual])
        if name in parts.members and not posixpath.basename(name).lower().startswith(_NO_SHEETS) and name not in looks
    ]


class _Cells:
    """Follows the rows and cells of a sheet as the reading library counts them."""

    def __init__(self, parser: XMLParserType, extent: Extent) -> None:
        self.parser, self.extent = parser, extent
        self.row, self.column, self.begins = -1, -1, 0
        self.reference: str | None = None
        self.waiting = False
        self.letters: dict[str, int] = {}
        self.kinds: dict[str, str] = {}
        self.counted: set[str] = set()
        self.counted_row, self.counted_number = "", -1
        """Letters of columns and digits of a row that hold values already: most cells add nothing to the extent."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the place of a cell, and count it when something stands in it."""
        kind = name if name in _USUAL else self._kind(name)
        if kind == "c":
            if self.waiting:
                self._take_place()
            self.reference, self.begins, self.waiting = attributes.get("r"), self.parser.CurrentByteIndex, True
        elif kind in _VALUES:
            if self.waiting:
                self._count()
        elif kind == "row":
            number = attributes.get("r", "")
            self.row = int(number[:_LONGEST]) - 1 if number.isdigit() else self.row + 1
            self.column, self.waiting = -1, False

    def _count(self) -> None:
        """Add a cell to the extent, unless both its column and its row are counted."""
        reference = self.reference
        letters = reference.rstrip(_DIGITS) if reference else ""
        if reference and letters in self.counted and reference[len(letters) :] == self.counted_row:
            self.waiting, self.row, self.column = False, self.counted_number, self.letters[letters]
            return
        self._take_place()
        if self.extent.add(max(0, self.row), self.column):
            self.parser.EndElementHandler = self.end
        elif reference and letters in self.letters:
            self.counted_row, self.counted_number = reference[len(letters) :], self.row
            self.counted.add(letters)

    def _take_place(self) -> None:
        """Work out where the cell begun last stands."""
        self.waiting = False
        if self.reference is None:
            self.column += 1
            return
        letters = self.reference.rstrip(_DIGITS)
        column = self.letters.get(letters)
        self.column = self._column(letters) if column is None else column
        if len(letters) < len(self.reference):
            self.row = int(self.reference[len(letters) :][:_LONGEST]) - 1

    def _kind(self, name: str) -> str:
        if name not in self.kinds and len(self.kinds) < _KINDS:
            self.kinds[name] = local(name)
        return self.kinds.get(name) or local(name)

    def end(self, name: str) -> None:
        """Take down where a stray cell ends."""
        if local(name) == "c":
            self.parser.EndElementHandler = None
            self.extent.spans.append((self.begins, self.parser.CurrentByteIndex))

    def _column(self, letters: str) -> int:
        column = 0
        for letter in letters[:8].upper():
            column = column * 26 + max(0, ord(letter) - 64)
        column = max(column - 1, 0)
        if len(self.letters) < _LETTERS:
            self.letters[letters] = column
        return column


def _binary_extent(parts: Parts, part: str) -> Extent:
    """Count the values of a sheet of an .xlsb; a stray one is changed into an empty cell later, by its place."""
    extent = Extent(parts.path, posixpath.basename(part), part)
    row = -1
    for kind, start, content in _records(extent.path, parts.stream(extent.part)):
        if kind == _ROW and len(content) >= 4:  # noqa: PLR2004 - a number of four bytes
            row = int.from_bytes(content[:4], "little")
        elif kind in _CELLS and kind != _BLANK and len(content) >= 4:  # noqa: PLR2004 - as above
            column = int.from_bytes(content[:4], "little")
            if extent.add(max(row, 0), column):
                extent.edits.append((start, _BLANK))
    return extent


def _records(path: Path, chunks: Iterator[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """Yield number, place and content of the records of a binary part; of long ones only the beginning."""
    buffer, base = b"", 0
    for chunk in chunks:
        buffer += chunk
        count = 0
        while (head := _head(buffer, count)) is not None:
            kind, size, body = head
            if body + size > len(buffer):
                break
            yield kind, base + count, buffer[body : body + min(size, 16)]
            count = body + size
        buffer, base = buffer[count:], base + count
        if len(buffer) > _LONGEST_RECORD:
            raise refused(path, msg("A record of it is longer than any program writes."))


def _head(buffer: bytes, count: int) -> tuple[int, int, int] | None:
    """Return number, size and beginning of the content of a record; None when it is not whole yet."""
    if count + 6 > len(buffer) and count + 2 >= len(buffer):
        return None
    kind = buffer[count]
    count += 1
    if kind & 0x80:
        kind = (kind & 0x7F) | buffer[count] << 7
        count += 1
    size = shift = 0
    for _byte in range(4):
        if count >= len(buffer):
            return None
        size |= (buffer[count] & 0x7F) << shift
        count, shift = count + 1, shift + 7
        if not buffer[count - 1] & 0x80:
            break
    return kind, size, count
