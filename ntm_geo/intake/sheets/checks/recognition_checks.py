"""Checks of a sheet of recognitions: levels that build on others, years, and the levels the law of a year knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.errors import msg
from ntm_geo.tables.standing_table import BUILDS_ON, LEVELS

if TYPE_CHECKING:
    from ntm_geo.intake.sheets.known import Known
    from ntm_geo.intake.sheets.tables.sheet_values import Problems


def check_recognitions(frame: pd.DataFrame, codes: pd.Series, problems: Problems, known: Known) -> None:
    """Report what the recognitions of a sheet say against each other, and against the law of their years.

    Parameters
    ----------
    frame : values of the sheet by row.
    codes : code of the unit of each row.
    problems : what is wrong is added to them.
    known : recognitions kept already, and the levels of each year.
    """
    _check_levels(frame.assign(unit=codes), problems, known)
    _check_years(frame, problems, known)


def _check_levels(values: pd.DataFrame, problems: Problems, known: Known) -> None:
    """Check that a commune recognised at a higher level is recognised at the one below, and each level once."""
    text = "level"
    if "level" not in values:
        return
    # The level below may be recognised in this sheet or in the register already; a warning, as it may come later.
    before = known.recognitions
    pairs = {tuple(pair) for pair in before[["code", "level"]].to_numpy()} if before is not None else set()
    pairs |= {(code, level) for code, level in values[["unit", "level"]].to_numpy() if isinstance(code, str)}
    seen: dict[tuple[str, str, Any], int] = {}
    days = values["recognised_on"] if "recognised_on" in values else pd.Series(None, index=values.index)
    for row, code, level, day in zip(values.index, values["unit"], values["level"], days, strict=True):
        if not isinstance(code, str) or level not in LEVELS:
            continue
        if (code, level, day) in seen:
            what = msg("The recognition stands in row {row} already.", row=problems.said_row(seen[code, level, day]))
            problems.add(row, text, "recognition-doubled", what, msg("One row for each recognition."))
        seen[code, level, day] = row
        if level in BUILDS_ON and any((code, item) not in pairs for item in _below(level)):
            problems.add(
                row, text, "level-without-standard", msg("The commune is not recognised at the level below."),
                msg("First the standard, then advanced, then model."), severity="warning",
            )  # fmt: skip


def _below(level: str) -> list[str]:
    """Return the levels a level builds on, the nearest first."""
    below = []
    while level in BUILDS_ON:
        level = BUILDS_ON[level]
        below.append(level)
    return below


def _check_years(values: pd.DataFrame, problems: Problems, known: Known) -> None:
    """Check that nothing is recognised for a year not begun when it was decided, or at a level it does not know."""
    _check_known(values, problems, known)
    _check_order(values, problems, "recognised_on")


def check_certified_years(values: pd.DataFrame, problems: Problems) -> None:
    """Report certificates of hamlets for a year that had not begun when they were decided, or without a decision."""
    _check_order(values, problems, "certified_on")
    if "for_year" not in values:
        return
    days = values["certified_on"] if "certified_on" in values else pd.Series(None, index=values.index)
    for row, year, day in zip(values.index, values["for_year"], days, strict=True):
        if year is not None and day is None:
            what = msg("A year is given, and no day of a decision.")
            problems.add(row, "for_year", "year-without-decision", what, msg("The day of the decision, or no year."))


def _check_order(values: pd.DataFrame, problems: Problems, decided: str) -> None:
    if not {"for_year", decided} <= set(values):
        return
    for row, year, day in zip(values.index, values["for_year"], values[decided], strict=True):
        if year is not None and day is not None and year > pd.Timestamp(day).year:
            what = msg("It is given for a year that had not begun on the day of the decision.")
            expected = msg("At most {year}, or empty.", year=pd.Timestamp(day).year)
            problems.add(row, "for_year", "year-after-decision", what, expected)


def _check_known(values: pd.DataFrame, problems: Problems, known: Known) -> None:
    """Check that the law of the year of each recognition knows its level; the year is that of the decision if empty."""
    if "level" not in values:
        return
    nothing = [None] * len(values)
    years, days = (values.get(name, nothing) for name in ("for_year", "recognised_on"))
    for row, level, year, day in zip(values.index, values["level"], years, days, strict=True):
        if level not in LEVELS or (pd.isna(year) and pd.isna(day)):
            continue
        of = pd.Timestamp(day).year if pd.isna(year) else int(year)
        if level not in known.levels.get(of, LEVELS):
            what = msg("The law of {year} knows no recognition at this level.", year=of)
            expected = msg("A level of that year, or the year the recognition is given for.")
            problems.add(row, "level", "level-of-year", what, expected)
