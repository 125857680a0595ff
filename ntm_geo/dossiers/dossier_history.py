"""Who did what with a criterion of a commune, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from ntm_geo.dossiers.dossier_rows import Dossiers

HISTORY_COLUMNS: Final = ("at", "by", "step", "verdict", "sending", "reason", "due_on")


def history_of(dossiers: Dossiers, code: str, criterion: str) -> pd.DataFrame:
    """Return what happened to a criterion, the newest first.

    Returns
    -------
    ``HISTORY_COLUMNS``; ``step`` is ``commune`` and ``verdict`` ``sent`` for a sending, else those of the appraisal.
    """
    mine = dossiers.of(code)
    sent = mine.sent[mine.sent["criterion"].eq(criterion)].drop_duplicates("sending")
    sent = sent.assign(step="commune", verdict="sent", reason=None, due_on=None)[list(HISTORY_COLUMNS)]
    acts = mine.appraisals[mine.appraisals["criterion"].eq(criterion)]
    parts = [part for part in (sent, acts[list(HISTORY_COLUMNS)]) if len(part)]
    if not parts:
        return sent
    table = pd.concat([part.astype("object") for part in parts], ignore_index=True)
    order = table.assign(rank=table["step"].map({"commune": 0, "district": 1, "department": 2}))
    return order.sort_values(["sending", "rank", "at"], ascending=False, ignore_index=True)[list(HISTORY_COLUMNS)]
