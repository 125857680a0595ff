"""Tell the rows of a sheet apart: data, districts as section rows, totals, numbering, notes, what is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ntm_geo.boundaries.names import district_key, match_key
from ntm_geo.intake.cells import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ntm_geo.intake.grid import Grid
    from ntm_geo.intake.header import Header

_TOTALS: Final = ("tong", "cong", "toan tinh", "binh quan", "trung binh", "tong cong", "total")
_NOTES: Final = re.compile(
    r"^(?:ghi chu|luu y|nguoi lap|nguoi tong hop|noi nhan|thu truong|chu tich|tm |kt |giam doc|can cu|nguon|ky |ngay \d"
    r"|.*\bngay\b.*\bthang\b.*\bnam\b)"
)
_ROMAN_OR_LETTER: Final = re.compile(r"^(?:[IVXLC]+|[A-Z]|\d{1,3})[.)]?$")
_SECTION: Final = re.compile(r"^(?:[ivxlc]+|\d{1,2}|[a-z])?\s*(?:huyen|thanh pho|thi xa|tp|tx|quan|h)\s+\S")
_NUMBERING: Final = re.compile(r"^\(?\s*(?:\d{1,3}(?:\s*=.*)?|[A-Za-z])\s*\)?$")
_UNIT_SIGN: Final = re.compile(r"^\(?(?:%|ha|km2?|m2|nguoi|ho|xa|xom|trieu dong|dvt.*|don vi tinh.*|tieu chi|x)\)?$")
_IN_BRACKETS: Final = re.compile(r"^\(.{1,30}\)$")
_LEAST_NUMBERED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """A row about one unit, hamlet or agency."""

    row: int
    """Counted from 0."""
    section: str
    """District of the section it stands in; empty when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """The rows of a sheet by what they are; numbers of rows counted from 0."""

    data: tuple[DataRow, ...]
    totals: tuple[int, ...]
    sections: tuple[int, ...]
    hidden: tuple[int, ...]
    """Hidden rows that hold data; they are not among ``data``."""
    notes: tuple[int, ...]


def tell_rows(grid: Grid, header: Header, districts: Collection[str], *, take_hidden: bool = False) -> SheetRows:
    """Tell the rows below a header apart.

    Parameters
    ----------
    grid, header : the sheet and its header.
    districts : names of the districts, which may stand in rows of their own.
    take_hidden : whether hidden rows are data too.
    """
    known = {district_key(one) for one in districts}
    first, section = header.rows[-1] + 1, ""
    rows: dict[str, list[Any]] = {"data": [], "totals": [], "sections": [], "hidden": [], "notes": []}
    ended = False
    for number in range(first, len(grid.cells)):
        values = grid.cells[number]
        filled = [place for place, value in enumerate(values) if value is not None]
        kind = _kind(values, filled, header, known)
        if kind == "blank" or (kind == "numbering" and not rows["data"]):
            continue
        if kind == "section":
            section = _section_name(values, header, known)
            rows["sections"].append(number)
        elif kind == "note" or (ended and _is_sparse(filled, header)):
            rows["notes"].append(number)
            ended = ended or bool(rows["data"])
        elif kind == "total":
            rows["totals"].append(number)
        elif number in grid.marks.hidden_rows and not take_hidden:
            rows["hidden"].append(number)
        else:
            rows["data"].append(DataRow(row=number, section=section))
    return SheetRows(**{key: tuple(found) for key, found in rows.items()})


def _kind(values: Sequence[Any], filled: list[int], header: Header, districts: set[str]) -> str:
    if not filled:
        return "blank"
    if _is_numbering(values, filled, header):
        return "numbering"
    words = [match_key(text) for text in _leading(values, filled)]
    lead = next((word for word in words if word), "")
    if any(lead == word or lead.startswith(f"{word} ") for word in _TOTALS):
        return "total"
    if _section_name(values, header, districts):
        return "section"
    return "note" if _NOTES.match(lead) and _is_sparse(filled, header) else "data"


def _is_numbering(values: Sequence[Any], filled: list[int], header: Header) -> bool:
    """Return whether a row only numbers the columns, or only gives their measuring units."""
    texts = [shown(values[place]) for place in filled]
    numbered = len(filled) >= _LEAST_NUMBERED and all(_NUMBERING.match(text) for text in texts)
    if numbered and _names_numbered(values, header):
        return True
    return not _named(values, header) and all(
        _UNIT_SIGN.match(match_key(text) or text) or _IN_BRACKETS.match(text) for text in texts
    )


def _leading(values: Sequence[Any], filled: list[int]) -> list[str]:
    """Return the texts that say what a row is: those of its first cells, without serial numbers."""
    texts = [shown(values[place]) for place in filled[:3]]
    return [text for text in texts if not _ROMAN_OR_LETTER.match(text)]


def _names_numbered(values: Sequence[Any], header: Header) -> bool:
    place = _name_place(header)
    return place is not None and values[place] is not None


def _named(values: Sequence[Any], header: Header) -> bool:
    places = [header.place(key) for key in ("code", "unit_name", "name")]
    return any(place is not None and values[place] is not None for place in places)


def _name_place(header: Header) -> int | None:
    found = [header.place(key) for key in ("unit_name", "name", "code")]
    return next((place for place in found if place is not None), None)


def _section_name(values: Sequence[Any], header: Header, districts: set[str]) -> str:
    """Return the district a row is the heading of; empty when it is none."""
    code, parent, own = header.place("code"), header.place("parent_name"), header.place("name")
    if (code is not None and values[code] is not None) or (own is not None and values[own] is not None):
        return ""
    name = header.place("unit_name")
    if parent is not None and values[parent] is not None and name is not None and values[name] is not None:
        return ""
    place = next(
        (one for one, value in enumerate(values) if isinstance(value, str) and not _ROMAN_OR_LETTER.match(value)), None
    )
    if place is None:
        return ""
    text = shown(values[place])
    word = match_key(text)
    bare = re.sub(r"^(?:[ivxlc]+|\d{1,2}) ", "", word)
    if _SECTION.match(word) or _SECTION.match(bare):
        return text if district_key(text) in districts else re.sub(r"^\s*(?:[IVXLC]+|\d{1,2})\s*[.)\-]?\s+", "", text)
    alone = sum(1 for value in values if value is not None) <= 2  # noqa: PLR2004 - a serial and the name
    return text if alone and district_key(bare) in districts else ""


def _is_sparse(filled: list[int], header: Header) -> bool:
    values = [place for place, key in header.columns.items() if not key.startswith("*")]
    return len(set(filled) & set(values)) <= max(2, len(values) // 4)
