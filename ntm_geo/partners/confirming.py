"""What communes confirm of support that agencies report as done: who, when, and why not; nothing is taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.acting import current_actor, signed
from ntm_geo.errors import TableError, VersionConflictError, msg
from ntm_geo.partners.support import load_support
from ntm_geo.records.registers import numbered, read_register, write_register
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from ntm_geo.workspace.workspace import Workspace

_TRIES: Final = 5
STATES: Final = ("confirmed", "refused", "waiting", "")
"""What a commune says of a support: empty while it is not reported done."""


def load_confirmations(workspace: Workspace, *, vintage: str) -> pd.DataFrame:
    """Return everything communes said (``tables.Confirmations``), the oldest first."""
    return read_register(workspace, Slot(kind="confirmations", vintage=vintage)).table.sort_values("number")


def with_confirmations(table: pd.DataFrame, confirmations: pd.DataFrame) -> pd.DataFrame:
    """Return support with what its commune says of it.

    Parameters
    ----------
    table : of `support.follow_up`.
    confirmations : of `load_confirmations`.

    Returns
    -------
    The table with ``confirmation``, one of `STATES`, and ``confirmation_note``; what was said of another commune or
    year than the row has now does not count.
    """
    last = {row.support: row for row in each_row(confirmations)}
    states, notes = [], []
    for row in each_row(table):
        word = last.get(row.number)
        if word is not None and (word.code, int(word.year)) != (row.code, int(row.year)):
            word = None
        done = "waiting" if word is None else "confirmed" if word.confirmed else "refused"
        states.append(done if row.state == "done" else "")
        notes.append("" if word is None or pd.isna(word.note) else str(word.note))
    return table.assign(confirmation=states, confirmation_note=notes)


def confirm_support(
    workspace: Workspace, number: int, *, confirmed: bool, note: str = "", vintage: str, by: str
) -> None:
    """Say for the commune whether support was done as reported.

    Parameters
    ----------
    workspace : of the door.
    number : of the support.
    confirmed : whether it was.
    note : what is not as reported; needed where it is not confirmed.
    vintage : of the codes.
    by : who says it, where nobody is signed in.

    Raises
    ------
    TableError
        There is no such support, it is not reported done, or a reason is missing.
    RightsError
        Whoever acts does not act for the commune.
    """
    support = load_support(workspace, vintage=vintage).to_write
    rows = support[support["number"].eq(number)]
    if rows.empty or rows["done_on"].isna().all():
        raise TableError(
            msg("Support number {number} is not reported as done.", number=number),
            fix=msg("Confirm it once the agency has entered the day it was done on."),
        )
    reason = " ".join(note.split())
    if not confirmed and not reason:
        raise TableError(
            msg("What is not as reported is missing."), fix=msg("Write in a few words what was not done, or differs.")
        )
    row, actor = rows.iloc[0], current_actor()
    line = {
        "number": None, "support": number, "code": row["code"], "year": int(row["year"]), "confirmed": confirmed,
        "note": reason or None, "at": datetime.now(tz=UTC).isoformat(timespec="seconds"), "by": signed(by) or "–",
        "account": actor.account if actor else "",
    }  # fmt: skip
    slot = Slot(kind="confirmations", vintage=vintage)
    for turn in range(_TRIES):
        register = read_register(workspace, slot)
        fresh = pd.DataFrame([line], columns=list(register.table.columns))
        table = pd.concat([register.table, fresh], ignore_index=True) if len(register.table) else fresh
        try:
            write_register(workspace, slot, numbered(table), by=by, expected=register.version)
        except VersionConflictError:
            if turn == _TRIES - 1:
                raise
        else:
            return
