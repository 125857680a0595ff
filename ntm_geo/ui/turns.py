"""Runs of pages take turns: a few at once in a process, in the order they came.

Python runs one thread at a time. Twenty runs that all go at once hand the interpreter around every few milliseconds,
which costs as much as the runs themselves (`docs/benchmarks.md`, readers), and none of them ends before all do.
"""

from __future__ import annotations

import threading
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from types import TracebackType

AT_ONCE: Final = 2
"""Runs of a process that go on at once: while one waits for the database or a browser, the other computes."""
LEASE_S: Final = 0.5
"""After this long a run counts no longer: it solves or waits for something, and others go on beside it."""


class Turns:
    """A context for one run; whoever enters waits until fewer than ``at_once`` runs hold a turn.

    Parameters
    ----------
    at_once : turns there are.
    lease : seconds a turn is held at most; the run goes on after it, without being counted.
    """

    def __init__(self, at_once: int = AT_ONCE, lease: float = LEASE_S) -> None:
        self._at_once, self._lease = at_once, lease
        self._changed = threading.Condition()
        self._waiting: deque[int] = deque()
        self._ends: dict[int, float] = {}

    def __enter__(self) -> Self:
        """Wait for a turn, first come, first served."""
        me = threading.get_ident()
        with self._changed:
            self._waiting.append(me)
            while self._waiting[0] != me or (wait := self._seconds_to_wait()) > 0:
                self._changed.wait(None if self._waiting[0] != me else wait)
            self._waiting.popleft()
            self._ends[me] = monotonic() + self._lease
            self._changed.notify_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the turn back."""
        with self._changed:
            self._ends.pop(threading.get_ident(), None)
            self._changed.notify_all()

    def _seconds_to_wait(self) -> float:
        """Return how long until a turn is free by itself; 0 where one is."""
        now = monotonic()
        running = sorted(end for end in self._ends.values() if end > now)
        return running[-self._at_once] - now if len(running) >= self._at_once else 0.0
