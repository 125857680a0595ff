"""Copies the program makes of its database by itself, one a day and one before its form changes; and the way back.

A copy is an SQLite file, whatever database it was made of. The newest ones are kept; which of them are whole is looked
at when one is needed.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from ntm_geo.atomic import draft_of, write_whole
from ntm_geo.errors import StoreError, msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


FOLDER: Final = "copies"
DATABASE: Final = "ntm.sqlite"
KEPT: Final = 7
"""Copies of days, and copies before a change of form, that are kept of each."""
_BESIDE: Final = ("-wal", "-shm")
"""What SQLite keeps beside its file."""


class Recovered(NamedTuple):
    """What was put in the place of what."""

    copy: Path
    aside: Path
    """Where the damaged file stands now."""


def copy_before(file: Path, step: str) -> Path | None:
    """Copy an SQLite database as it is, before it is brought to another form; None where there is no such file.

    Parameters
    ----------
    file : of the database.
    step : the form it is in.

    Raises
    ------
    StoreError
        The copy cannot be written; nothing was changed.
    """
    if not file.is_file():
        return None
    folder = file.parent / FOLDER
    target = folder / f"ntm-form-{step}-{datetime.now(tz=UTC):%Y%m%dT%H%M%S}.sqlite"
    try:
        with draft_of(target) as draft:
            _copy_file(file, draft)
    except (OSError, sqlite3.Error) as caught:
        raise StoreError(
            msg("The database cannot be copied before it is brought to the newest form: {reason}.", reason=str(caught)),
            where=str(target),
            fix=msg("See that the disk has room and the folder can be written; nothing was changed."),
        ) from caught
    prune(folder, "ntm-form-*.sqlite")
    return target


def _copy_file(file: Path, draft: Path) -> None:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(draft)) as copy:
        source.backup(copy)


def newest_good(folder: Path) -> Path | None:
    """Return the newest copy that is whole; None where there is none.

    Parameters
    ----------
    folder : of the data.
    """
    return next((path for path in _newest_first(folder / FOLDER, "ntm-*.sqlite") if is_whole(path)), None)


def is_whole(path: Path) -> bool:
    """Return whether a file is an SQLite database without damage."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def recover(data_dir: Path) -> Recovered:
    """Put the newest good copy in the place of the database; the damaged file is moved aside, never deleted.

    Raises
    ------
    StoreError
        There is no good copy, or the database is not damaged.
    """
    file = data_dir / DATABASE
    copy = newest_good(data_dir)
    if copy is None:
        raise StoreError(
            msg("There is no copy that could be put in the place of the database."),
            where=str(data_dir / FOLDER),
            fix=msg("Put a backup of your own in the place of {name}.", name=DATABASE),
        )
    if file.is_file() and is_whole(file):
        raise StoreError(
            msg("The database is not damaged; nothing was changed."),
            where=str(file),
            fix=msg("To go back to an older state, use a version again on the page of data."),
        )
    aside = file.with_name(f"ntm-damaged-{datetime.now(tz=UTC):%Y%m%dT%H%M%S}.sqlite")
    for ending in ("", *_BESIDE):
        part = file.with_name(file.name + ending)
        if part.is_file():
            part.rename(aside.with_name(aside.name + ending))
    write_whole(file, copy.read_bytes())
    return Recovered(copy, aside)


def _newest_first(folder: Path, pattern: str) -> Iterator[Path]:
    yield from sorted(folder.glob(pattern), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def prune(folder: Path, pattern: str) -> None:
    """Leave the newest copies of a pattern, see `KEPT`."""
    for path in list(_newest_first(folder, pattern))[KEPT:]:
        path.unlink(missing_ok=True)
