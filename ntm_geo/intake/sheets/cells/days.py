"""Days as cells hold them: dates, numbers of spreadsheets, texts with the day, the year or the month in front."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any, Final

from ntm_geo.boundaries.names import match_key

_DATE: Final = re.compile(r"(\d{1,4})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{2,4})(?:[T ]\d.*)?")
_WRITTEN_DATE: Final = re.compile(r"(?:ngay )?(\d{1,2}) (?:thang )?(\d{1,2}) (?:nam )?(\d{4})")
_EXCEL_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no zone
_SERIALS: Final = (30_000, 80_000)
_THIS_CENTURY: Final = 100


def day_of(value: Any) -> date | None:
    """Return the day a cell holds as a date, as the number a spreadsheet keeps, or as text; None when it holds none."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, int | float) and not isinstance(value, bool):
        serial = _SERIALS[0] <= value <= _SERIALS[1]
        return (_EXCEL_EPOCH + timedelta(days=float(value))).date() if serial else None
    return _written_day(str(value).strip())


def _written_day(text: str) -> date | None:
    """Read a date with the day first, or the year first; with the month first only where nothing else is possible."""
    match = _DATE.fullmatch(text)
    if not match:
        written = _WRITTEN_DATE.fullmatch(match_key(text))
        return made_day(int(written[3]), int(written[2]), int(written[1])) if written else None
    first, second, third = (int(part) for part in match.groups())
    if first > 31:  # noqa: PLR2004 - a year stands first
        return made_day(first, second, third)
    year = third + 2000 if third < _THIS_CENTURY else third
    return made_day(year, second, first) or made_day(year, first, second)


def day_first(text: str) -> date | None:
    """Return the day a text names with the day in front; None when it names none so."""
    return _written_day(text.strip())


def month_first(text: str) -> date | None:
    """Return the day a text names with the month in front; None when it names none so."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return None
    month, day, year = (int(part) for part in match.groups())
    return made_day(year + 2000 if year < _THIS_CENTURY else year, month, day)


def made_day(year: int, month: int, day: int) -> date | None:
    """Return a day by its parts; None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
