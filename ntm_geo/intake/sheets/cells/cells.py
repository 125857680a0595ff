"""What people write into cells, read by the type of the column: marks, numbers, percents, dates, choices, lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import Message, msg
from ntm_geo.i18n import format_number
from ntm_geo.intake.sheets.cells.days import day_of, made_day, month_first
from ntm_geo.intake.sheets.cells.flag_marks import plain_marks, sign_of
from ntm_geo.intake.sheets.cells.lost import Lost
from ntm_geo.intake.sheets.cells.measures import measure_of, only_unit

if TYPE_CHECKING:
    from ntm_geo.intake.sheets.cells.column_rule import ColumnRule
    from ntm_geo.intake.sheets.cells.layouts import Column

_EMPTY: Final = {
    "", "chua co so lieu", "khong co so lieu", "chua ro", "chua danh gia", "na", "n a", "khong ro", "nan", "null"
}  # fmt: skip
_DASHES: Final = re.compile(r"[-\u2010-\u2015\u2212\u2026._\s\u00a0\u200b\ufeff]+")
_NUMBER: Final = re.compile(r"(?P<sign>[-\u2212])?(?P<digits>\d[\d.,\s\u00a0]*)(?P<percent>\s*%)?")
_FIGURE_AND_UNIT: Final = re.compile(
    r"['\u2019]?(?P<figure>[-\u2212~\u2248]?\s*\d[\d.,\s\u00a0]*%?)\s*(?:\*{1,3}|\(\*{1,3}\))?(?P<unit>[^\W\d][^\d]*)?"
)
_GROUPS: Final = re.compile(
    r"[1-9]\d{0,2}(?:[.\s\u00a0]\d{3})+(?:,\d+)?|[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?|[1-9]\d{0,2}(?:,\d{3})+\.\d+"
)
_AMBIGUOUS: Final = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
EARLIEST: Final = date(2010, 6, 1)
"""No decision of the programme is older: it began in June 2010 (Decision 800/QD-TTg)."""
_LONGEST_TEXT: Final = 500
_LONGEST_EMPTY: Final = 40
_PLAIN_MARKS: Final = plain_marks()
_HUGE: Final = 1e15


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a cell holds; ``problem`` is empty when it was read without doubt."""

    value: Any = None
    kind: str = ""
    """Slug of the problem."""
    what: Message | None = None
    expected: Message | None = None
    doubt: bool = False
    """A problem that does not keep the value from being taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What cells are read against beside their column: the last day a date may name, and known words of lists."""

    today: date
    lists: dict[str, frozenset[str]]
    """Column to the codes its list may hold."""
    marks: Mapping[str, bool | None] = field(default_factory=lambda: _PLAIN_MARKS)
    """What the signs of the sheet mean (`flag_marks`); None is no figure."""
    columns: Mapping[str, ColumnRule] = field(default_factory=dict)
    """How the cells of single columns are turned."""


def parse(column: Column, value: Any, rules: Rules, *, shown_as_percent: bool = False) -> Parsed:
    """Read one cell.

    Parameters
    ----------
    column : what the cell should hold.
    value : as the file holds it: text, number, date, truth value or None.
    rules : see `Rules`.
    shown_as_percent : whether the spreadsheet shows the number times a hundred.

    Returns
    -------
    The value (``bool``, ``float``, ``int``, ``date``, ``str`` or None when empty) or what is wrong with it.
    """
    if value is None or (isinstance(value, str) and column.type != "flag" and _is_empty(value)):
        return Parsed()
    if isinstance(value, Lost):
        return _lost(value)
    return _READERS[column.type](column, value, rules, shown_as_percent)


def shown(value: object) -> str:
    """Return a cell's value as text, for a problem's list."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return f"{value:%d/%m/%Y}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _lost(value: Lost) -> Parsed:
    if value.shown:
        return Parsed(
            kind="cell-error",
            what=msg("The formula gives an error."),
            expected=msg("A value, or a formula that gives one."),
        )
    return Parsed(
        kind="formula-empty",
        what=msg("The formula was never computed."),
        expected=msg("Open the file in a spreadsheet program and save it."),
    )


def _is_empty(text: str) -> bool:
    return bool(_DASHES.fullmatch(text)) or (
        len(text) < _LONGEST_EMPTY and bool(key := match_key(text)) and key in _EMPTY
    )


def _flag(_column: Column, value: Any, rules: Rules, _percent: bool) -> Parsed:  # noqa: FBT001 - one signature for all
    sign = sign_of(value)
    if not sign:
        return Parsed()
    if sign in rules.marks:
        return Parsed(value=rules.marks[sign])
    if _is_empty(str(value)):
        return Parsed()
    return Parsed(
        kind="flag-unknown",
        what=msg("It says neither met nor not met."),
        expected=msg("x or 1 for met, 0 for not met; empty when not known."),
    )


def _without_unit(column: Column, value: Any) -> tuple[Any, float | None]:
    """Return a figure without the unit, star or apostrophe written to it, and by what the unit multiplies it."""
    if not isinstance(value, str):
        return value, None
    match = _FIGURE_AND_UNIT.fullmatch(value.strip())
    if not match:
        return value, None
    if not match["unit"]:
        return match["figure"], None
    written, measure = measure_of(match["unit"]), measure_of(column.unit)
    if written is None or measure is None or not only_unit(match["unit"]):
        return value, None
    same = written.dimension == measure.dimension and (not written.per or not measure.per or written.per == measure.per)
    return (match["figure"], written.size / measure.size) if same and measure.dimension != "share" else (value, None)


def number_in(value: Any) -> tuple[float | None, str, bool]:
    """Return a number, its other possible reading as text (empty: none), and whether it had a percent sign."""
    if isinstance(value, bool | date | time | timedelta):
        return None, "", False
    if isinstance(value, int | float):
        return (float(value) if abs(value) < _HUGE else None), "", False
    match = _NUMBER.fullmatch(str(value).strip().lstrip("~\u2248"))
    if not match:
        return None, "", False
    digits, sign = match["digits"].strip(), -1 if match["sign"] else 1
    percent = bool(match["percent"])
    if _AMBIGUOUS.fullmatch(digits):
        sub, decimal = float(re.sub(r"[.,]", "", digits)), float(digits.replace(",", "."))
        return sign * (decimal if percent else sub), format_number(decimal, digits=3), percent
    plain = _without_groups(digits.replace("\u00a0", " "))
    return (sign * float(plain) if plain else None), "", percent


def _without_groups(digits: str) -> str:
    """Return digits with a point before the decimals and no sign between thousands; empty when they are no number."""
    text = digits
    if _GROUPS.fullmatch(digits):
        text = digits.replace(" ", "")
        commas_group = text.count(",") > 1 or -1 < text.find(",") < text.find(".")
        text = text.replace(",", "") if commas_group else text.replace(".", "")
    text = text.replace(",", ".")
    return text if re.fullmatch(r"\d+(?:\.\d*)?", text) else ""


def _number(column: Column, value: Any, rules: Rules, percent: bool) -> Parsed:  # noqa: FBT001 - as above
    value, size = _without_unit(column, value)
    number, other, signed = number_in(value)
    if number is None:
        return Parsed(kind="number-invalid", what=msg("It is not a number."), expected=_number_expected(column))
    doubt = Parsed(value=number)
    if percent and column.type == "percent" and isinstance(value, int | float):
        number = round(number * 100, 10)
    elif other and not signed:
        number, doubt = _choose_reading(column, number, str(value))
    rule = rules.columns.get(column.key)
    factor = size if size is not None else rule.factor if rule is not None else 1
    if factor != 1 and not percent and not signed:
        number = round(number * factor, 10)
        doubt = Parsed(value=number)
    if (column.low is not None and number < column.low) or (column.high is not None and number > column.high):
        return Parsed(kind="out-of-range", what=msg("It is out of range."), expected=_number_expected(column))
    if doubt.kind:
        return doubt
    return Parsed(value=number)


def _choose_reading(column: Column, thousands: float, text: str) -> tuple[float, Parsed]:
    """Choose between 1.234 as thousands and as decimals: by the column's range, then as Vietnamese writes it."""
    decimal = float(text.strip().lstrip("~\u2248").replace(",", "."))
    if column.type != "count" and ((column.high is not None and thousands > column.high) or "," in text):
        return decimal, Parsed(value=decimal)
    if column.type == "count":
        return thousands, Parsed(value=thousands)
    return thousands, Parsed(
        value=thousands,
        kind="number-ambiguous",
        what=msg("It may be {one} or {other}; it was read as {one}.",
                 one=format_number(thousands), other=format_number(decimal, digits=3)),
        expected=msg("Write thousands without a point, decimals with a comma."),
        doubt=True,
    )  # fmt: skip


def _count(column: Column, value: Any, rules: Rules, percent: bool) -> Parsed:  # noqa: FBT001 - as above
    number = _number(column, value, rules, percent)
    if number.kind or number.value is None:
        return number
    if not float(number.value).is_integer():
        return Parsed(kind="count-invalid", what=msg("It is not a whole number."), expected=_number_expected(column))
    return Parsed(value=int(number.value))


def _number_expected(column: Column) -> Message:
    if column.low is not None and column.high is not None:
        return msg("A number from {low} to {high}.", low=format_number(column.low), high=format_number(column.high))
    if column.low is not None:
        return msg("A number, {low} or more.", low=format_number(column.low))
    return msg("A number, such as 12,5.")


def _date(column: Column, value: Any, rules: Rules, _percent: bool) -> Parsed:  # noqa: FBT001 - as above
    rule = rules.columns.get(column.key)
    day = day_of(value)
    if rule is not None and rule.month_first and isinstance(value, str):
        day = month_first(value) or day
    if day is not None and rule is not None and rule.exchanged and isinstance(value, date):
        day = made_day(day.year, day.day, day.month)
    if day is None:
        return Parsed(kind="date-invalid", what=msg("It is not a date."), expected=msg("A date such as 31/12/2022."))
    if day > rules.today:
        return Parsed(kind="date-future", what=msg("The day is still to come."), expected=msg("A day that has passed."))
    if day < EARLIEST:
        return Parsed(
            kind="date-early",
            what=msg("The day is before the programme began."),
            expected=msg("A day from {day} on.", day=f"{EARLIEST:%d/%m/%Y}"),
        )
    return Parsed(value=day)


def _choice(column: Column, value: Any, _rules: Rules, _percent: bool) -> Parsed:  # noqa: FBT001 - as above
    key = match_key(shown(value))
    for item, name in column.choices:
        if key in {match_key(item), match_key(name.vi), match_key(name.en)}:
            return Parsed(value=item)
    key = re.sub(r" (?:ntm|nong thon moi)\Z", "", key)
    plain = (
        key.removeprefix("khu vuc ")
        .removeprefix("kv ")
        .removeprefix("xa ")
        .removeprefix("dat chuan ")
        .removeprefix("ntm ")
    )
    for item, name in column.choices:
        if plain in {
            match_key(item),
            match_key(name.vi).removeprefix("xa "),
            str(column.choices.index((item, name)) + 1),
        }:
            return Parsed(value=item)
    return Parsed(
        kind="choice-unknown",
        what=msg("It is not one of the words to choose from."),
        expected=msg("One of: {choices}.", choices=", ".join(name.vi for _one, name in column.choices)),
    )


def _text(_column: Column, value: Any, _rules: Rules, _percent: bool) -> Parsed:  # noqa: FBT001 - as above
    text = " ".join(shown(value).split())
    if len(text) > _LONGEST_TEXT:
        return Parsed(
            kind="text-too-long",
            what=msg("The text is too long: {count} letters.", count=len(text)),
            expected=msg("At most {count} letters.", count=_LONGEST_TEXT),
        )
    return Parsed(value=text or None)


def _list(column: Column, value: Any, rules: Rules, _percent: bool) -> Parsed:  # noqa: FBT001 - as above
    parts = [part.strip() for part in re.split(r"[;,\s]+", shown(value)) if part.strip()]
    known = rules.lists.get(column.key)
    strange = [part for part in parts if known is not None and part not in known]
    if strange:
        return Parsed(
            kind="list-unknown",
            what=msg("It names what is not known: {names}.", names=", ".join(strange)),
            expected=msg("Codes with a semicolon between them: 1;9."),
        )
    return Parsed(value=";".join(dict.fromkeys(parts)) or None)


_READERS: Final = {
    "code": _text,
    "text": _text,
    "flag": _flag,
    "number": _number,
    "percent": _number,
    "count": _count,
    "date": _date,
    "choice": _choice,
    "list": _list,
}
