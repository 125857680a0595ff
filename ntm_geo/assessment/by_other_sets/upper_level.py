"""Communes judged by the set of a level above the standard: the advanced level, the pilot frame of modern communes.

The values are those entered for that set; thresholds of the province, communes of other regions and groups count as in
the set of the year. Nobody reaches a level without the standard, nor while its set is not entered whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.assessment.engine import assess
from ntm_geo.assessment.engine.matrix_form import grid
from ntm_geo.assessment.group_placement import placed_groups
from ntm_geo.assessment.judged_by.levels_in_force import province_levels, regional_levels
from ntm_geo.criteria.recognition_law import levels_of
from ntm_geo.records.commune_attributes import known_attributes
from ntm_geo.records.registers import read_register
from ntm_geo.store.versions import Slot
from ntm_geo.tables.standing_table import levels_from

if TYPE_CHECKING:
    from ntm_geo.assessment.engine import Assessment
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.tables.provenance import Provenance
    from ntm_geo.workspace.workspace import Workspace

STATES: Final = ("recognised", "reached", "near", "standard", "unknown", "no_standard")
"""Holds the level; meets all it asks for; meets nearly all criteria; has the standard and is further away; has it and
nothing is known of the level; has not reached the standard, so that the level is not asked for."""
COLUMNS: Final = (
    "code", "state", "met", "total", "missing", "unknown", "criteria", "standard_missing", "standard_unknown",
)  # fmt: skip
_YEARS: Final = range(2011, 2041)
_NEAR: Final = "near"
"""Key of the tier of the set that says who is near; a set without it has nobody near."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class UpperLevel:
    """A level above the standard in a year."""

    level: str
    law: CriteriaSet
    assessment: Assessment | None
    """By the set of the level; None while nothing of it is entered, or on units its values are not of."""
    table: pd.DataFrame
    """``code, state, met, total, missing, unknown, criteria, standard_missing, standard_unknown``: one row a commune of
    the programme; ``met`` of ``total`` indicators (criteria where the set has no indicators), tuples of codes,
    ``criteria`` how many criteria of the level are met."""
    entered: int
    expected: int
    """Indicators of the set that are entered, and how many its decision has; 0 where that is not known."""
    recorded: Provenance
    """Where the values come from."""

    @property
    def complete(self) -> bool:
        """Whether the set is entered whole; of one whose size is not known, whether anything is."""
        return self.entered >= max(self.expected, 1)


def levels_known(workspace: Workspace, year: int) -> tuple[str, ...]:
    """Return the levels communes can be recognised at for a year; of years after all sets those of the last."""
    last = list(workspace.criteria_sets.values())[-1]
    return levels_of(last if year > last.expires.year else workspace.set_on(date(year, 12, 31)))


def levels_by_year(workspace: Workspace) -> dict[int, tuple[str, ...]]:
    """Return the levels of every year a recognition may be given for."""
    return {year: levels_known(workspace, year) for year in _YEARS}


def scores_slot(level: str, *, vintage: str, period: int) -> Slot:
    """Return the place values of the set of a level are kept at."""
    return Slot(kind=f"{level}_scores", vintage=vintage, period=period)


def level_sets(workspace: Workspace, year: int) -> dict[str, CriteriaSet]:
    """Return the sets of levels above the standard that hold at the end of a year, by level."""
    day = date(year, 12, 31)
    return {
        law.subject: law
        for law in workspace.law.others.values()
        if law.subject in levels_from("standard") and law.effective <= day <= law.expires
    }


def upper_level(
    workspace: Workspace, standing: PeriodAssessment, level: str = "advanced", tried: CriteriaSet | None = None
) -> UpperLevel | None:
    """Return where the communes of a year are on the way to a level; None where no set of it holds then.

    Parameters
    ----------
    workspace : of the door.
    standing : of the year by its own set; on units its values were carried to, nothing is judged.
    level : ``advanced`` or ``modern``.
    tried : a set to judge by in the place of the one in use, to see what would follow.
    """
    law = tried or level_sets(workspace, standing.period).get(level)
    if law is None:
        return None
    register = read_register(workspace, scores_slot(level, vintage=standing.vintage, period=standing.period))
    assessed = None
    if law.has_indicators and not standing.carried:
        assessed = _assess(workspace, standing, law, register.table)
    entered = sum(len(criterion.indicators) for criterion in law.criteria)
    complete = entered >= max(law.expects[1], 1)
    return UpperLevel(
        level=level,
        law=law,
        assessment=assessed,
        table=_table(standing, assessed, level, complete=complete),
        entered=entered,
        expected=law.expects[1],
        recorded=register.provenance,
    )


def _assess(workspace: Workspace, standing: PeriodAssessment, law: CriteriaSet, scores: pd.DataFrame) -> Assessment:
    day, codes = date(standing.period, 12, 31), pd.Index(standing.assessment.standings["code"])
    attributes = known_attributes(workspace, vintage=standing.vintage, period=standing.period).reset_index()
    groups = None
    if law.commune_groups:
        groups = placed_groups(workspace, law, codes=codes, vintage=standing.vintage, period=standing.period)
    recognitions = standing.recognitions
    return assess(
        criteria_set=law,
        units=standing.units,
        period=standing.period,
        scores=scores,
        thresholds=province_levels(workspace, law, day),
        recognitions=recognitions[recognitions["level"].isin(levels_from(law.subject))],
        attributes=attributes if len(attributes) else None,
        groups=groups,
        regional=regional_levels(workspace, law, day, vintage=standing.vintage),
    )


def _table(standing: PeriodAssessment, assessed: Assessment | None, level: str, *, complete: bool) -> pd.DataFrame:
    standings = standing.assessment.standings
    codes = pd.Index(standings["code"])
    listed = [criterion.code for criterion in standing.criteria_set.criteria]
    base = grid(standing.assessment.results, "met", codes=codes, column="criterion", keys=pd.Index(listed))
    lines = (
        [line.code for criterion in assessed.criteria_set.criteria for line in criterion.indicators] if assessed else []
    )
    marks = pd.DataFrame({"code": [], "indicator": [], "number": []})
    if assessed is not None and assessed.verdicts is not None:
        numbers = assessed.verdicts["status"].map({"met": 1.0, "not_applicable": 1.0, "not_met": 0.0})
        marks = assessed.verdicts.assign(number=numbers)
    judged = grid(marks, "number", codes=codes, column="indicator", keys=pd.Index(lines))
    counts = dict.fromkeys(codes, 0)
    if assessed is not None:
        counts = dict(zip(assessed.standings["code"], assessed.standings["met"].astype(int), strict=True))
    least = _near(assessed)
    rows = []
    recognitions = standings["recognition"].to_numpy(dtype=object, na_value="")
    for code, recognition, first, second in zip(codes, recognitions, base, judged, strict=True):
        missing, unknown = _parted(lines, second)
        standard_missing, standard_unknown = _parted(listed, first)
        criteria = counts[code]
        reached = complete and bool(lines) and not (missing or unknown or standard_missing or standard_unknown)
        if recognition in levels_from(level):
            state = "recognised"
        elif not recognition:
            state = "no_standard"
        elif reached:
            state = "reached"
        elif len(unknown) == len(lines):
            state = "unknown"
        else:
            state = "near" if criteria >= least else "standard"
        met = len(lines) - len(missing) - len(unknown)
        rows.append((code, state, met, len(lines), missing, unknown, criteria, standard_missing, standard_unknown))
    columns = [
        "code",
        "state",
        "met",
        "total",
        "missing",
        "unknown",
        "criteria",
        "standard_missing",
        "standard_unknown",
    ]
    return pd.DataFrame(rows, columns=columns)


def _near(assessed: Assessment | None) -> float:
    """Return from how many criteria of the level a commune is near; of a set that does not say, nobody is."""
    tiers = assessed.criteria_set.tiers if assessed is not None else ()
    return next((rule.at_least for rule in tiers if rule.key == _NEAR and rule.at_least is not None), inf)


def _parted(keys: list[str], row: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which keys are known not to be met, and which are not known."""
    pairs = list(zip(keys, row, strict=True))  # type: ignore[call-overload]
    return (
        tuple(key for key, met in pairs if met == 0),
        tuple(key for key, met in pairs if met not in {0, 1}),
    )
