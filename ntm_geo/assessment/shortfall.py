"""What a commune misses, and how far it is from each threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.assessment.trace import standing_of

if TYPE_CHECKING:
    from ntm_geo.assessment.assess import Assessment

_COLUMNS: Final = ["criterion", "indicator", "value", "threshold", "unit", "shortfall", "clause", "verified"]


def missing(assessment: Assessment, code: str) -> pd.DataFrame:
    """Return what a commune misses: the indicators not met of its criteria not met.

    Parameters
    ----------
    assessment : of a period.
    code : of a commune of the programme.

    Returns
    -------
    One row per indicator not met, in the order of the criteria set: ``criterion, indicator, value, threshold, unit,
    shortfall, clause, verified``; value, threshold and shortfall in the indicator's unit. A criterion not met
    without an indicator that says why (results reported without values, or a threshold nobody has set) has one row
    with an empty ``indicator``. What is unknown is not listed: nobody knows that it is missing.

    Raises
    ------
    UnknownUnitError
        The code is not of a commune of the programme.
    """
    standing_of(assessment, code)
    results = assessment.results
    failed = set(results.loc[(results["code"] == code) & results["met"].eq(False).fillna(False), "criterion"])
    criteria = [criterion.code for criterion in assessment.criteria_set.criteria if criterion.code in failed]
    rows = pd.DataFrame({"criterion": pd.Series(criteria, dtype="str")})
    rows = rows.merge(_failing(assessment, code), on="criterion", how="left")[_COLUMNS]
    return rows.assign(verified=rows["verified"].eq(True))


def _failing(assessment: Assessment, code: str) -> pd.DataFrame:
    """Return the verdicts of a commune's indicators that are not met, with their units."""
    if assessment.verdicts is None or assessment.thresholds is None:
        return pd.DataFrame(columns=_COLUMNS)
    verdicts = assessment.verdicts
    rows = verdicts[(verdicts["code"] == code) & (verdicts["status"] == "not_met")]
    return rows.merge(assessment.thresholds[["indicator", "unit"]], on="indicator", how="left")
