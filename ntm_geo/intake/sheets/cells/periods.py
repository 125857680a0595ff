"""Which year the figures of a table are of, from its titles.

Dates and numbers of letters, periods of programmes and years to come are never it; half-years and plans are noticed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ntm_geo.intake.sheets.cells.heading_text import plain

FIRST_YEAR: Final = 2010
"""The programme began in June 2010 (Decision 800/QD-TTg)."""
_YEAR_END: Final = (31, 12)
_HALF_YEAR_MONTHS: Final = "6|9|3|sau|chin|ba"
_NOISE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:chuong trinh|ct)\s+(?:muc tieu quoc gia|mtqg)\b|\bctmtqg\b",
        r"\bso ke hoach va dau tu\b|\btai chinh\s*[-\u2013,]?\s*(?:va )?ke hoach\b|\bban quan ly ke hoach\b",
        (
            r"\b(?:cong van|bao cao|to trinh|quyet dinh|nghi quyet|thong bao|ke hoach|huong dan|van ban|qd|nq|cv|bc)\s+"
            r"(?:so\s*:?\s*)?[\w.\-]*\d[\w.\-]*/[\w./\-]+(?:\s*,?\s*ngay\s+\S+(?:\s+thang\s+\d{1,2})?(?:\s+nam\s+\d{4})?)?"
        ),
        r"\bso\s*:?\s*\d[\w./\-]*(?:\s*,?\s*ngay\s+\S+(?:\s+thang\s+\d{1,2})?(?:\s+nam\s+\d{4})?)?",
        r"\b\d+(?:/\d+)?\s*/\s*[a-z][\w\-/]*",
        r"\b20\d\d\s*(?:-|\u2013|\u2014|\u00f7|/|\bden\b|\btoi\b|\bden nam\b)\s*(?:nam\s+)?(?:20)?\d\d\b(?!\s*[./]\d)",
        r"\b(?:so voi|cung ky|tu)\s+(?:cung ky\s+)?(?:nam\s+)?20\d\d\b",
        r"\b(?:cap nhat|ban sua|sua lan|phien ban|rev\w*|version|v)\s*[.:]?\s*(?:nam\s+)?20\d\d\b",
    )
)
_WRITTEN_DAY: Final = re.compile(r"\b(?:ngay\s+)?(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(20\d\d)\b")
_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(20\d\d)(?!\d)")
_MONTH: Final = re.compile(r"\bthang\s+(\d{1,2})\s*(?:/|nam|-)\s*(20\d\d)\b")
_PART: Final = re.compile(
    rf"\b(?:{_HALF_YEAR_MONTHS})\s*thang\b|\bquy\s+(?:i{{1,3}}v?|iv|[1-4])\b|\bnua (?:dau )?nam\b|\bso ket\b|\b6t\b"
)
_YEAR: Final = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)")
_UNTIL: Final = re.compile(r"\b(?:den|het|cuoi|tinh den|thoi diem)\W*(?:ngay\W*|het\W*|cuoi\W*)*$")
_PLAN_SURE: Final = re.compile(r"\b(?:dang ky|du kien|phan dau|dk|chi tieu giao)\b")
_PLAN: Final = re.compile(r"\b(?:ke hoach|muc tieu|lo trinh|kh)\b")
_RESULT: Final = re.compile(r"\b(?:ket qua|thuc hien|hien trang|thuc trang|danh gia|ra soat|da dat|dat duoc|th)\b")
_MOST_HALF: Final = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a text says about the time its table is of."""

    years: tuple[int, ...]
    """Years that may be meant, each once, in order."""
    part: bool
    """Whether a part of a year is named: six months, a quarter, a day before its end."""
    plan: bool
    """Whether it speaks of a plan, and not of the results of one."""
    later: tuple[int, ...] = ()
    """Years still to come: only a plan can be for them."""


def said(text: str, *, latest: int) -> Said:
    """Return what a title, a heading or the name of a file says.

    Parameters
    ----------
    text : as it stands, marks and all.
    latest : the present year; later ones are no years of figures.

    Examples
    --------
    >>> said("KET QUA DEN 31/12/2022 (giai doan 2021-2025)", latest=2026).years
    (2022,)
    """
    words = re.sub(r"_", " ", plain(text))
    for noise in _NOISE:
        words = noise.sub(" ", words)
    years: dict[int, None] = {}
    part = bool(_PART.search(words))
    for pattern in (_WRITTEN_DAY, _DAY):
        words, partly = _without_days(words, pattern, years)
        part = part or partly
    for month, year in _MONTH.findall(words):
        years.setdefault(int(year))
        part = part or int(month) <= _MOST_HALF
    words = _MONTH.sub(" ", words)
    for year in _YEAR.findall(words):
        years.setdefault(int(year))
    stored = tuple(year for year in years if FIRST_YEAR <= year <= latest)
    later = tuple(year for year in years if year > latest)
    return Said(years=stored, part=part, plan=is_plan(words), later=later)


def _without_days(words: str, pattern: re.Pattern[str], years: dict[int, None]) -> tuple[str, bool]:
    """Take days out of a text: ends of years name a year, days something was counted until name a part of one."""
    part = False

    def taken(match: re.Match[str]) -> str:
        nonlocal part
        day, month, year = int(match[1]), int(match[2]), int(match[3])
        if (day, month) == _YEAR_END:
            years.setdefault(year)
        elif _UNTIL.search(words[: match.start()]):
            years.setdefault(year)
            part = True
        return " "

    return pattern.sub(taken, words), part


def is_plan(text: str) -> bool:
    """Return whether a text speaks of a plan, and not of the results of one."""
    words = plain(text)
    return bool(_PLAN_SURE.search(words)) or bool(_PLAN.search(words) and not _RESULT.search(words))
