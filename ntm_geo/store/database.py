"""The database: opened, brought to the newest form, and every write a transaction that happens or does not.

SQLite in the user's data folder unless an address is given; PostgreSQL with PostGIS by its address.
"""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from ntm_geo.acting import Deed, Guard, current_actor
from ntm_geo.errors import DatabaseAwayError, StoreError, msg
from ntm_geo.settings import Settings
from ntm_geo.store import sqlite_files
from ntm_geo.store.copies import copy_before
from ntm_geo.store.data_state import Memory
from ntm_geo.store.database_errors import is_away, told, told_at_the_end
from ntm_geo.store.waiting import wait

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_WRITERS_LOCK: Final = 2021_2025
"""Number of the lock that lets one process at a time write to a PostgreSQL database."""
_SERVER: Final = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""How soon a server that no longer answers is given up: seconds, and milliseconds for what was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A database that is open and in its newest form, as one province sees it."""

    engine: Engine
    province: str
    where: str
    """Its address without a password, for people."""
    folder: Path | None = None
    """Folder of its file; None where it is on a server."""
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)
    """What this process keeps of it between questions."""
    data_dir: Path | None = None
    """Data folder of the installation, wherever the database is."""
    secret_key: str = field(default="", compare=False, repr=False)
    """What texts in it are sealed with, where it does not stand in the data folder."""
    guard: Guard | None = field(default=None, compare=False, repr=False)
    """Asked before anything of the province is written; nothing is refused without one."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that only reads; StoreError when it cannot."""
        with told(self.where), self._connect(reads_only=True) as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection that keeps seeing the state at its first question, however long it reads."""
        level = {"isolation_level": "REPEATABLE READ"} if self.engine.dialect.name == "postgresql" else {}
        with told(self.where), self._connect(reads_only=True, **level) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose writes all happen at the end, or none; StoreError when they cannot.

        One writer at a time: what it reads before it writes stays true.
        """
        with told(self.where, writes=True), self._connect() as connection, connection.begin() as transaction:
            _take_turns(connection)
            yield connection
            with told_at_the_end(self.where):
                transaction.commit()
        self.memory.written()

    def check(self, connection: Connection, deed: Deed) -> None:
        """Ask whether whoever acts may do something; RightsError where not."""
        if self.guard is not None:
            self.guard(connection, current_actor(), deed)

    @property
    def trouble(self) -> str:
        """Why little can be done at the moment: ``away``, ``read-only``, ``full``; empty where nothing is wrong."""
        if self.memory.away_since:
            return "away"
        return sqlite_files.cannot_write(self.folder) if self.folder else ""

    def _connect(self, **options: Any) -> Connection:
        """Connect, waiting as long as this thread says while the database is away."""
        if self.memory.read_only and self.folder and not sqlite_files.cannot_write(self.folder):
            self.memory.read_only = False
            self.engine.dispose()
        while True:
            try:
                connection = self.engine.execution_options(**options).connect()
            except DBAPIError as caught:
                if not is_away(caught):
                    raise
                self.memory.away_since = self.memory.away_since or datetime.now(tz=UTC)
                if not wait():
                    raise
            else:
                self.memory.away_since = None
                return connection

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_store(settings: Settings, guard: Guard | None = None) -> Store:
    """Open the database the settings name, make it when it is not there, and bring it to its newest form.

    Parameters
    ----------
    settings : of the door.
    guard : see `Store.guard`.

    Raises
    ------
    StoreError
        The address is wrong, the database cannot be reached or written, or a newer program has used it.
    """
    address = settings.database_url or _sqlite_address(settings.data_dir)
    memory = Memory()
    engine = _engine(address, memory)
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    folder = Path(file).absolute().parent if file else None
    store = Store(
        engine=engine, province=settings.province, where=_shown(address), folder=folder, memory=memory, guard=guard,
        data_dir=settings.data_dir, secret_key=settings.secret_key,
    )  # fmt: skip
    while True:
        try:
            with told(store.where):
                upgrade(engine)
        except StoreError as caught:
            if not (isinstance(caught, DatabaseAwayError) and wait()):
                store.close()
                raise
        else:
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


def _engine(address: str, memory: Memory) -> Engine:
    try:
        url = make_url(address)
        if url.get_backend_name() == "postgresql":
            return create_engine(
                url.set(drivername="postgresql+psycopg"),
                pool_pre_ping=True,
                connect_args={key: value for key, value in _SERVER.items() if key not in url.query},
            )
        url = url.set(drivername="sqlite") if url.get_backend_name() == "sqlite" else _unknown(address)
        engine = create_engine(url, creator=_opener(Path(url.database), memory)) if url.database else create_engine(url)
    except (ArgumentError, NoSuchModuleError, ValueError) as caught:
        raise StoreError(
            msg("The address of the database is wrong."),
            where="NTM_DATABASE_URL",
            fix=msg("Write it like {example}, or leave it out.", example="postgresql://user@host/ntm"),
        ) from caught
    sqlite_files.begin_at_once(engine)
    return engine


def _opener(path: Path, memory: Memory) -> Callable[[], sqlite3.Connection]:
    """Return what opens an SQLite file for an engine, and notes where it can only be read."""

    def opened() -> sqlite3.Connection:
        connection, reads_only = sqlite_files.connect(path)
        memory.read_only = memory.read_only or reads_only
        return connection

    return opened


def _unknown(address: str) -> URL:
    raise NoSuchModuleError(address)


def upgrade(engine: Engine) -> None:
    """Bring a database to its newest form, in one transaction.

    Raises
    ------
    StoreError
        The database was made by a newer program.
    """
    newest, known = _revisions()
    with engine.execution_options(reads_only=True).connect() as connection:
        at = _revision(connection)
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
        at = _revision(connection)
        if at == newest:  # another process was faster
            return
        if at is not None and engine.dialect.name == "sqlite" and engine.url.database:
            copy_before(Path(engine.url.database), at)
        _migrate(connection)


def is_ready(store: Store) -> bool:
    """Return whether the database can be reached and is in the form this program knows; StoreError when it cannot."""
    with store.reading() as connection:
        return _revision(connection) == _revisions()[0]


def _take_turns(connection: Connection) -> None:
    """Wait until no other process writes; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS_LOCK})


def _migrate(connection: Connection) -> None:
    """Take all steps that are missing; Alembic, half a second to load, is loaded where there are any."""
    from alembic import command  # noqa: PLC0415 - as said above

    command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> Any:
    """Return what Alembic takes to work on a connection."""
    from alembic.config import Config  # noqa: PLC0415 - see `_migrate`

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("recursive_version_locations", "true")
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    """Return the step a database is at; None where there is none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


@functools.cache
def _revisions() -> tuple[str, frozenset[str]]:
    """Return the newest step and all steps this program knows: the numbers of their files."""
    steps = sorted(path.name[1:5] for path in (_MIGRATIONS / "versions").rglob("v[0-9]*_*.py"))
    return steps[-1], frozenset(steps)


def _shown(address: str) -> str:
    return make_url(address).render_as_string(hide_password=True)
