"""The database: opened, brought to the newest form, and every write a transaction that happens or does not.

SQLite in the user's data folder unless an address is given; PostgreSQL with PostGIS by its address.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from ntm_geo.errors import Message, StoreError, msg
from ntm_geo.settings import Settings
from ntm_geo.store.copies import copy_before, newest_good
from ntm_geo.store.data_state import Memory

_BUSY_SECONDS: Final = 30
_DAMAGED: Final = re.compile("malformed|not a database|database corruption", re.IGNORECASE)
_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_WRITERS_LOCK: Final = 2021_2025
"""Number of the lock that lets one process at a time write to a PostgreSQL database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A database that is open and in its newest form, as one province sees it."""

    engine: Engine
    province: str
    where: str
    """Its address without a password, for people."""
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)
    """What this process keeps of it between questions."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that only reads; StoreError when it cannot."""
        with told(self.where), self.engine.execution_options(reads_only=True).connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection that keeps seeing the state at its first question, however long it reads."""
        level = "REPEATABLE READ" if self.engine.dialect.name == "postgresql" else None
        options = {"reads_only": True} | ({"isolation_level": level} if level else {})
        with told(self.where), self.engine.execution_options(**options).connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose writes all happen at the end, or none; StoreError when they cannot.

        One writer at a time: what it reads before it writes stays true.
        """
        with told(self.where), self.engine.begin() as connection:
            _take_turns(connection)
            yield connection
        self.memory.written()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_store(settings: Settings) -> Store:
    """Open the database the settings name, make it when it is not there, and bring it to its newest form.

    Raises
    ------
    StoreError
        The address is wrong, the database cannot be reached or written, or a newer program has used it.
    """
    address = settings.database_url or _sqlite_address(settings.data_dir)
    engine = _engine(address)
    store = Store(engine=engine, province=settings.province, where=_shown(address))
    try:
        with told(store.where):
            upgrade(engine)
    except StoreError:
        store.close()
        raise
    return store


def _sqlite_address(data_dir: Path) -> str:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as caught:
        raise StoreError(
            msg("The data folder cannot be made: {reason}.", reason=caught.strerror or str(caught)),
            where=str(data_dir),
            fix=msg("Make the folder writable, or set NTM_DATA_DIR to one that is."),
        ) from caught
    return f"sqlite:///{(data_dir / 'ntm.sqlite').as_posix()}"


def _engine(address: str) -> Engine:
    try:
        url = make_url(address)
        if url.get_backend_name() == "postgresql":
            return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        engine = create_engine(
            url.set(drivername="sqlite") if url.get_backend_name() == "sqlite" else _unknown(address),
            connect_args={"timeout": _BUSY_SECONDS, "isolation_level": None},
        )
    except (ArgumentError, NoSuchModuleError, ValueError) as caught:
        raise StoreError(
            msg("The address of the database is wrong."),
            where="NTM_DATABASE_URL",
            fix=msg("Write it like {example}, or leave it out.", example="postgresql://user@host/ntm"),
        ) from caught
    prepare_sqlite(engine)
    return engine


def _unknown(address: str) -> URL:
    raise NoSuchModuleError(address)


def prepare_sqlite(engine: Engine, *, journal: str = "WAL") -> None:
    """Set every connection up: writers do not block readers, and rows cannot lose the dataset they belong to.

    Parameters
    ----------
    engine : of an SQLite database, its driver in autocommit.
    journal : ``WAL``, or ``DELETE`` for a database of one file.
    """

    def set_up(connection: Any, _record: object) -> None:
        for pragma in (f"journal_mode={journal}", "foreign_keys=ON", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", _begin_sqlite)


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once where something may be written, so that two writers never deadlock."""
    reads = connection.get_execution_options().get("reads_only")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def upgrade(engine: Engine) -> None:
    """Bring a database to its newest form, in one transaction.

    Raises
    ------
    StoreError
        The database was made by a newer program.
    """
    newest, known = _revisions()
    with engine.connect() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
    if at == newest:
        return
    if at is not None and at not in known:
        raise StoreError(
            msg("The database was made by a newer version of this program."),
            where=str(engine.url.render_as_string(hide_password=True)),
            fix=msg("Install the newest version of the program."),
        )
    with engine.begin() as connection:
        _take_turns(connection)
        at = MigrationContext.configure(connection).get_current_revision()
        if at == newest:  # another process was faster
            return
        if at is not None and engine.dialect.name == "sqlite" and engine.url.database:
            copy_before(Path(engine.url.database), at)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_ready(store: Store) -> bool:
    """Return whether the database can be reached and is in the form this program knows; StoreError when it cannot."""
    with told(store.where), store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == _revisions()[0]


def _take_turns(connection: Connection) -> None:
    """Wait until no other process writes; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS_LOCK})


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


@functools.cache
def _revisions() -> tuple[str, frozenset[str]]:
    """Return the newest step and all steps this program knows."""
    scripts = ScriptDirectory.from_config(_config())
    return str(scripts.get_current_head()), frozenset(step.revision for step in scripts.walk_revisions())


def _shown(address: str) -> str:
    return make_url(address).render_as_string(hide_password=True)


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what the database says into an error of ours."""
    try:
        yield
    except SQLAlchemyError as caught:
        reason = str(getattr(caught, "orig", None) or caught).strip().split("\n", maxsplit=1)[0]
        raise StoreError(
            msg("The database cannot be used: {reason}.", reason=reason.rstrip(".")),
            where=where,
            fix=_recovery(where) if _DAMAGED.search(reason) else _remedy(reason),
        ) from caught


def _recovery(where: str) -> Message:
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
