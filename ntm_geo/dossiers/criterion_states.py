"""How far every criterion is that was sent: waiting, checked by the district, sent back, met or not met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from ntm_geo.dossiers.dossier_rows import day_of
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from datetime import date

    from ntm_geo.dossiers.dossier_rows import Dossiers

State = Literal["open", "sent", "checked", "sent_back", "met", "not_met"]
APPRAISED: Final = ("met", "not_met")


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionState:
    """Where a criterion of a commune is."""

    state: State
    sending: int = 0
    """Newest sending it was part of; 0 where it was never sent."""
    sent_on: date | None = None
    since: date | None = None
    """Day of what led to the state."""
    reason: str = ""
    due_on: date | None = None
    """Day it is to be sent again by, while it is sent back."""
    by: str = ""

    def waits_for(self, checked_until: date | None) -> str:
        """Return who is next: ``commune``, ``district``, ``department``; empty where nobody is.

        Parameters
        ----------
        checked_until : last day on which districts checked; None where that has not ended.
        """
        if self.state in {"open", "sent_back"}:
            return "commune"
        if self.state in APPRAISED:
            return ""
        checks = checked_until is None or (self.sent_on is not None and self.sent_on <= checked_until)
        return "district" if self.state == "sent" and checks else "department"


OPEN: Final = CriterionState(state="open")


def criterion_states(dossiers: Dossiers) -> dict[str, dict[str, CriterionState]]:
    """Return where every criterion is that was sent: commune to criterion to state; what was not sent is left out."""
    sent = dossiers.sent.sort_values("sending").drop_duplicates(["code", "criterion"], keep="last")
    acts = dict(iter(dossiers.appraisals.groupby(["code", "criterion", "sending"], sort=False)))
    states: dict[str, dict[str, CriterionState]] = {}
    for row in each_row(sent):
        appraisals = acts.get((row.code, row.criterion, row.sending))
        states.setdefault(row.code, {})[row.criterion] = _state(row, appraisals)
    return states


def _state(row: object, appraisals: pd.DataFrame | None) -> CriterionState:
    """Return the state of a criterion by the newest appraisal of the newest sending, the department's before others."""
    sending, at, by = int(row.sending), str(row.at), str(row.by)  # type: ignore[attr-defined]
    if appraisals is None or appraisals.empty:
        return CriterionState(state="sent", sending=sending, sent_on=day_of(at), since=day_of(at), by=by)
    last = appraisals.iloc[-1]
    if last["verdict"] != "sent_back":
        final = appraisals[appraisals["step"].eq("department")]
        last = final.iloc[-1] if len(final) else last
    state: State = (
        "sent_back" if last["verdict"] == "sent_back" else "checked" if last["step"] == "district" else last["verdict"]
    )
    return CriterionState(
        state=state,
        sending=sending,
        sent_on=day_of(at),
        since=day_of(last["at"]),
        reason="" if pd.isna(last["reason"]) else str(last["reason"]),
        due_on=None if pd.isna(last["due_on"]) else pd.Timestamp(last["due_on"]).date(),
        by=str(last["by"]),
    )
