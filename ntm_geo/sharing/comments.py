"""Comments on views: written, answered, settled; who wrote them comes from the seat, nothing is taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.accounts.use_limits import spend
from ntm_geo.acting import current_actor, signed
from ntm_geo.errors import TableError, VersionConflictError, msg
from ntm_geo.records.registers import numbered, read_register, write_register
from ntm_geo.store.versions import Slot, now
from ntm_geo.tables.saved.sharing_tables import LONGEST_COMMENT

if TYPE_CHECKING:
    from ntm_geo.workspace.workspace import Workspace

_SLOT: Final = Slot(kind="comments")
_TRIES: Final = 5


def load_comments(workspace: Workspace) -> pd.DataFrame:
    """Return all comments and answers (``tables.Comments``), the oldest first."""
    return read_register(workspace, _SLOT).table.sort_values("number", ignore_index=True)


def open_comments(comments: pd.DataFrame, page: str) -> pd.DataFrame:
    """Return the comments on a page that are not settled, without answers, the newest first."""
    chosen = comments[comments["page"].eq(page) & comments["answers"].isna() & comments["resolved_by"].isna()]
    return chosen.sort_values("number", ascending=False, ignore_index=True)


def answers_to(comments: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return the answers to a comment, the oldest first."""
    return comments[comments["answers"].eq(number)].sort_values("number", ignore_index=True)


def write_comment(workspace: Workspace, text: str, *, page: str, view: str, by: str, answers: int | None = None) -> int:
    """Keep a comment on a view, or an answer to one; returns its number.

    Parameters
    ----------
    workspace : of the door.
    text : what is said.
    page : address of the page.
    view : query of the address that opens the view again.
    by : who says it, where nobody is signed in.
    answers : number of the comment it answers.

    Raises
    ------
    TableError
        Nothing is said, or too much, or the comment answered is not there.
    LimitError
        Whoever acts did so too often in this minute.
    RightsError
        Whoever acts may not comment.
    """
    said = text.strip()
    if not 0 < len(said) <= LONGEST_COMMENT:
        raise TableError(
            msg("A comment has 1 to {longest} characters.", longest=LONGEST_COMMENT),
            fix=msg("Write what is to be looked at, or shorten it."),
        )
    spend(workspace.store, workspace.limits, "comments")
    actor = current_actor()
    row = {
        "number": None, "page": page, "view": view, "text": said, "by": signed(by),
        "account": actor.account if actor else "", "at": now(), "answers": answers, "resolved_by": None,
    }  # fmt: skip
    for turn in range(_TRIES):
        register = read_register(workspace, _SLOT)
        if answers is not None and answers not in set(register.table["number"]):
            raise TableError(
                msg("There is no comment {number}.", number=answers), fix=msg("Open the page again and look.")
            )
        fresh = pd.DataFrame([row], columns=list(register.table.columns))
        table = numbered(pd.concat([register.table, fresh], ignore_index=True) if len(register.table) else fresh)
        try:
            write_register(workspace, _SLOT, table, by=by, expected=register.version)
        except VersionConflictError:
            if turn == _TRIES - 1:
                raise
        else:
            break
    return int(load_comments(workspace)["number"].max())


def settle_comment(workspace: Workspace, number: int, *, by: str) -> None:
    """Say that a comment is settled; its text and answers stay.

    Raises
    ------
    TableError
        There is no such comment.
    RightsError
        It is somebody else's, and whoever acts may settle only what he wrote.
    """
    register = read_register(workspace, _SLOT)
    chosen = register.table["number"].eq(number)
    if not chosen.any():
        raise TableError(msg("There is no comment {number}.", number=number), fix=msg("Open the page again and look."))
    table = register.table.copy()
    table.loc[chosen, "resolved_by"] = signed(by) or "–"
    write_register(workspace, _SLOT, table, by=by, expected=register.version)
