"""Marks of Office Open XML workbooks, whichever program wrote them: read as XML, not as one writer's text."""

from __future__ import annotations

import codecs
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from ntm_geo.intake.formats.marks import Cell, SheetMarks
from ntm_geo.intake.formats.number_format import PERCENT_BUILT_IN, shows_percent

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable

MAIN: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_STYLES: Final = "xl/styles.xml"
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")
_LETTERS: Final = 26
_MARKING: Final = (b'"e"', b"'e'", b"<f", b":f", b"<!", b"\0")
"""What must stand in the XML of a sheet for a cell to err or to compute; declarations and other bytes can hide it."""
_HIDDEN_OR_NUMBERED: Final = re.compile(rb'hidden(?!="(?:0|false)")|&#(?:0*(?:101|4[89]|5[0-7])|x0*(?:65|3\d));')
"""Something hidden, or the letter of an error or a digit of a style written by its number."""


def read_marks(archive: zipfile.ZipFile) -> dict[str, SheetMarks] | None:
    """Return the marks of every sheet by its name; None when the workbook's own XML is broken."""
    names = set(archive.namelist())
    try:
        percent = _percent_styles(archive.read(_STYLES)) if _STYLES in names else frozenset()
        places = sheet_places(archive, MAIN, _RELATIONS)
        return {name: _sheet_marks(archive.read(value), percent) for name, value in places.items() if value in names}
    except (expat.ExpatError, KeyError, ValueError):
        return None


def _sheet_marks(xml: bytes, percent_styles: frozenset[str]) -> SheetMarks:
    """Return the marks of one sheet; its XML is followed only where something occurs in it that can be one."""
    styles = "|".join(map(re.escape, percent_styles)).encode()
    marked = (
        not xml.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")
        or any(sign in xml for sign in _MARKING)
        or _HIDDEN_OR_NUMBERED.search(xml)
        or (styles and re.search(rb"s\s*=\s*[\"'](?:" + styles + rb")[\"']", xml))
    )
    return _Sheet(percent_styles).read(xml) if marked else SheetMarks()


def sheet_places(archive: zipfile.ZipFile, main: str, relations: str) -> dict[str, str]:
    """Return the member of the archive that holds each sheet, by the sheet's name.

    Parameters
    ----------
    archive : the workbook.
    main, relations : its list of sheets, and what their ids point to.
    """
    targets: dict[str, str] = {}
    folder = posixpath.dirname(main)

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            lstrip = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            targets[attributes.get("Id", "")] = lstrip

    places: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            number = next((value for key, value in attributes.items() if local(key) == "id"), "")
            places[attributes.get("name", "")] = targets.get(number, "")

    parse(archive.read(relations), relation)
    parse(archive.read(main), sheet)
    return places


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition(" ")[2]


def parse(content: bytes, start: Callable[[str, dict[str, str]], None]) -> None:
    """Call back with local name and attributes of every element; entities of its own make the text an error."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(" ")[2], attributes)
    parser.EntityDeclHandler = _refuse_entity
    parser.Parse(content, True)


def _refuse_entity(*_declared: object) -> None:
    raise ValueError


def _percent_styles(styles: bytes) -> frozenset[str]:
    """Return the numbers of the cell formats that show percent, as cells name them."""
    formats: dict[str, str] = {}
    cell_formats: list[str] = []
    inside = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        if name in {"cellXfs", "cellStyleXfs", "dxfs", "cellStyles"}:
            inside[0] = name
        elif name == "numFmt" and inside[0] != "dxfs":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and inside[0] == "cellXfs":
            cell_formats.append(attributes.get("numFmtId", "0"))

    parse(styles, start)
    percent = {number for number, code in formats.items() if shows_percent(code)}
    percent |= {str(number) for number in PERCENT_BUILT_IN} - set(formats)
    return frozenset(str(index) for index, number in enumerate(cell_formats) if number in percent)


@dataclass(slots=True)
class _Sheet:
    """Reads the XML of one sheet; cells may name their place or follow each other."""

    percent_styles: frozenset[str]
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    percent: set[Cell] = field(default_factory=set)
    unfinished: set[Cell] = field(default_factory=set)
    errors: dict[Cell, str] = field(default_factory=dict)
    row: int = -1
    column: int = -1
    reference: str = ""
    kind: str = ""
    formula: bool = False

    def read(self, xml: bytes) -> SheetMarks:
        parser = expat.ParserCreate(namespace_separator=" ")
        self._begin(parser)
        parser.EntityDeclHandler = _refuse_entity
        parser.buffer_text = True
        parser.Parse(xml, True)
        return SheetMarks(
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            percent=frozenset(self.percent),
            unfinished=frozenset(self.unfinished),
            errors=self.errors,
        )

    def _begin(self, parser: expat.XMLParserType) -> None:
        """Let the parser call back for every element; nearly all are cells and their values, so those come first."""
        percent, cell_began, other = self.percent_styles, self._cell, self._other

        def start(name: str, attributes: dict[str, str]) -> None:
            letter = name[-2:]
            if letter == " v":
                return
            if letter == " c":
                cell_began(attributes)
                if attributes.get("s") in percent:
                    self.percent.add(self._place())
                if self.kind == "e":
                    self._watch(parser)
            elif letter == " f":
                self.formula = True
                self._watch(parser)
            else:
                other(name.rpartition(" ")[2], attributes)

        parser.StartElementHandler = start
        parser.EndElementHandler = parser.CharacterDataHandler = None

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        if reference:
            self.reference = reference
        else:
            if self.reference:
                self._place()
            self.column += 1
        self.kind, self.formula = attributes.get("t", "n"), False

    def _place(self) -> Cell:
        """Return the place of the cell that began last, worked out only where it is wanted."""
        if self.reference:
            named = _REFERENCE.match(self.reference)
            if named is None:
                raise ValueError(self.reference)
            self.row, self.column, self.reference = int(named[2]) - 1, column_number(named[1]), ""
        return self.row, self.column

    def _other(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column, self.reference = -1, ""
            if attributes.get("hidden") in {"1", "true"}:
                self.hidden_rows.add(self.row)
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            last = min(int(attributes["max"]), int(attributes["min"]) + 16_384)
            self.hidden_columns.update(range(int(attributes["min"]) - 1, last))

    def _watch(self, parser: expat.XMLParserType) -> None:
        """Read on to the end of a cell whose value decides: an error, or a formula."""
        value: list[str] = []
        inside = [False]

        def start(name: str, _attributes: dict[str, str]) -> None:
            inside[0] = local(name) == "v"
            if local(name) == "f":
                self.formula = True

        def characters(text: str) -> None:
            if inside[0]:
                value.append(text)

        def end(name: str) -> None:
            if local(name) == "v":
                inside[0] = False
            elif local(name) == "c":
                self._end_cell("".join(value))
                self._begin(parser)

        parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, characters, end

    def _end_cell(self, value: str) -> None:
        if self.kind == "e":
            self.errors[self._place()] = value.strip() or "#N/A"
        elif self.formula and not value and self.kind not in {"str", "inlineStr"}:
            self.unfinished.add(self._place())


def column_number(letters: str) -> int:
    """Return the number of a column from its letters, counted from 0: ``D`` is 3."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1
