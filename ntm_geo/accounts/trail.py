"""The trail: who did what, when and from where, newest first; with what it changed, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
from sqlalchemy import select

from ntm_geo.accounts.rights import RightsTable, may, refusal
from ntm_geo.acting import current_actor
from ntm_geo.errors import Message, StoreError, msg
from ntm_geo.store.changes import compare
from ntm_geo.store.datasets import get_version, read_version
from ntm_geo.store.schema import dataset, event

if TYPE_CHECKING:
    from ntm_geo.store.changes import Changes
    from ntm_geo.store.database import Store

ACTIONS: Final[dict[str, Message]] = {
    "import": msg("brought in"),
    "make-current": msg("used an older version"),
    "name-fix": msg("decided which unit a name is"),
    "name-unfix": msg("took such a decision back"),
    "column-choice": msg("decided what a column is"),
    "column-unchoice": msg("took such a decision on a column back"),
    "account-add": msg("made an account"),
    "account-change": msg("changed an account"),
    "account-erase": msg("erased the person of an account"),
    "one-time-link": msg("made a link to set a password"),
    "password-set": msg("set a password by a link"),
    "password-change": msg("changed the password"),
    "second-factor-on": msg("turned the second factor on"),
    "identity-link": msg("linked an account to an identity"),
    "sign-in": msg("signed in"),
    "sign-in-refused": msg("was refused at signing in"),
    "sign-out": msg("signed out"),
    "sign-out-everywhere": msg("signed an account out everywhere"),
}
"""What each action of the trail is called."""


def read_trail(
    store: Store, rights: RightsTable, *, account: str = "", most: int = 500, in_use: bool = True
) -> pd.DataFrame:
    """Return the trail of a province, newest first.

    Parameters
    ----------
    store : the open database.
    rights : the table of rights.
    account : what this account did only; everything where empty.
    most : rows at most.
    in_use : whether accounts are in use, so that reading the trail is a right.

    Returns
    -------
    ``id, at, by, account, address, action, kind, vintage, period, dataset_id, note``.

    Raises
    ------
    RightsError
        Whoever acts may not read it; what the own account did can always be read.
    """
    actor = current_actor()
    mine = actor is not None and bool(account) and actor.account == account
    if in_use and not mine and not may(rights, actor, "see", "trail"):
        raise refusal(actor, "trail")
    wanted = (
        select(event.c.id, event.c.at, event.c.by, event.c.account, event.c.address, event.c.action, dataset.c.kind,
               dataset.c.vintage, dataset.c.period, event.c.dataset_id, event.c.note)
        .select_from(event.outerjoin(dataset, dataset.c.id == event.c.dataset_id))
        .where(event.c.province == store.province)
        .order_by(event.c.id.desc())
        .limit(most)
    )  # fmt: skip
    if account:
        wanted = wanted.where(event.c.account == account)
    with store.reading() as connection:
        result = connection.execute(wanted)
        return pd.DataFrame(result.all(), columns=list(result.keys()))


def changes_of(store: Store, number: int) -> Changes:
    """Return what a version changed in the one before it, row by row, before and after.

    Raises
    ------
    StoreError
        There is no such version.
    """
    version = get_version(store, number)
    before = None
    if version.parent_id is not None:
        try:
            before = read_version(store, get_version(store, version.parent_id))
        except StoreError:
            before = None
    return compare(version.slot.kind, before, read_version(store, version))
