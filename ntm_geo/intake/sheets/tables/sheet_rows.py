"""Tell the rows of a table apart: data, districts, totals, remarks, what is hidden; every row with content gets a role.

A row that names a unit of the list is about that unit, whatever its first word looks like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from ntm_geo.boundaries.names import match_key
from ntm_geo.intake.sheets.cells.cells import shown
from ntm_geo.intake.sheets.cells.flag_marks import is_mark
from ntm_geo.intake.sheets.cells.layouts import UNIT_KEYS
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.intake.sheets.cells.unit_words import UnitWords
    from ntm_geo.intake.sheets.tables.column_choice import Columns
    from ntm_geo.intake.sheets.tables.grid import Grid
    from ntm_geo.intake.sheets.tables.header import Header

Role = Literal[
    "title", "heading", "numbering", "data", "unit-heading", "total", "section", "note", "form", "hidden", "other-rows"
]
_WHOLE: Final = "toan tinh|toan huyen|toan thanh pho|toan xa|toan vung|ca tinh|ca huyen"
_TOTAL: Final = re.compile(
    r"^(?:tong|cong|tong cong|tong so|tong hop|chung|total|sum"
    r"|binh quan(?: chung)?|trung binh(?: chung)?|ty le(?: chung)?"
    rf"|{_WHOLE}|(?:tong|cong|tong cong|tong so|binh quan|trung binh|ty le|tong hop)(?: so)?"
    rf"(?: (?:xa|cac xa|don vi|tieu chi|tc|dat|{_WHOLE}|huyen .+|tinh .+|tinh|huyen|thanh pho .+|chung|so xa.*))+"
    r"|(?:trong do|bao gom|gom|chia ra)(?: .*)?"
    r"|so (?:xa|don vi|tieu chi|tc)(?: .*)?|so luong(?: .*)?)(?: \d+)?$"
)
_NOTES: Final = re.compile(
    r"^(?:ghi chu|luu y|nguoi lap|nguoi tong hop|noi nhan|thu truong|chu tich|tm |kt |tl |giam doc|can cu|nguon\b"
    r"|ngay \d"
    r"|dai dien|truong phong|pho chu tich|bieu \d|bang \d|phu luc|don vi tinh|dvt"
    r"|.*\bngay\b.*\bthang\b.*\bnam\b)"
)
_ROMAN_OR_LETTER: Final = re.compile(r"^(?:[IVXLC]+|[A-Za-z]|\d{1,3})[.)]?$")
_NUMBERED: Final = re.compile(r"^\s*(?:[IVXLC]{1,6}|\d{1,3}|[A-Z])\s*[.)\-\u2013/]\s*(?=\S)")
_NUMBERING: Final = re.compile(r"^\(?\s*(?:\d{1,3}(?:\s*=.*)?|[A-Za-z])\s*\)?$")
_UNIT_SIGN: Final = re.compile(r"^\(?(?:%|ha|km2?|m2|nguoi|ho|xa|xom|trieu dong|dvt.*|don vi tinh.*|tieu chi|x)\)?$")
_IN_BRACKETS: Final = re.compile(r"^\(.{1,30}\)$")
_FIGURES: Final = SCORES | {"results", "attributes"}
"""Kinds whose own columns hold marks and figures, no texts."""
_LEAST_NUMBERED: Final = 3
_LONGEST_VALUE: Final = 25
_LONGEST_NAME: Final = 60
_MANY: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """A row about one unit, hamlet or agency."""

    row: int
    """Counted from 0."""
    section: str
    """District of the section it stands in; empty when there is none."""
    known: bool = False
    """Whether it names a unit of the list."""


@dataclass(slots=True, kw_only=True)
class SheetRows:
    """The rows of a table by what they are; numbers of rows counted from 0. Every row with content stands once."""

    roles: dict[int, Role] = field(default_factory=dict)
    data: list[DataRow] = field(default_factory=list)

    def of(self, *roles: Role) -> tuple[int, ...]:
        """Return the rows of some roles, from top to bottom."""
        return tuple(row for row, role in sorted(self.roles.items()) if role in roles)

    @property
    def totals(self) -> tuple[int, ...]:
        """Rows of totals."""
        return self.of("total")

    @property
    def sections(self) -> tuple[int, ...]:
        """Rows that name a district."""
        return self.of("section")

    @property
    def hidden(self) -> tuple[int, ...]:
        """Hidden rows that hold data; they are not among ``data``."""
        return self.of("hidden")


def tell_rows(
    grid: Grid,
    header: Header,
    columns: Columns,
    words: UnitWords,
    *,
    take_hidden: bool = False,
    left_out: frozenset[int] = frozenset(),
) -> SheetRows:
    """Tell the rows of a table apart.

    Parameters
    ----------
    grid : the sheet, merged cells filled downwards.
    header, columns : of one of its tables.
    words : names of the units and districts.
    take_hidden : whether hidden rows are data too.
    left_out : rows that say the same of their unit under another word.
    """
    table = _Table(header, columns, words)
    rows = SheetRows()
    for number in range(header.top, header.rows[-1] + 1):
        if _has_content(grid.cells[number]):
            rows.roles[number] = "heading" if number >= header.rows[0] else "title"
    section = ""
    for number in range(header.rows[-1] + 1, header.end):
        values = grid.cells[number]
        if not _has_content(values):
            continue
        if number in left_out:
            rows.roles[number] = "other-rows"
            continue
        role = (
            "heading"
            if number in header.repeated
            else table.role(values, first=not rows.data or number - 1 in header.repeated)
        )
        if role == "section":
            section = table.section_name(values)
        if role in {"data", "unit-heading"} and number in grid.marks.hidden_rows and not take_hidden:
            role = "hidden"
        rows.roles[number] = role
        if role in {"data", "unit-heading"}:
            rows.data.append(DataRow(row=number, section=section, known=names_unit(columns, words, values)))
    return rows


def names_unit(columns: Columns, words: UnitWords, values: Sequence[Any]) -> bool:
    """Return whether a row names a unit of the list by its code or its name."""
    code, unit = columns.place("code"), columns.place("unit_name")
    return (code is not None and words.code(values[code])) or (unit is not None and words.unit(values[unit]))


def _has_content(values: Sequence[Any]) -> bool:
    return any(value is not None for value in values)


class _Table:
    """The columns of a table, asked for the role of a row."""

    def __init__(self, header: Header, columns: Columns, words: UnitWords) -> None:
        self.kind = header.kind
        self.words = words
        self.code, self.parent = columns.place("code"), columns.place("parent_name")
        self.unit, self.name = columns.place("unit_name"), columns.place("name")
        self.own = [label for label, key in columns.keys.items() if not key.startswith("*") and key not in UNIT_KEYS]
        naming = [code for code in (self.code, self.unit, self.name) if code is not None]
        firsts = [position for position in self.own if position not in naming]
        self.leading_until = max(min(firsts, default=max(naming, default=0) + 1), max(naming, default=0) + 1)
        self.serial = columns.place("*serial")

    def role(self, values: Sequence[Any], *, first: bool) -> Role:
        filled = [index for index, value in enumerate(values) if value is not None]
        local = [position for position in self.own if values[position] is not None]
        if first and self._is_numbering(values, filled):
            return "numbering"
        lead = self._lead(values, filled)
        key = match_key(_NUMBERED.sub("", lead))
        if self._names_unit(values):
            if not local:
                return self._empty_role(values)
            return "section" if self._is_district(values, lead, local) else "data"
        if _TOTAL.match(key) and not self._all_marks(values, local):
            return "total"
        if self._is_district(values, lead, local):
            return "section"
        return self._other_role(values, local, key)

    def _other_role(self, values: Sequence[Any], numbers: list[int], key: str) -> Role:
        """Return the role of a row that names no unit, district or total."""
        named = self._cell(values, self.unit) or self._cell(values, self.name) or self._cell(values, self.code)
        if not numbers:
            return "note" if not named or _NOTES.match(key) or len(str(named)) > _LONGEST_NAME else "form"
        if self.kind in {"hamlets", "hamlet_results", "agencies"} and self.name in numbers:
            only_name = len(numbers) == 1
            return "note" if only_name and (_NOTES.match(key) or len(key) > _LONGEST_NAME) else "data"
        if named and not _NOTES.match(key):
            return "total" if self.kind == "results" and self._counts(values, numbers) else "data"
        likely = [position for position in numbers if self._value_like(values[position])]
        return (
            "data" if likely and not (_NOTES.match(key) and len(likely) <= max(1, len(self.own) // _MANY)) else "note"
        )

    def _empty_role(self, values: Sequence[Any]) -> Role:
        """Return the role of a row that names a unit and holds nothing: over its hamlets, or as a form left empty."""
        text = self._cell(values, self.unit)
        if (
            isinstance(text, str)
            and self.words.district(text)
            and self._cell(values, self.code) is None
            and (
                self._cell(values, self.serial) is None or _ROMAN_OR_LETTER.match(shown(values[self.serial]))  # type: ignore[index]
            )
            and not self._numbered_like_units(values)
        ):
            return "section"
        return "unit-heading" if self.kind in {"hamlets", "hamlet_results", "partners"} else "form"

    def _numbered_like_units(self, values: Sequence[Any]) -> bool:
        serial = self._cell(values, self.serial)
        return isinstance(serial, int | float)

    def _names_unit(self, values: Sequence[Any]) -> bool:
        if self.kind == "agencies":
            return False
        return self.words.code(self._cell(values, self.code)) or self.words.unit(self._cell(values, self.unit))

    def _is_district(self, values: Sequence[Any], lead: str, numbers: list[int]) -> bool:
        """Return whether a row is the heading of a district: it names one, and no unit beside it."""
        if self._cell(values, self.code) is not None or (
            self.name is not None
            and self._cell(values, self.name) is not None
            and self.name != self.unit
            and self.kind != "agencies"
        ):
            return False
        if self.kind == "agencies":
            return not numbers and self.words.calls_itself_district(lead)
        unit, parent = self._cell(values, self.unit), self._cell(values, self.parent)
        if unit is not None and parent is not None and unit != parent:
            return False
        if not lead:
            return False
        if self.words.calls_itself_district(lead):
            return True
        return bool(self.words.district(lead)) and not self._all_marks(values, numbers)

    def section_name(self, values: Sequence[Any]) -> str:
        """Return the district a section row names, as the list writes it where the list has it."""
        lead = self._lead(values, [index for index, value in enumerate(values) if value is not None])
        return self.words.district(lead) or _NUMBERED.sub("", lead)

    def _lead(self, values: Sequence[Any], filled: list[int]) -> str:
        """Return the text that says what a row is: the unit's cell, else the first text before the values."""
        cell = self._cell(values, self.unit)
        if isinstance(cell, str) and not _ROMAN_OR_LETTER.match(cell):
            return cell
        texts = [shown(values[position]) for position in filled if position < self.leading_until]
        wordy = [text for text in texts if not _ROMAN_OR_LETTER.match(text)]
        if wordy:
            return wordy[0]
        rest = [shown(values[position]) for position in filled if isinstance(values[position], str)]
        return next((text for text in rest if not _ROMAN_OR_LETTER.match(text) and not is_mark(text)), "")

    def _all_marks(self, values: Sequence[Any], numbers: list[int]) -> bool:
        """Return whether all values are letters or signs as only single units have, and no counts."""
        return bool(numbers) and all(
            isinstance(values[position], str) and is_mark(values[position]) for position in numbers
        )

    @staticmethod
    def _counts(values: Sequence[Any], counts: list[int]) -> bool:
        """Return whether all values of a row are numbers and some are no marks: it counts units."""
        numbers = [values[position] for position in counts]
        return all(isinstance(value, int | float) and not isinstance(value, bool) for value in numbers) and any(
            not is_mark(value) for value in numbers
        )

    def _value_like(self, value: Any) -> bool:
        if not isinstance(value, str):
            return True
        short = len(value) <= _LONGEST_VALUE and not _NOTES.match(match_key(value))
        return short and (self.kind not in _FIGURES or is_mark(value) or any(letter.isdigit() for letter in value))

    def _is_numbering(self, values: Sequence[Any], filled: list[int]) -> bool:
        """Return whether a row only numbers the columns, or only gives their measuring units."""
        texts = [shown(values[position]) for position in filled]
        naming = [code for code in (self.code, self.unit, self.name) if code is not None]
        named = any(values[position] is not None for position in naming)
        if len(filled) >= _LEAST_NUMBERED and all(_NUMBERING.match(text) for text in texts) and named:
            return not (self.code is not None and self.words.code(values[self.code]))
        return not named and all(
            _UNIT_SIGN.match(match_key(text) or text) or _IN_BRACKETS.match(text) for text in texts
        )

    @staticmethod
    def _cell(values: Sequence[Any], number: int | None) -> Any:
        return None if number is None else values[number]
