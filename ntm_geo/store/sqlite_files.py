"""An SQLite file opened for work; for reading alone where its disk is full or may not be written.

SQLite writes beside its file even to read it. Where it cannot, the file itself is read when nothing waits beside it,
else a copy of both, put together in a folder that can be written.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Engine

BUSY_SECONDS: Final = 30
ROOM_BYTES: Final = 1_000_000
"""A disk with less room than this is full: a page of the database, its journal, and a small file have to fit."""
_JOURNAL: Final = "-wal"
_CANNOT_WRITE: Final = frozenset({"SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_PERM"})
"""Primary codes of what SQLite says when it cannot write beside its file."""


def connect(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Open an SQLite file, made where there is none; what cannot be written is opened for reading alone.

    Parameters
    ----------
    path : of the file.

    Returns
    -------
    The connection, and whether it is one for reading alone.

    Raises
    ------
    sqlite3.Error
        It is no database, is damaged, or can be neither written nor read.
    """
    try:
        return _opened(path, journal="WAL"), False
    except sqlite3.OperationalError as caught:
        if not (_cannot_write(caught) and path.is_file()):
            raise
        return _readable(path, caught), True


def prepare(engine: Engine, *, journal: str) -> None:
    """Set every connection of an engine up; see `connect`.

    Parameters
    ----------
    engine : of an SQLite database, its driver in autocommit.
    journal : ``DELETE`` for a database of one file.
    """
    event.listen(engine, "connect", lambda connection, _record: _set_up(connection, journal))
    begin_at_once(engine)


def begin_at_once(engine: Engine) -> None:
    """Take the write lock at once where something may be written, so that two writers never deadlock."""
    event.listen(engine, "begin", _begin)


def cannot_write(folder: Path) -> str:
    """Return why nothing can be kept in a folder: ``read-only`` or ``full``; empty where it can."""
    if not os.access(folder, os.W_OK):
        return "read-only"
    with contextlib.suppress(OSError):
        return "full" if shutil.disk_usage(folder).free < ROOM_BYTES else ""
    return ""


def _opened(path: Path, *, journal: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        _set_up(connection, journal)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _set_up(connection: Any, journal: str) -> None:
    """Writers do not block readers, and rows cannot lose the dataset they belong to."""
    for pragma in (f"journal_mode={journal}", "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("reads_only")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _cannot_write(caught: sqlite3.Error) -> bool:
    name = getattr(caught, "sqlite_errorname", "") or ""
    return any(name == code or name.startswith(f"{code}_") for code in _CANNOT_WRITE)


def _readable(path: Path, caught: sqlite3.OperationalError) -> sqlite3.Connection:
    journal = path.with_name(path.name + _JOURNAL)
    if not journal.is_file() or not journal.stat().st_size:
        return _frozen(path)
    for folder in _folders():
        with contextlib.suppress(OSError), tempfile.TemporaryDirectory(prefix="ntm-read-", dir=folder) as place:
            copy = Path(place, path.name)
            for part in (path, journal):
                shutil.copyfile(part, copy.with_name(part.name))
            _opened(copy, journal="DELETE").close()
            return _in_memory(copy)
    raise caught


def _frozen(path: Path) -> sqlite3.Connection:
    """Open a file nobody can change, without anything beside it."""
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def _in_memory(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.deserialize(path.read_bytes())
    connection.execute("PRAGMA query_only=ON")
    return connection


def _folders() -> Iterable[str]:
    """Return folders a copy can be put together in, the usual one first."""
    with contextlib.suppress(FileNotFoundError):
        yield tempfile.gettempdir()
    yield from (place for place in ("/dev/shm", "/run") if os.access(place, os.W_OK))  # noqa: S108 - memory, not a fixed name
