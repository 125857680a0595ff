"""Copy everything that is kept into one file: an SQLite database that the program can open by itself."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, insert, select

from ntm_geo.atomic import draft_of
from ntm_geo.errors import StoreError, msg
from ntm_geo.store import sqlite_files
from ntm_geo.store.copies import FOLDER, prune
from ntm_geo.store.database import upgrade
from ntm_geo.store.database_errors import told
from ntm_geo.store.job_records import job
from ntm_geo.store.schema import metadata

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlalchemy import Table

    from ntm_geo.store.database import Store

_BATCH: Final = 5_000


def backup(store: Store, target: Path) -> Path:
    """Write a copy of the whole database, as of one moment, whatever database it is.

    Parameters
    ----------
    store : the open database; it can be used and written meanwhile.
    target : file to make; an older one is never overwritten.

    Returns
    -------
    The file: to use it, name it in ``NTM_DATABASE_URL`` or put it in the place of ``ntm.sqlite``.

    Raises
    ------
    StoreError
        The file exists, or cannot be written.
    """
    if target.exists():
        raise StoreError(
            msg("There is a file of that name already."),
            where=str(target),
            fix=msg("Choose another name; a backup never overwrites anything."),
        )
    try:
        with draft_of(target) as draft:
            _copy(store, draft)
    except OSError as caught:
        raise _not_written(target, caught) from caught
    return target


def copy_daily(store: Store, data_dir: Path, today: date) -> Path | None:
    """Copy the database once a day; None where today's copy is there already, or another process is making it.

    Raises
    ------
    StoreError
        The copy cannot be written.
    """
    folder = data_dir / FOLDER
    target = folder / f"ntm-{today.isoformat()}.sqlite"
    if target.exists():
        return None
    try:
        with FileLock(_lock(data_dir), blocking=False):
            if target.exists():
                return None
            made = backup(store, target)
            prune(folder, "ntm-????-??-??.sqlite")
            return made
    except Timeout:
        return None
    except OSError as caught:
        raise _not_written(target, caught) from caught


def _not_written(target: Path, caught: OSError) -> StoreError:
    return StoreError(
        msg("The backup cannot be written: {reason}.", reason=caught.strerror or str(caught)),
        where=str(target),
        fix=msg("Choose a folder that can be written and has room."),
    )


def _lock(data_dir: Path) -> Path:
    """Return the file that whoever makes today's copy has locked; a process that dies lets it go."""
    (data_dir / "run").mkdir(parents=True, exist_ok=True)
    return data_dir / "run" / "daily-copy.lock"


def _copy(store: Store, draft: Path) -> None:
    engine = create_engine(f"sqlite:///{draft.as_posix()}", connect_args={"isolation_level": None})
    sqlite_files.prepare(engine, journal="DELETE")
    with told(str(draft)), closing(_Disposed(engine)):
        upgrade(engine)
        with store.snapshot() as source, engine.begin() as copy:
            for table in metadata.sorted_tables:
                if table is not job:  # what is being made is no data
                    _copy_table(table, source, copy)


def _copy_table(table: Table, source: Connection, copy: Connection) -> None:
    """Copy the rows of a table in order, so that a version comes after the one it replaced."""
    order = [table.c.id] if "id" in table.c else []
    mappings: Any = source.execution_options(stream_results=True).execute(select(table).order_by(*order)).mappings()
    for batch in mappings.partitions(_BATCH):
        copy.execute(insert(table), [dict(row) for row in batch])


class _Disposed:
    """Closes an engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Give its connections back."""
        self._engine.dispose()
