"""The recognition procedure: how far each commune is, and steps that are out of order.

Source: Decision 18/2022/QD-TTg (not checked against the official text): registered, self-assessed by the commune,
checked by the district, appraised by the province, recognised, possibly revoked. Which steps have ended is data
(`criteria.recognition_law.load_ended_steps`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.errors import msg
from ntm_geo.i18n import format_date
from ntm_geo.tables.monitoring_tables import STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping
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


def check_steps(steps: pd.DataFrame, ended: Mapping[str, date] | None = None) -> list[StepFinding]:
    """Return what is out of order: a step before the one it needs, or without it; a step twice, or after its end.

    Parameters
    ----------
    steps : ``tables.Steps``.
    ended : steps that are no longer taken, with the last day they were; a later step does not need them.
    """
    last_days = {step: pd.Timestamp(day) for step, day in (ended or {}).items()}
    findings = []
    for (code, level), rows in steps.groupby(["code", "level"], sort=True):
        days = rows.groupby("step")["on"].min()
        about = {"code": str(code), "level": str(level)}
        if rows.duplicated(["step", "on"]).any():
            findings.append(StepFinding(**about, kind="step-twice", what=msg("A step is entered twice on one day.")))
        for step, last in last_days.items():
            if step in days and days[step] > last:
                what = msg('The step "{step}" is no longer taken since {day}.', step=step, day=format_date(last.date()))
                findings.append(StepFinding(**about, kind="step-ended", what=what))
        for after in STEPS[1:]:
            if after not in days:
                continue
            before = _needed_before(after, days, last_days)
            if before not in days:
                what = msg('The step "{after}" has no step "{before}" before it.', after=after, before=before)
                findings.append(StepFinding(**about, kind="step-missing", what=what))
            elif days[after] < days[before]:
                what = msg('The step "{after}" is dated before the step "{before}".', after=after, before=before)
                findings.append(StepFinding(**about, kind="step-order", what=what))
    return findings


def _needed_before(after: str, days: pd.Series, last_days: Mapping[str, pd.Timestamp]) -> str:
    """Return the step that has to stand before another: one that had ended by then is passed over."""
    earlier = [
        step
        for step in STEPS[: STEPS.index(after)]
        if step in days or step not in last_days or days[after] <= last_days[step]
    ]
    return earlier[-1]
