"""The state of the data, read once for a run of a page: which versions there are, and what was done last.

Whatever is shown in one run is of one state. What a state is needs one question to the database; everything else of it
is kept by the process: the list of versions until something is done, the table of a version as long as there is room.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ntm_geo.errors import DatabaseAwayError
from ntm_geo.store.waiting import not_waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    import pandas as pd

    from ntm_geo.store.versions import Version

TABLE_BYTES: Final = 256 * 2**20
"""How much memory the tables of versions may take in a process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataState:
    """What was done last in a province, and the versions there were then."""

    event: int
    """Number of what was done last; 0 where nothing was."""
    at: str
    """Moment it was done, as ISO 8601 in UTC; tells a restored database from the one before."""
    versions: tuple[Version, ...]
    """All of the province, newest first."""

    def fingerprint(self, kinds: Iterable[str]) -> tuple[int, ...]:
        """Return what tells this state from others for whoever reads only these kinds: the versions in use of them."""
        wanted = frozenset(kinds)
        return tuple(version.id for version in self.versions if version.current and version.slot.kind in wanted)


@dataclass(slots=True)
class _Run:
    """A run of a page: the state it is about, as long as this process has written nothing since."""

    state: DataState | None = None
    writes: int = -1


_RUN: Final[ContextVar[_Run | None]] = ContextVar("ntm_run", default=None)


def begin_run() -> None:
    """Let everything read from here on in this thread be of one state of the data, until this process writes."""
    _RUN.set(_Run())


def end_run() -> None:
    """Ask the database anew at every question, as the command line does."""
    _RUN.set(None)


@dataclass(slots=True)
class Memory:
    """What a process keeps of a database between questions."""

    writes: int = 0
    """How often this process has written to it."""
    state: DataState | None = None
    tables: OrderedDict[tuple[int, str], tuple[pd.DataFrame, int]] = field(default_factory=OrderedDict)
    """Tables of versions by number and content, the one used last at the end, each with its bytes."""
    notes: dict[Any, Any] = field(default_factory=dict)
    """Small answers that hold for the state kept, by what was asked."""
    away_since: datetime | None = None
    """Moment since which the database cannot be reached; None while it can."""
    read_only: bool = False
    """Whether its file was opened for reading alone."""
    lock: threading.RLock = field(default_factory=threading.RLock)

    def current(self, read: Callable[[DataState | None], DataState]) -> DataState:
        """Return the state of this run; outside one, the state now.

        While the database is away, a run goes on from the state known last.

        Parameters
        ----------
        read : asks the database, given the state known so far, which it returns where nothing was done since.
        """
        run = _RUN.get()
        if run is not None and run.state is not None and run.writes == self.writes:
            return run.state
        writes, known = self.writes, self.state
        if run is None or known is None:
            state = read(known)
        else:
            with not_waiting():
                try:
                    state = read(known)
                except DatabaseAwayError:
                    state = known
        if state is not known:
            with self.lock:
                self.state = state
                self.notes = {}
        if run is not None:
            run.state, run.writes = state, writes
        return state

    def noted(self, state: DataState, question: tuple[Any, ...], ask: Callable[[], Any]) -> Any:
        """Return a small answer that holds as long as nothing is done, asked for once."""
        key = (state.event, state.at, *question)
        if key not in self.notes:
            self.notes[key] = ask()
        return self.notes[key]

    def table(self, version: Version, read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Return the table of a version, read once as long as there is room; whoever changes it changes a copy."""
        key = (version.id, version.key)
        with self.lock:
            if key in self.tables:
                self.tables.move_to_end(key)
                return self.tables[key][0].copy(deep=False)
        table = read()
        size = int(table.memory_usage(deep=True).sum())
        with self.lock:
            self.tables[key] = table, size
            while sum(size for _table, size in self.tables.values()) > TABLE_BYTES and len(self.tables) > 1:
                self.tables.popitem(last=False)
        return table.copy(deep=False)

    def written(self) -> None:
        """Note that this process has written: what was read before is no longer of the newest state."""
        with self.lock:
            self.writes += 1
