"""What a whole column leaves open: other units, shares as fractions, days exchanged, figures unlike the year before.

There is one question a column, answered for all its cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import msg
from ntm_geo.i18n import format_number
from ntm_geo.intake.sheets.cells.cells import number_in
from ntm_geo.intake.sheets.cells.column_rule import ColumnRule
from ntm_geo.intake.sheets.cells.days import day_first, month_first
from ntm_geo.intake.sheets.cells.measures import Measure, measure_in_heading, measure_of
from ntm_geo.intake.sheets.cells.questions import AS_WRITTEN, EXCHANGED, LEAVE, TIMES_100, Option, Question, ask

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.intake.sheets.cells.layouts import Column

_NUMERIC: Final = frozenset({"number", "percent", "count"})
_LATEST_DAY: Final = 12
_LEAST_DATES: Final = 2
_LEAST_COMMON: Final = 5
_SCALES: Final = ((10.0, 5, 20), (100.0, 50, 200), (1000.0, 500, 2000), (1e6, 5e5, 2e6))
_FAR: Final = 8
_FIRST_SHARE: Final = 1.0
DIVIDED: Final = "divided"
"""Answer that the figures of a column are to be divided."""
_INCOMES: Final = (1.0, 1000.0)
"""Bounds of yearly incomes of a person, in the unit of the column."""
_SHARE: Final = re.compile(r"\b(?:ty le|ti le|phan tram|ty trong|muc)\b")
_COUNTED: Final = re.compile(r"(?:^|\bso )(?:ho|nguoi|khau|lao dong|tre em|dan)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawColumn:
    """The cells of one column as the file holds them."""

    letter: str
    heading: str
    units_below: str
    """What a row of measuring units below the header says of it."""
    cells: Sequence[Any]
    percent: Sequence[bool]
    """Whether each cell is shown as percent."""
    codes: Sequence[Any] = ()
    """Code of the unit of each cell, where it is known."""


def judge_column(
    column: Column, raw: RawColumn, answers: Mapping[str, str], before: pd.Series | None = None
) -> ColumnRule:
    """Return how a column is read, and what has to be asked first.

    Parameters
    ----------
    column : what it is.
    raw : its cells.
    answers : of a person.
    before : value of the year before by code of the unit; None where nothing is kept.
    """
    if column.type == "date":
        return _exchanged_days(raw, answers)
    if column.type not in _NUMERIC:
        return ColumnRule()
    rule = _other_measure(column, raw, answers)
    doubtful = column.type == "percent" or before is not None or _is_income(column)
    if rule.left_out or rule.questions or not doubtful:
        return rule
    numbers = _numbers(column, raw)
    return _judge_size(column, raw, numbers, answers, rule) or _judge_growth(raw, numbers, answers, before, rule)


def _judge_size(
    column: Column, raw: RawColumn, numbers: Sequence[float | None], answers: Mapping[str, str], rule: ColumnRule
) -> ColumnRule | None:
    """Ask about figures that cannot be what their column holds; None where nothing speaks against them."""
    if column.type == "percent" and _counts_instead(raw):
        question = _question_of_measure(column, raw, answers)
        return ColumnRule(left_out=question.answer != AS_WRITTEN, questions=(question,))
    if column.type == "percent" and rule.factor == 1:
        fractions = _fractions(raw, numbers, answers)
        if fractions:
            return ColumnRule(factor=100.0 if fractions.answer == TIMES_100 else 1.0, questions=(fractions,))
    too_large = _too_large(column, raw, [number * rule.factor for number in numbers if number is not None], answers)
    if too_large is None:
        return None
    question, scale = too_large
    factor = rule.factor / scale if question.answer == DIVIDED else rule.factor
    return ColumnRule(factor=factor, notes=rule.notes, questions=(question,))


def _judge_growth(
    raw: RawColumn,
    numbers: Sequence[float | None],
    answers: Mapping[str, str],
    before: pd.Series | None,
    rule: ColumnRule,
) -> ColumnRule:
    if before is None:
        return rule
    turned = [None if number is None else number * rule.factor for number in numbers]
    return _unlike_before(raw, turned, answers, before, rule)


def _numbers(column: Column, raw: RawColumn) -> list[float | None]:
    """Return the figures of a column; equal cells are read once."""
    cells = [(type(value), value, shown) for value, shown in zip(raw.cells, raw.percent, strict=True)]
    known = {cell: _number(column, cell[1], shown_as_percent=cell[2]) for cell in dict.fromkeys(cells)}
    return [known[cell] for cell in cells]


def _number(column: Column, value: Any, *, shown_as_percent: bool) -> float | None:
    number, other, _signed = number_in(value)
    if number is None:
        return None
    if other and column.high is not None and number > column.high:
        number = float(str(value).strip().replace(",", "."))
    return number * (100 if shown_as_percent else 1)


# ------------------------------------------------------------------------------------------------ measuring units


def _other_measure(column: Column, raw: RawColumn, answers: Mapping[str, str]) -> ColumnRule:
    written = measure_in_heading(raw.heading) or measure_of(raw.units_below)
    measure = measure_of(column.unit)
    if written is None or measure is None:
        return ColumnRule()
    same_time = not written.per or not measure.per or written.per == measure.per
    if written.dimension == measure.dimension and same_time:
        factor = written.size / measure.size
        if factor == 1:
            return ColumnRule()
        note = msg("Column {column}: figures are turned into {unit} (× {factor}).",
                   column=raw.letter, unit=column.unit, factor=f"{factor:g}")  # fmt: skip
        return ColumnRule(factor=factor, notes=(note,))
    return _ask_measure(column, raw, answers, written, measure)


def _ask_measure(
    column: Column, raw: RawColumn, answers: Mapping[str, str], written: Measure, measure: Measure
) -> ColumnRule:
    question = _question_of_measure(column, raw, answers)
    factor = written.size / measure.size if written.dimension == measure.dimension else 1.0
    return ColumnRule(factor=factor, left_out=question.answer != AS_WRITTEN, questions=(question,))


def _question_of_measure(column: Column, raw: RawColumn, answers: Mapping[str, str]) -> Question:
    return ask(
        f"unit-{raw.letter}",
        msg("The heading “{heading}” gives another measuring unit than {unit}. Are its figures in {unit} all the same?",
            heading=raw.heading, unit=column.unit),
        (Option(value=AS_WRITTEN, label=msg("Yes, read them as they are")),
         Option(value=LEAVE, label=msg("No, leave the column out"))),
        answers,
    )  # fmt: skip


def _counts_instead(raw: RawColumn) -> bool:
    """Return whether a heading speaks of households or people and of no share: ``Ho ngheo`` may be their number."""
    words = match_key(raw.heading)
    shares = any(raw.percent) or any(isinstance(value, str) and "%" in value for value in raw.cells)
    match = "%" in raw.heading or "%" in raw.units_below or _SHARE.search(words)
    return not shares and not match and bool(_COUNTED.search(words))


def _is_income(column: Column) -> bool:
    """Return whether a column holds money in a time, as incomes are given."""
    measure = measure_of(column.unit)
    return measure is not None and measure.dimension == "money" and bool(measure.per)


def _too_large(
    column: Column, raw: RawColumn, numbers: Sequence[float], answers: Mapping[str, str]
) -> tuple[Question, float] | None:
    """Ask about incomes that no one has: thousands or single dong under a heading in millions."""
    if not _is_income(column) or not numbers:
        return None
    middle = float(np.median(numbers))
    scale = next((size for size in (1e3, 1e6) if _INCOMES[0] <= middle / size < _INCOMES[1]), None)
    if middle < _INCOMES[1] or scale is None:
        return None
    question = ask(
        f"scale-{raw.letter}",
        msg("The figures of “{heading}” are far too large for {unit}. Are they right as written?",
            heading=raw.heading, unit=column.unit),
        (Option(value=AS_WRITTEN, label=msg("Yes, as written")),
         Option(value=DIVIDED, label=msg("No, divide them by {times}", times=_shown(scale)))),
        answers,
    )  # fmt: skip
    return question, scale


def _fractions(raw: RawColumn, numbers: Sequence[float | None], answers: Mapping[str, str]) -> Question | None:
    """Ask about shares that are all at most 1 and not shown as percent: 0.205 may be 20.5 %."""
    signed = [isinstance(value, str) and "%" in value for value in raw.cells]
    plain = [
        number
        for number, shown, sign in zip(numbers, raw.percent, signed, strict=True)
        if number is not None and not shown and not sign
    ]
    known = [number for number in numbers if number is not None]
    if not plain or len(plain) < len(known) / 2 or max(plain) > _FIRST_SHARE or max(plain) <= 0:
        return None
    example = next(number for number in plain if number > 0)
    return ask(
        f"fractions-{raw.letter}",
        msg("All shares in “{heading}” are at most 1. Does {example} mean {times} %?",
            heading=raw.heading, example=_shown(example), times=_shown(example * 100)),
        (Option(value=TIMES_100, label=msg("Yes, times a hundred")),
         Option(value=AS_WRITTEN, label=msg("No, they are percent as written"))),
        answers,
    )  # fmt: skip


def _unlike_before(
    raw: RawColumn, numbers: Sequence[float | None], answers: Mapping[str, str], before: pd.Series, rule: ColumnRule
) -> ColumnRule:
    """Ask where a column is ten, a hundred, a thousand times the year before, or that part of it."""
    pairs = [
        (number, float(before[code]))
        for number, code in zip(numbers, raw.codes, strict=False)
        if number and isinstance(code, str) and code in before.index and float(before[code]) > 0
    ]
    if len(pairs) < _LEAST_COMMON:
        return rule
    ratio = float(np.median([now / then for now, then in pairs]))
    scale = next(
        (size for size, low, high in _SCALES if low <= ratio <= high),
        next((1 / size for size, low, high in _SCALES if low <= 1 / ratio <= high), None),
    )
    if scale is None:
        return rule
    question = ask(
        f"scale-{raw.letter}",
        msg("The figures of “{heading}” are about {times} times those kept of the year before."
            " Are they right as written?",
            heading=raw.heading, times=_shown(scale)),
        (Option(value=AS_WRITTEN, label=msg("Yes, as written")),
         Option(value=DIVIDED, label=msg("No, divide them by {times}", times=_shown(scale)))),
        answers,
    )  # fmt: skip
    factor = rule.factor / scale if question.answer == DIVIDED else rule.factor
    return ColumnRule(factor=factor, notes=rule.notes, questions=(question,))


def far_from_before(value: float | None, then: float | None) -> bool:
    """Return whether a single figure is ten times that of the year before, or a tenth of it."""
    return bool(value and then and (value / then >= _FAR or then / value >= _FAR))


def _shown(number: float) -> str:
    return format_number(number, digits=3 if abs(number) < 1 else 1)


# ------------------------------------------------------------------------------------------------ days


def _exchanged_days(raw: RawColumn, answers: Mapping[str, str]) -> ColumnRule:
    """Ask about days that may stand with the month in front: true dates a program read so, or texts beside such."""
    texts = [value for value in raw.cells if isinstance(value, str)]
    only_month_first = [text for text in texts if month_first(text) and _day_of(text, day_first) is None]
    either = next((day for text in texts if (day := _day_of(text, day_first)) and _two_ways(day, text)), None)
    if only_month_first and either:
        question = _ask_days(raw, either, answers)
        return ColumnRule(month_first=question.answer == EXCHANGED, questions=(question,))
    true = [value for value in raw.cells if isinstance(value, date | datetime)]
    days = [day for text in texts if (day := day_first(text)) is not None]
    if len(true) < _LEAST_DATES or not days:
        return ColumnRule()
    if any(day.day > _LATEST_DAY for day in true) or not any(day.day > _LATEST_DAY for day in days):
        return ColumnRule()
    example = next((day for day in true if day.day != day.month), None)
    if example is None:
        return ColumnRule()
    question = _ask_days(raw, example, answers)
    return ColumnRule(exchanged=question.answer == EXCHANGED, questions=(question,))


def _day_of(text: str, reader: Callable[[str], date | None]) -> date | None:
    """Return the day of a text whose month is not past 12 as it is read; None when only the other way is possible."""
    day, other = reader(text), month_first(text)
    return None if day is not None and day == other and day.day > _LATEST_DAY else day


def _two_ways(day: date, text: str) -> bool:
    other = month_first(text)
    return other is not None and other != day


def _ask_days(raw: RawColumn, example: date, answers: Mapping[str, str]) -> Question:
    return ask(
        f"dates-{raw.letter}",
        msg("In “{heading}” some days can only stand with the month in front. Were day and month exchanged:"
            " is {day} really {other}?", heading=raw.heading, day=f"{example:%d/%m/%Y}", other=f"{example:%m/%d/%Y}"),
        (Option(value=EXCHANGED, label=msg("Yes, exchange them back")),
         Option(value=AS_WRITTEN, label=msg("No, they are right as written"))),
        answers,
    )  # fmt: skip
