"""Which rows of a table somebody may see: rights to see by scope, as rights to write have one.

Figures are open to every seat that may see them. What is about people, or belongs to one commune (files, names and
telephones of agencies), is limited by what the table of rights says of ``see``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.accounts.account_list import accounts_are_used
from ntm_geo.accounts.write_guard import WriteGuard
from ntm_geo.acting import PROGRAM, current_actor
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.acting import Verb
    from ntm_geo.store.database import Store


_beliefs: Final[list[Callable[[], bool | None]]] = []


def register_belief(are_used: Callable[[], bool | None]) -> None:
    """Have a function asked whether accounts are used before the database is; it returns None where it does not know.

    To ask the database for every table of a page would be too often, and one that is away says nothing.
    """
    if are_used not in _beliefs:
        _beliefs.append(are_used)


def may_see(store: Store, kind: str, table: pd.DataFrame) -> pd.Series:
    """Return, row by row, whether whoever acts may see it; all of them where nobody has to sign in.

    Parameters
    ----------
    store : the open database.
    kind : of the data, as the table of rights calls it.
    table : its rows; ``code`` and ``agency`` say what they belong to.
    """
    return _allowed(store, "see", kind, table)


def may_write(store: Store, kind: str, table: pd.DataFrame, *, period: int = 0) -> pd.Series:
    """Return, row by row, whether whoever acts may write it, as the guard of the database would say.

    Parameters
    ----------
    store, kind, table : as for `may_see`.
    period : year of the rows where they name none; 0 for a register.
    """
    return _allowed(store, "write", kind, table, period)


def _are_used(store: Store) -> bool:
    for believe in _beliefs:
        if (answer := believe()) is not None:
            return answer
    return accounts_are_used(store)


def _allowed(store: Store, verb: Verb, kind: str, table: pd.DataFrame, period: int = 0) -> pd.Series:
    guard, actor = store.guard, current_actor()
    everything = not isinstance(guard, WriteGuard) or not _are_used(store)
    if everything or (actor is not None and actor.role == PROGRAM.role):
        return pd.Series(data=True, index=table.index, dtype=bool)
    if actor is None or not isinstance(guard, WriteGuard):
        return pd.Series(data=False, index=table.index, dtype=bool)
    granted = guard.rights().rights_of(actor.role, verb, kind)
    plain = table.astype("object").where(table.notna(), None)
    answers = [any(guard.inside(right, actor, row._asdict(), period) for right in granted) for row in each_row(plain)]
    return pd.Series(answers, index=table.index, dtype=bool)
