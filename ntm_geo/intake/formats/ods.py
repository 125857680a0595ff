"""Marks of OpenDocument sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from ntm_geo.intake.formats.marks import Cell, SheetMarks

if TYPE_CHECKING:
    import zipfile

MAIN: Final = "content.xml"
_HIDDEN: Final = {"collapse", "filter"}
_ERROR: Final = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d{3}")
_MOST: Final = 20_000
"""Most repeats of a cell or row that are marked; what repeats further is an empty end of the sheet."""


def read_marks(archive: zipfile.ZipFile) -> dict[str, SheetMarks] | None:
    """Return the marks of every sheet by its name; None when the document is broken."""
    reader = _Document()
    try:
        reader.read(archive.read(MAIN))
    except (expat.ExpatError, ValueError):
        return None
    return {name: sheet.marks() for name, sheet in reader.sheets.items()}


@dataclass(slots=True)
class _Sheet:
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    percent: set[Cell] = field(default_factory=set)
    unfinished: set[Cell] = field(default_factory=set)
    errors: dict[Cell, str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def marks(self) -> SheetMarks:
        return SheetMarks(
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            percent=frozenset(self.percent),
            unfinished=frozenset(self.unfinished),
            errors=self.errors,
            merged=tuple(self.merged),
        )


class _Document:
    """Walks through ``content.xml`` and counts rows and columns, repeated ones included."""

    def __init__(self) -> None:
        self.sheets: dict[str, _Sheet] = {}
        self._sheet = _Sheet()
        self._row = self._column = self._list = 0
        self._row_repeats = self._repeats = 1
        self._attributes: dict[str, str] = {}
        self._text: list[str] = []
        self._depth = 0
        self._inside = False

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = _refuse_entity
        parser.Parse(content, True)

    def _start(self, name: str, result: dict[str, str]) -> None:
        tag = _local(name)
        if tag == "table" and self._depth == 0:
            self._sheet = self.sheets.setdefault(_get(result, "name"), _Sheet())
            self._row = self._list = 0
        elif tag == "table-column":
            repeats = int(_get(result, "number-columns-repeated") or 1)
            if _get(result, "visibility") in _HIDDEN:
                self._sheet.hidden_columns.update(range(self._list, self._list + min(repeats, _MOST)))
            self._list += repeats
        elif tag == "table-row":
            self._row_repeats = int(_get(result, "number-rows-repeated") or 1)
            if _get(result, "visibility") in _HIDDEN:
                self._sheet.hidden_rows.update(range(self._row, self._row + min(self._row_repeats, _MOST)))
            self._column = 0
        elif tag in {"table-cell", "covered-table-cell"}:
            self._repeats = int(_get(result, "number-columns-repeated") or 1)
            self._attributes, self._text, self._inside = result, [], True

    def _characters(self, text: str) -> None:
        if self._inside:
            self._text.append(text)

    def _end(self, name: str) -> None:
        tag = _local(name)
        if tag in {"table-cell", "covered-table-cell"}:
            self._inside = False
            self._mark("".join(self._text).strip())
            self._column += self._repeats
        elif tag == "table-row":
            self._row += self._row_repeats

    def _mark(self, text: str) -> None:
        attributes, kind = self._attributes, _get(self._attributes, "value-type")
        down, across = (int(_get(attributes, f"number-{side}-spanned") or 1) for side in ("rows", "columns"))
        if down > 1 or across > 1:
            last = (self._row + min(down, _MOST) - 1, self._column + min(across, _MOST) - 1)
            self._sheet.merged.append((self._row, self._column, *last))
        formula = bool(_get(attributes, "formula"))
        error = bool(_ERROR.fullmatch(text)) and (formula or kind in {"error", "string"} or not kind)
        unfinished = formula and not kind and not text
        if kind != "percentage" and not error and not unfinished:
            return
        rows, columns = min(self._row_repeats, _MOST), min(self._repeats, _MOST)
        for row in range(self._row, self._row + rows):
            for column in range(self._column, self._column + columns):
                if error:
                    self._sheet.errors[row, column] = text
                elif unfinished:
                    self._sheet.unfinished.add((row, column))
                else:
                    self._sheet.percent.add((row, column))


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _get(attributes: dict[str, str], name: str) -> str:
    """Return an attribute by its local name; of two namespaces' the office's own comes first."""
    values = [value for key, value in attributes.items() if _local(key) == name]
    return values[0] if values else ""


def _refuse_entity(*_declared: object) -> None:
    raise ValueError
