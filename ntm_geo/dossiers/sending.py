"""A draft sent: all criteria the first time, later those that were sent back; or what is missing for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.dossiers.criterion_states import criterion_states
from ntm_geo.dossiers.dossier_lines import lines_of
from ntm_geo.dossiers.dossier_rows import (
    add_rows,
    again,
    criterion_of,
    read_dossiers,
    signature,
    this_day,
)
from ntm_geo.errors import TableError, msg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ntm_geo.dossiers.dossier_rows import Dossiers
    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace

_SHOWN = 12


def to_send(dossiers: Dossiers, code: str, criteria: Sequence[str]) -> list[str]:
    """Return the criteria the next sending of a commune is of: all of them, later those sent back; in their order."""
    mine = dossiers.of(code)
    if mine.sent.empty:
        return list(criteria)
    states = criterion_states(mine)[code]
    return [key for key in criteria if key in states and states[key].state == "sent_back"]


def send(  # noqa: PLR0913 - a commune, its year and who sends
    workspace: Workspace,
    figures: Figures,
    code: str,
    *,
    vintage: str,
    period: int,
    by: str,
    today: date | None = None,
) -> int:
    """Send the self-assessment of a commune: what stands in the draft is copied, and cannot be changed any more.

    Parameters
    ----------
    workspace, figures : of the door.
    code, vintage, period : commune, units and year.
    by : who sends, where nobody is signed in.
    today : the day; that of the clock unless given.

    Returns
    -------
    The number of the sending, 1 for the first.

    Raises
    ------
    TableError
        Items are missing, all of them named; or everything was sent and nothing is sent back.
    RightsError
        Whoever acts may not send for the commune.
    """

    def write() -> int:
        dossiers = read_dossiers(workspace, vintage=vintage, period=period)
        lines = lines_of(workspace, figures, dossiers, code)
        chosen = to_send(dossiers, code, list(dict.fromkeys(lines["criterion"])))
        if not chosen:
            raise TableError(
                msg("Everything was sent, and nothing is sent back."),
                where=f"{code} {period}",
                fix=msg("Wait for the appraisal; what is sent back can be changed and sent again."),
            )
        _refuse_missing(lines[lines["criterion"].isin(chosen)], code, period)
        mine = dossiers.of(code)
        sending = 1 if mine.sent.empty else int(mine.sent["sending"].max()) + 1
        stamp = signature(by, this_day(today))
        draft = mine.reports[mine.reports["item"].map(criterion_of).isin(chosen)]
        rows = [
            {**row, "sending": sending, **stamp}
            for row in draft.astype("object").where(draft.notna(), None).to_dict("records")
        ]
        bare = set(chosen) - {criterion_of(row["item"]) for row in rows}  # nothing of it applies to the commune
        rows += [{"code": code, "item": key, "period": period, "sending": sending, **stamp} for key in sorted(bare)]
        add_rows(workspace, "sent_reports", rows, vintage=vintage, period=period, by=by)
        return sending

    return again(write)


def _refuse_missing(lines: pd.DataFrame, code: str, period: int) -> None:
    missing = lines.loc[lines["missing"], "item"].tolist()
    if not missing:
        return
    shown = ", ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
    raise TableError(
        msg("{count} items are neither filled in nor explained: {items}.", count=len(missing), items=shown),
        where=f"{code} {period}",
        fix=msg("Give each a value, or a remark that says why there is none; then send."),
    )
