"""What a database says when it cannot do what it is asked, as errors of ours: what is wrong, and the way out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from ntm_geo.errors import ChangeLostError, DatabaseAwayError, Message, StoreError, msg
from ntm_geo.store.copies import newest_good

_DAMAGED: Final = re.compile("malformed|not a database|database corruption", re.IGNORECASE)
_AWAY_STATES: Final = ("08", "57P", "53300")
"""Beginnings of the SQLSTATE of a server that ends, starts, or takes nobody more."""


@contextmanager
def told(where: str, *, writes: bool = False) -> Iterator[None]:
    """Turn what the database says into an error of ours.

    Parameters
    ----------
    where : address of the database without a password.
    writes : whether a change is being kept.
    """
    try:
        yield
    except SQLAlchemyError as caught:
        if isinstance(caught, DBAPIError) and is_away(caught):
            raise _away(where, writes=writes) from caught
        reason = str(getattr(caught, "orig", None) or caught).strip().split("\n", maxsplit=1)[0]
        raise StoreError(
            msg("The database cannot be used: {reason}.", reason=reason.rstrip(".")),
            where=where,
            fix=_way_back(where) if _DAMAGED.search(reason) else _remedy(reason),
        ) from caught


@contextmanager
def told_at_the_end(where: str) -> Iterator[None]:
    """Say that nobody knows what became of a change whose very end was lost."""
    try:
        yield
    except DBAPIError as caught:
        if not is_away(caught):
            raise
        raise ChangeLostError(
            msg("The connection to the database was lost while the change was being kept."),
            where=where,
            fix=msg("See first whether the change is there; make it again only where it is not."),
        ) from caught


def _away(where: str, *, writes: bool) -> DatabaseAwayError:
    if writes:
        return ChangeLostError(
            msg("The connection to the database was lost; the change was not kept."),
            where=where,
            fix=msg("Make it again."),
        )
    return DatabaseAwayError(
        msg("The database cannot be reached at the moment."),
        where=where,
        fix=msg("Nothing was changed. If it lasts, see that the database runs and can be reached."),
    )


def is_away(caught: DBAPIError) -> bool:
    """Return whether a database server cannot be reached, ends, or has just been started."""
    if not type(caught.orig).__module__.startswith("psycopg"):
        return False
    state = getattr(caught.orig, "sqlstate", None)
    return caught.connection_invalidated or (
        state.startswith(_AWAY_STATES)
        if state
        else type(caught.orig).__name__ in {"OperationalError", "ConnectionTimeout"}
    )


def _way_back(where: str) -> Message:
    """Return how a damaged database is mended: by the newest copy of it that is whole."""
    file = make_url(where).database
    copy = newest_good(Path(file).parent) if file else None
    if copy is None:
        return msg("The file is damaged and there is no copy of it: put a backup of your own in its place.")
    return msg(
        "The file is damaged. Stop the program and run python -m ntm_geo data recover: it puts the copy {name} in its "
        "place and moves the damaged file aside.",
        name=copy.name,
    )


def _remedy(reason: str) -> Message:
    words = reason.lower()
    if "locked" in words:
        return msg("Another program is writing; try again in a moment.")
    if "extension" in words or "postgis" in words:
        return msg("Let the administrator of the database install PostGIS and run CREATE EXTENSION postgis.")
    if "readonly" in words or "read-only" in words or "disk" in words:
        return msg("Make the folder writable and see that the disk has room; nothing was changed.")
    return msg("See that the database runs and can be reached; nothing was changed.")
