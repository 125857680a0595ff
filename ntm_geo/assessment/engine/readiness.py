"""Readiness: how far a commune is from being proposed, by its criteria and by the conditions beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from ntm_geo.assessment.engine.matrix_form import grid

if TYPE_CHECKING:
    from ntm_geo.criteria.model import CriteriaSet

Stage = Literal["ready", "conditions", "criteria"]
STAGES: Final[tuple[Stage, ...]] = ("ready", "conditions", "criteria")
"""Nothing is left to do; all criteria are met and conditions are not; criteria are not met or not known."""


def readiness(
    results: pd.DataFrame, conditions: pd.DataFrame, standings: pd.DataFrame, criteria_set: CriteriaSet
) -> pd.DataFrame:
    """Return what every commune lacks of the criteria and of the conditions beside them.

    Parameters
    ----------
    results : ``tables.CriterionResults``; what it does not say is unknown.
    conditions : ``tables.Conditions``; what it does not say is unknown.
    standings : ``tables.Standings`` of one period.
    criteria_set : the set they are assessed by. Of a set whose conditions are not entered nobody is told to be ready.

    Returns
    -------
    ``code, met, total, missing, unknown, conditions_missing, conditions_unknown, stage``: one row a commune, in the
    order of the standings; tuples of codes and keys in the order of the law, ``stage`` one of `STAGES`.
    """
    law = criteria_set.recognition
    keys = [condition.key for condition in law.conditions_of()] if law else []
    criteria = [criterion.code for criterion in criteria_set.criteria]
    period, codes = int(standings["period"].iloc[0]) if len(standings) else 0, pd.Index(standings["code"])
    judged = grid(
        results[results["period"].eq(period)], "met", codes=codes, column="criterion", keys=pd.Index(criteria)
    )
    entered = grid(
        conditions[conditions["period"].eq(period)], "met", codes=codes, column="condition", keys=pd.Index(keys)
    )
    rows = []
    for code, row, more in zip(codes, judged, entered, strict=True):
        missing, unknown = _parted(criteria, row)
        lacking, open_ones = _parted(keys, more)
        stage: Stage = "criteria" if missing or unknown else "conditions" if lacking or open_ones else "ready"
        if stage == "ready" and not keys:
            stage = "conditions"
        met = len(criteria) - len(missing) - len(unknown)
        rows.append((code, met, len(criteria), missing, unknown, lacking, open_ones, stage))
    columns = ["code", "met", "total", "missing", "unknown", "conditions_missing", "conditions_unknown", "stage"]
    return pd.DataFrame(rows, columns=columns)


def _parted(keys: list[str], row: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which keys are known not to be met, and which are not known."""
    pairs = list(zip(keys, row, strict=True))  # type: ignore[call-overload]
    return (
        tuple(key for key, met in pairs if met == 0),
        tuple(key for key, met in pairs if met not in {0, 1}),
    )
