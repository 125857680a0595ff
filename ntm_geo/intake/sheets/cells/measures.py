"""Measuring units as headings write them, and by what a figure is multiplied to be in the unit of its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from ntm_geo.intake.sheets.cells.heading_text import plain

Dimension = Literal["money", "area", "length", "share", "persons", "households"]
_UNITS: Final[tuple[tuple[str, Dimension, float], ...]] = (
    (r"(?:1[.,]?000|nghin|ngan)\s*(?:d|dong|vnd)\b|\bngd\b", "money", 1e3),
    (r"(?:1[.,]?000[.,]?000|trieu)\s*(?:d|dong|vnd)\b|\btr\.?\s*d(?:ong)?\b|\btrd\b|^(?:trieu|tr)$", "money", 1e6),
    (r"\bty\s*(?:d|dong|vnd)\b", "money", 1e9),
    (r"\b(?:dong|vnd)\b", "money", 1.0),
    (r"\bkm2\b|\bkm\u00b2", "area", 1e6),
    (r"\bm2\b|\bm\u00b2|\bmet vuong\b", "area", 1.0),
    (r"\bha\b|\bhec ?ta\b", "area", 1e4),
    (r"\bkm\b", "length", 1e3),
    (r"\bm\b(?!\u00b2)", "length", 1.0),
    (r"%|\bphan tram\b", "share", 1.0),
    (r"\u2030|\bphan nghin\b", "share", 0.1),
    (r"\b(?:nghin|ngan|1[.,]?000)\s*nguoi\b", "persons", 1e3),
    (r"\bnguoi\b|\bkhau\b|\bnhan khau\b", "persons", 1.0),
    (r"\bho\b", "households", 1.0),
)
_TIME: Final = ((r"/\s*thang\b|\bthang\b", "month"), (r"/\s*quy\b", "quarter"), (r"/\s*nam\b|\bnam\b", "year"))
_IN_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_UNIT_WORD: Final = re.compile(r"(?:don vi tinh|dvt|don vi)\s*:?\s*(.+)$")
_BEHIND: Final = re.compile(r"[,;\u2013]\s*([^,;()]{1,30})$| - ([^,;()]{1,30})$")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measuring unit: what it measures, its size in the smallest of its kind, and the time it is for."""

    dimension: Dimension
    size: float
    per: str = ""


def measure_of(text: str) -> Measure | None:
    """Return the measuring unit a text names; None when it names none.

    Examples
    --------
    >>> measure_of("nghin dong/nguoi/nam").size
    1000.0
    """
    words = plain(text)
    row = next(((dimension, size) for pattern, dimension, size in _UNITS if re.search(pattern, words)), None)
    if row is None:
        return None
    per = next((time for pattern, time in _TIME if re.search(pattern, words)), "")
    return Measure(row[0], row[1], per)


def measure_in_heading(heading: str) -> Measure | None:
    """Return the unit a heading says its figures are in: in brackets, behind a comma or dash, or named as a unit."""
    words = plain(heading)
    parts = [result[1] for result in _UNIT_WORD.finditer(words)]
    parts += _IN_BRACKETS.findall(heading)
    behind = _BEHIND.search(heading)
    if behind:
        parts.append(behind[1] or behind[2])
    return next((measure for part in parts if only_unit(part) and (measure := measure_of(part))), None)


def only_unit(part: str) -> bool:
    """Return whether a part of a heading holds nothing but measuring units and times."""
    words = plain(part)
    for pattern in (*(pattern for pattern, _dimension, _size in _UNITS), *(pattern for pattern, _time in _TIME)):
        words = re.sub(pattern, " ", words)
    return not re.sub(r"[\s/.,()\-]|\b(?:moi|tren|binh quan|mot)\b", "", words)
