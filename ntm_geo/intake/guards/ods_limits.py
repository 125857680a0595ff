"""Workbooks of LibreOffice (.ods): repeated rows and cells counted, never written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ntm_geo.errors import msg
from ntm_geo.intake.guards.workbook_limits import MAX_COLUMNS, MAX_ROWS, Extent, WorkbookBounds, refuse_many_sheets
from ntm_geo.intake.guards.xml_guard import guarded_parser, local, parse
from ntm_geo.intake.guards.zip_parts import open_parts, refused

if TYPE_CHECKING:
    from pathlib import Path
    from xml.parsers.expat import XMLParserType

_CONTENT: Final = "content.xml"
_MOST: Final = 10_000_000
_TEXT: Final = frozenset(("p", "h", "span", "a"))


def check_ods(path: Path) -> WorkbookBounds:
    """Return how far the values of an .ods workbook really reach.

    Raises
    ------
    InputFileError
        It is no such workbook; a part is not what it says or holds a DTD or an entity; too many sheets; a sheet with
        many values beyond the limits.
    """
    parts = open_parts(path)
    if _CONTENT not in parts.members:
        raise refused(path, msg("This zip holds no workbook."))
    for name in parts.members:
        if name != _CONTENT and name.lower().endswith((".xml", ".rdf")):
            parse(path, guarded_parser(), parts.stream(name))
    parser = guarded_parser()
    tables = _Tables(path, parser)
    parser.StartElementHandler, parser.EndElementHandler = tables.start, tables.end
    parse(path, parser, parts.stream(_CONTENT))
    parts.measure_rest()
    return WorkbookBounds(format="ods", sheets=tuple(extent.bounds() for extent in tables.extents))


class _Tables:
    """Follows tables, rows and cells; a repeated one is counted as a block."""

    def __init__(self, path: Path, parser: XMLParserType) -> None:
        self.path, self.parser = path, parser
        self.extents: list[Extent] = []
        self.row = self.rows = self.column = self.columns = 0
        self.row_begins = self.cell_begins = 0
        self.stray_cell = self.stray_row = self.valued = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the place of a cell, and count it when something stands in it."""
        kind = local(name)
        if kind == "table":
            refuse_many_sheets(self.path, len(self.extents) + 1)
            title = next((value for key, value in attributes.items() if local(key) == "name"), "")
            self.extents.append(Extent(self.path, title, _CONTENT))
            self.row = self.rows = 0
        elif kind == "table-row":
            self.row, self.rows = self.row + self.rows, _times(attributes, "number-rows-repeated")
            self.column = self.columns = 0
            self.row_begins, self.stray_row = self.parser.CurrentByteIndex, False
        elif kind in {"table-cell", "covered-table-cell"}:
            self.column = self.column + self.columns
            self.columns = _times(attributes, "number-columns-repeated")
            self.cell_begins, self.valued, self.stray_cell = self.parser.CurrentByteIndex, False, False
            if any(local(key) in {"value-type", "formula"} for key in attributes):
                self._count()
        elif kind in _TEXT:
            self._count()

    def _count(self) -> None:
        if self.valued or not self.extents:
            return
        self.valued = True
        if self.extents[-1].add(self.row, self.column, rows=self.rows, columns=self.columns):
            self.stray_row = self.stray_row or self.row >= MAX_ROWS
            self.stray_cell = self.row < MAX_ROWS and self.column >= MAX_COLUMNS
            if self.row < MAX_ROWS and not self.stray_cell:
                raise self.extents[-1].too_large()

    def end(self, name: str) -> None:
        """Take down where a stray cell or row ends; what comes behind it is stray too, or empty."""
        kind = local(name)
        if kind == "table-row" and self.stray_row:
            self.extents[-1].spans.append((self.row_begins, self.parser.CurrentByteIndex))
        elif kind in {"table-cell", "covered-table-cell"}:
            if self.stray_cell and not self.stray_row:
                self.extents[-1].spans.append((self.cell_begins, self.parser.CurrentByteIndex))
            self.stray_cell = False


def _times(attributes: dict[str, str], wanted: str) -> int:
    """Return how often something is repeated."""
    for key, value in attributes.items():
        if local(key) == wanted:
            digits = value.strip()[:12]
            return min(max(int(digits), 1), _MOST) if digits.isdigit() and digits.isascii() else 1
    return 1
