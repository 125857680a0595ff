"""What a commune misses, and how far it is from each threshold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.assessment.trace import trace

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
    own = _only(assessment, code)
    parts = []
    for criterion in assessment.criteria_set.criteria:
        path = trace(own, code, criterion.code)
        if path.met is False:
            failing = path.indicators[path.indicators["status"] == "not_met"]
            rows = failing if len(failing) else pd.DataFrame({"verified": [False]})
            parts.append(rows.assign(criterion=criterion.code).reindex(columns=_COLUMNS))
    if not parts:
        return pd.DataFrame(columns=_COLUMNS)
    return pd.DataFrame([row for part in parts for row in part.to_dict("records")], columns=_COLUMNS)


def _only(assessment: Assessment, code: str) -> Assessment:
    """Return the assessment with the rows of one commune, so that they are looked up once."""
    verdicts = assessment.verdicts
    return replace(
        assessment,
        verdicts=None if verdicts is None else verdicts[verdicts["code"] == code],
        results=assessment.results[assessment.results["code"] == code],
        standings=assessment.standings[assessment.standings["code"] == code],
    )
