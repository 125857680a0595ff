"""The guard of the database: rights asked for in the transaction that writes, whatever screen or command it comes from.

Where a province has no account, everybody may do everything, as on one machine with one person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from sqlalchemy import select

from ntm_geo.accounts.account_tables import account
from ntm_geo.accounts.rights import RightsTable, refusal
from ntm_geo.acting import PROGRAM, Actor, Deed
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from ntm_geo.accounts.rights import Right

_YEARS: Final = ("period", "year", "for_year")
_DAYS: Final = ("recognised_on", "on", "raised_on")
_OPEN_YEARS: Final = 2


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day at the place the program runs at


@dataclass(frozen=True, slots=True, kw_only=True)
class Scopes:
    """What rows belong to, as the province has it."""

    parents: Callable[[], dict[str, str]]
    """District of every commune, of all vintages."""
    in_charge: Callable[[str, date], Iterable[str]]
    """Keys of the departments in charge of a criterion or indicator on a day."""
    today: Callable[[], date] = field(default=lambda: _today())  # noqa: PLW0108 - so that it can be set for all at once
    """Which years are open follows from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteGuard:
    """Refuses what the table of rights does not allow."""

    province: str
    rights: Callable[[], RightsTable]
    scopes: Scopes

    def __call__(self, connection: Connection, actor: Actor | None, deed: Deed) -> None:
        """Refuse a deed that is not allowed.

        Raises
        ------
        RightsError
            Nobody is signed in, the role has no such right, or a row lies outside what the account is for.
        """
        if not accounts_in_use(connection, self.province):
            return
        if actor is None:
            raise refusal(None, deed.kind)
        if actor.role == PROGRAM.role:
            return
        granted = self.rights().rights_of(actor.role, deed.verb, deed.kind)
        if not granted:
            raise refusal(actor, deed.kind)
        if any(right.scope == "all" and right.years == "all" for right in granted):
            return
        if deed.period is None:  # no rows: a file, a decision on a name; an older version brings rows of everybody back
            if deed.verb == "restore":
                raise refusal(actor, deed.kind)
            return
        for row in touched_rows(*deed.tables()):
            if not any(self.inside(right, actor, row, deed.period) for right in granted):
                raise refusal(actor, " ".join(filter(None, (deed.kind, str(row.get("code") or "")))))

    def inside(self, right: Right, actor: Actor, row: dict[str, Any], period: int) -> bool:
        """Return whether a row lies in the scope of a right."""
        year = _year_of(row, period)
        closed = right.years == "open" and year and not 0 <= self.scopes.today().year - year < _OPEN_YEARS
        if closed or (right.step and row.get("step") not in {None, right.step}):
            return False
        if right.scope == "units":
            code = str(row.get("code") or "")
            return bool(actor.units & {code, self.scopes.parents().get(code, "")} - {""})
        if right.scope == "criteria":
            line = str(row.get("indicator") or row.get("criterion") or "")
            return bool(line and actor.body) and actor.body in set(self.scopes.in_charge(line, date(year, 12, 31)))
        if right.scope == "own":
            return bool(row.get("account")) and row.get("account") == actor.account
        if right.scope == "body":
            return bool(actor.body) and row.get("agency") == actor.body
        return True


def accounts_in_use(connection: Connection, province: str) -> bool:
    """Return whether a province has accounts."""
    return (
        connection.execute(select(account.c.account).where(account.c.province == province).limit(1)).first() is not None
    )


def touched_rows(before: pd.DataFrame | None, after: pd.DataFrame | None) -> Iterator[dict[str, Any]]:
    """Yield every row a write adds, changes or takes away: as it was, and as it becomes."""
    # A row that stands twice in one table is no reason to think that both tables have it.
    tables = [
        table.astype("object").where(table.notna(), None).drop_duplicates()
        for table in (before, after)
        if table is not None
    ]
    if not tables:
        return
    alone = pd.concat(tables, ignore_index=True).drop_duplicates(keep=False)
    for row in each_row(alone):
        yield row._asdict()


def _year_of(row: dict[str, Any], period: int) -> int:
    """Return the year a row is about: its own, that of its day, or that of its table."""
    for key in _YEARS:
        if row.get(key):
            return int(row[key])
    for key in _DAYS:
        if row.get(key) is not None:
            return int(pd.Timestamp(row[key]).year)
    return period
