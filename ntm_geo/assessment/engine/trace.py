"""Back from a colour on the map to values, thresholds and the clause of a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from ntm_geo.assessment.engine.rollup import rollup
from ntm_geo.errors import LawError, UnknownUnitError, msg

if TYPE_CHECKING:
    from ntm_geo.assessment.engine.judgement import Assessment

INDICATOR_COLUMNS: Final = (
    "indicator",
    "value",
    "sense",
    "threshold",
    "unit",
    "status",
    "shortfall",
    "clause",
    "verified",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trace:
    """Why a criterion of a commune is met or not, and what tier the commune is in."""

    code: str
    period: int
    criterion: str
    met: bool | None
    """None when it is not known."""
    decided_by: Literal["values", "report", "nothing"]
    """Indicator values, a reported criterion result, or nothing: then it is unknown."""
    indicators: pd.DataFrame
    """``INDICATOR_COLUMNS`` of the criterion, in the order of the set; empty without indicator values."""
    tier: str
    recognition: str | None


def trace(assessment: Assessment, code: str, criterion: str) -> Trace:
    """Explain one criterion of one commune.

    Parameters
    ----------
    assessment : of a period.
    code : of a commune of the programme.
    criterion : criterion code, such as ``17``.

    Raises
    ------
    UnknownUnitError
        The code is not of a commune of the programme.
    LawError
        The criteria set has no such criterion.
    """
    standing = standing_of(assessment, code)
    if criterion not in {each.code for each in assessment.criteria_set.criteria}:
        raise LawError(
            msg(
                "The criteria set {key} has no criterion or indicator {code}.",
                key=assessment.criteria_set.key,
                code=criterion,
            ),
            fix=msg("Give a code such as 10 or 10.1."),
        )
    results = assessment.results
    row = results.loc[(results["code"] == code) & (results["criterion"] == criterion), "met"].dropna()
    met = bool(row.iloc[0]) if len(row) else None
    verdicts = _verdicts(assessment, code, criterion)
    return Trace(
        code=code,
        period=assessment.period,
        criterion=criterion,
        met=met,
        decided_by=_decided_by(met, verdicts),
        indicators=_described(assessment, verdicts),
        tier=str(standing["tier"]),
        recognition=None if pd.isna(standing["recognition"]) else str(standing["recognition"]),
    )


def standing_of(assessment: Assessment, code: str) -> pd.Series:
    """Return the row of ``tables.Standings`` of a commune.

    Raises
    ------
    UnknownUnitError
        The code is not of a commune of the programme.
    """
    chosen_standings = assessment.standings[assessment.standings["code"] == code]
    if chosen_standings.empty:
        raise UnknownUnitError(
            msg("There is no commune {code} in the programme of {period}.", code=code, period=assessment.period),
            fix=msg("Towns and wards are outside the programme; give the code of a commune."),
        )
    return chosen_standings.iloc[0]


def _verdicts(assessment: Assessment, code: str, criterion: str) -> pd.DataFrame:
    if assessment.verdicts is None:
        return pd.DataFrame()
    verdicts = assessment.verdicts
    return verdicts[(verdicts["code"] == code) & (verdicts["criterion"] == criterion)]


def _decided_by(met: bool | None, verdicts: pd.DataFrame) -> Literal["values", "report", "nothing"]:  # noqa: FBT001
    """Tell whether the values alone lead to the result."""
    if met is None:
        return "nothing"
    judged = rollup(verdicts)["met"].dropna() if len(verdicts) else pd.Series(dtype="boolean")
    return "values" if len(judged) and bool(judged.iloc[0]) is met else "report"


def _described(assessment: Assessment, verdicts: pd.DataFrame) -> pd.DataFrame:
    """Add how each indicator is compared, and its unit."""
    if assessment.thresholds is None or verdicts.empty:
        return pd.DataFrame(columns=list(INDICATOR_COLUMNS))
    law = assessment.thresholds[["indicator", "sense", "unit"]]
    return verdicts.merge(law, on="indicator", how="left")[list(INDICATOR_COLUMNS)]
