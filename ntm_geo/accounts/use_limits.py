"""Limits: how large files may be that a role hands in, and how often an account may do what costs much, in a minute.

They stand in ``data/limits.yaml``; what it does not say is refused. What an account has done in this minute is
counted in the database, so that all processes know it. Where nobody is signed in because nobody has to be, and for
the program itself, there are none.
"""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import delete, insert, select, update

from ntm_geo.accounts.account_tables import use_count
from ntm_geo.accounts.rights import refusal
from ntm_geo.acting import PROGRAM, current_actor
from ntm_geo.errors import LimitError, Message, SettingsError, msg
from ntm_geo.i18n import text

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.accounts.rights import RightsTable
    from ntm_geo.acting import Actor
    from ntm_geo.store.database import Store

FILE_NAME: Final = "limits.yaml"
UPLOADS: Final[dict[str, Message]] = {
    "sheets": msg("Sheets (MB)"),
    "boundaries": msg("Boundaries (MB)"),
    "attachments": msg("Attachments (MB)"),
    "templates": msg("Templates of slides (MB)"),
}
ACTIONS: Final[dict[str, Message]] = {
    "uploads": msg("Uploads a minute"),
    "papers": msg("Papers a minute"),
    "exports": msg("Downloads a minute"),
    "comments": msg("Comments a minute"),
}
_MEGABYTE: Final = 1_000_000
_MINUTE_S: Final = 60


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RoleLimits(_Strict):
    """Limits of a role: megabytes by kind of upload, times in a minute by action."""

    uploads: dict[str, int] = {}
    minutes: dict[str, int] = {}


class LimitsTable(_Strict):
    """The table of limits, as `data/limits.yaml` has it."""

    roles: dict[str, RoleLimits]

    def megabytes(self, actor: Actor | None, kind: str = "") -> int | None:
        """Return how large a file of a kind, or of any, may be; 0 for none at all, None for no limit."""
        if actor is None or actor.role == PROGRAM.role:
            return None
        known = self.roles.get(actor.role, RoleLimits()).uploads
        return known.get(kind, 0) if kind else max(known.values(), default=0)

    def times(self, actor: Actor | None, action: str) -> int | None:
        """Return how often an account may do something in a minute; 0 for never, None for no limit."""
        if actor is None or actor.role == PROGRAM.role:
            return None
        return self.roles.get(actor.role, RoleLimits()).minutes.get(action, 0)

    def matrix(self, rights: RightsTable) -> pd.DataFrame:
        """Return the table as people read it: limits by roles."""
        cells = {
            str(rights.roles[key].name.localized): {
                **{text(name): str(role.uploads.get(kind, 0)) for kind, name in UPLOADS.items()},
                **{text(name): str(role.minutes.get(action, 0)) for action, name in ACTIONS.items()},
            }
            for key, role in self.roles.items()
            if key in rights.roles
        }
        return pd.DataFrame(cells)


@functools.lru_cache(maxsize=8)
def load_limits(shipped_dir: Path) -> LimitsTable:
    """Read the table of limits; SettingsError where it is missing or holds something that is no limit."""
    path = shipped_dir / FILE_NAME
    try:
        table = LimitsTable.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as caught:
        raise _unreadable(path, " ".join(str(caught).split())[:300]) from caught
    words = {word for role in table.roles.values() for word in role.uploads if word not in UPLOADS}
    words |= {word for role in table.roles.values() for word in role.minutes if word not in ACTIONS}
    if words:
        raise _unreadable(path, ", ".join(sorted(words)))
    return table


def check_size(limits: LimitsTable, kind: str, size: int, *, where: str = "") -> None:
    """Refuse a file that is too large for whoever acts; one of any kind where none is named.

    Raises
    ------
    LimitError
        It has more bytes than the role may hand in of this kind, or the role may hand in none.
    """
    most = limits.megabytes(current_actor(), kind)
    if most is None or size <= most * _MEGABYTE:
        return
    if not most:
        raise LimitError(
            msg("This account may not hand in files of this kind."),
            where=where,
            fix=msg("Give the file to the office of coordination; nothing was changed."),
        )
    raise LimitError(
        msg("The file has {size} MB; this account may hand in {most} MB.", size=-(-size // _MEGABYTE), most=most),
        where=where,
        fix=msg("Make the file smaller or split it, or give it to the office of coordination."),
    )


def spend(
    store: Store, limits: LimitsTable, action: str, *, actor: Actor | None = None, at: datetime | None = None
) -> None:
    """Count what whoever acts does, and refuse what is too often.

    Parameters
    ----------
    store : the open database.
    limits : the table of limits.
    action : a key of `ACTIONS`.
    actor : who does it, where it is not who acts in this thread.
    at : the moment; now unless given.

    Raises
    ------
    LimitError
        The account did it as often as it may in this minute; says when it may go on.
    RightsError
        The role may never do it.
    """
    actor = actor or current_actor()
    most = limits.times(actor, action)
    if actor is None or most is None:
        return
    if not most:
        raise refusal(actor, text(ACTIONS[action]))
    moment = at or datetime.now(tz=UTC)
    minute = int(moment.timestamp()) // _MINUTE_S
    mine = (use_count.c.province == store.province) & (use_count.c.account == actor.account)
    this = mine & (use_count.c.action == action) & (use_count.c.minute == minute)
    with store.writing() as connection:
        times = connection.execute(select(use_count.c.times).where(this)).scalar() or 0
        if times >= most:
            raise _too_often(action, most, _MINUTE_S - int(moment.timestamp()) % _MINUTE_S)
        if times:
            connection.execute(update(use_count).where(this).values(times=times + 1))
        else:
            connection.execute(delete(use_count).where(mine & (use_count.c.minute < minute)))
            row = {"province": store.province, "account": actor.account, "action": action, "minute": minute, "times": 1}
            connection.execute(insert(use_count).values(**row))


def _too_often(action: str, most: int, seconds: int) -> LimitError:
    return LimitError(
        msg("This account did so {count} times in this minute, as often as it may.", count=most),
        where=text(ACTIONS[action]),
        fix=msg("Go on in {seconds} seconds; nothing was changed.", seconds=seconds),
    )


def _unreadable(path: Path, reason: str) -> SettingsError:
    return SettingsError(
        msg("The table of limits cannot be read: {reason}", reason=reason),
        where=str(path),
        fix=msg("Put the file back as it was shipped, or mend the line that is named."),
    )
