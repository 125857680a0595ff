"""The set whose codes a kind of data has: that of its year, of a level above the standard, or the one that follows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.assessment.by_other_sets.upper_level import level_sets
from ntm_geo.assessment.judged_by.levels_in_force import province_levels
from ntm_geo.assessment.judged_by.next_set import ENTERED
from ntm_geo.assessment.period import sets_for
from ntm_geo.criteria.cite import cite
from ntm_geo.errors import InputFileError, LawError, NotInForceError, msg
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.workspace.workspace import Workspace

OF_LEVELS: Final = {"advanced_scores": "advanced", "modern_scores": "modern"}
"""Kinds of data to the level whose set their codes are of."""
OF_OTHER_SETS: Final = frozenset({*OF_LEVELS, ENTERED})
"""Kinds of data with the codes of another set than that of their year."""


def sets_to_read(workspace: Workspace, kind: str, year: int | str | None) -> list[CriteriaSet]:
    """Return the sets a sheet may have the columns of, the likeliest first.

    Parameters
    ----------
    workspace : of the door.
    kind : of data as it is said, empty where it is to be found out.
    year : of the figures as it is said; nothing where it is to be found out.

    Raises
    ------
    InputFileError
        The kind has the codes of another set than that of its year, and the year is not said.
    NotInForceError, LawError
        As in `set_of_kind`.
    """
    if not year and kind in OF_OTHER_SETS:
        raise InputFileError(
            msg("The year of the figures is not known, and with it the set their columns are of."),
            fix=msg("Choose the year, or fill in the template of the program."),
        )
    return [set_of_kind(workspace, kind, int(year))] if year else list(workspace.criteria_sets.values())


def set_of_kind(workspace: Workspace, kind: str, year: int) -> CriteriaSet:
    """Return the set whose criteria and indicators a kind of data of a year has.

    Raises
    ------
    NotInForceError
        No set of the level holds at the end of the year, or none follows the one that does.
    LawError
        Its indicators are not entered at the law desk yet.
    """
    if kind in OF_LEVELS:
        law = level_sets(workspace, year).get(OF_LEVELS[kind])
    elif kind == ENTERED:
        law = next(iter(sets_for(workspace, year)[1:]), None)
    else:
        return workspace.set_on(date(year, 12, 31))
    if law is None:
        raise NotInForceError(
            msg("No criteria set of that kind holds at the end of {year}.", year=year),
            where=kind,
            fix=msg("Choose another year, or another kind of data."),
        )
    if not law.has_indicators:
        raise LawError(
            msg("The indicators of {name} are not entered yet.", name=law.name),
            where=law.key,
            fix=msg("Enter them at the law desk first: page “Data”, part “Law”."),
        )
    return law


def asked_by(workspace: Workspace, law: CriteriaSet, year: int) -> dict[str, str]:
    """Return what each indicator and part of a set asks for in a year, as a sentence with its source."""
    day = max(date(year, 12, 31), law.effective)
    return {
        row.indicator: cite(
            law,
            law.indicator(row.indicator),
            None if pd.isna(row.threshold) else float(row.threshold),
            cases=row.cases if isinstance(row.cases, str) else "",
            clause=row.clause,
            verified=bool(row.verified),
        )
        for row in each_row(province_levels(workspace, law, day))
    }
