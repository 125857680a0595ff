"""The recognition procedure: how far each commune is, and steps that are out of order.

Source: Decision 18/2022/QD-TTg (not checked against the official text): registered, self-assessed by the commune,
checked by the district, appraised by the province, recognised, possibly revoked.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.errors import msg
from ntm_geo.tables.monitoring_tables import STEPS

if TYPE_CHECKING:
    from datetime import date

    from ntm_geo.errors import Message


def stages(steps: pd.DataFrame, *, on: date) -> pd.DataFrame:
    """Return how far every procedure is on a day.

    Parameters
    ----------
    steps : ``tables.Steps``.
    on : the day; later steps are left out.

    Returns
    -------
    ``code, level, step, since``: the newest step of each commune and level; of several on one day the furthest.
    """
    past = steps[pd.to_datetime(steps["on"]).le(pd.Timestamp(on))]
    ranked = past.assign(place=past["step"].map(STEPS.index)).sort_values(["on", "place"])
    newest = ranked.groupby(["code", "level"], as_index=False).tail(1).sort_values(["code", "level"])
    return newest.rename(columns={"on": "since"})[["code", "level", "step", "since"]].reset_index(drop=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFinding:
    """What is out of order in the procedure of a commune for a level; ``kind`` is a stable slug for programs."""

    code: str
    level: str
    kind: str
    what: Message
    """Names steps by their keys, see `tables.monitoring.STEPS`."""


def check_steps(steps: pd.DataFrame) -> list[StepFinding]:
    """Return what is out of order: a step before the one it needs, or without it; a step twice."""
    findings = []
    for (code, level), rows in steps.groupby(["code", "level"], sort=True):
        days = rows.groupby("step")["on"].min()
        about = {"code": str(code), "level": str(level)}
        if rows.duplicated(["step", "on"]).any():
            findings.append(StepFinding(**about, kind="step-twice", what=msg("A step is entered twice on one day.")))
        for before, after in pairwise(STEPS):
            if after not in days:
                continue
            if before not in days:
                what = msg('The step "{after}" has no step "{before}" before it.', after=after, before=before)
                findings.append(StepFinding(**about, kind="step-missing", what=what))
            elif days[after] < days[before]:
                what = msg('The step "{after}" is dated before the step "{before}".', after=after, before=before)
                findings.append(StepFinding(**about, kind="step-order", what=what))
    return findings
