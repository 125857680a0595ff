"""Jobs: long work beside the page: it tells how far it is, can be stopped, and never leaves half a file."""

from __future__ import annotations

import contextvars
import threading
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from ntm_geo.errors import StoppedError, msg

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
State = Literal["running", "done", "failed", "stopped"]


class Progress:
    """How far a piece of work is; shared by the one who works and the one who looks on."""

    def __init__(self) -> None:
        """Begin at nothing done."""
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._done, self._total, self._label = 0, 1, ""

    def begin(self, label: str, total: int = 1) -> None:
        """Say what is done next, and of how many steps it is.

        Raises
        ------
        StoppedError
            Somebody asked to stop.
        """
        self.check()
        with self._lock:
            self._label, self._done, self._total = label, 0, max(total, 1)

    def step(self) -> None:
        """Say that one more step is done; raises like `begin`."""
        self.check()
        with self._lock:
            self._done += 1

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def share(self) -> float:
        """Share of 1 of what is under way that is done."""
        with self._lock:
            return min(1.0, self._done / self._total)

    @property
    def label(self) -> str:
        """What is under way, with its count where it has several steps."""
        with self._lock:
            return self._label if self._total == 1 else f"{self._label} ({self._done}/{self._total})"

    def show(self, label: str, done: int, total: int) -> None:
        """Take over how far a piece of work is that another process does."""
        with self._lock:
            self._label, self._done, self._total = label, done, total

    @property
    def state(self) -> tuple[str, int, int]:
        """What `show` takes: label, steps done, steps in all."""
        with self._lock:
            return self._label, self._done, self._total

    def check(self, seconds: float = 0.0) -> None:
        """Go on unless somebody asked to stop, or asks within some seconds; raises like `begin`."""
        if self._stop.wait(seconds):
            raise StoppedError(
                msg("The work was stopped; nothing was written."), fix=msg("Begin again when you need it.")
            )


class Job(Generic[T]):
    """A piece of work in a thread of its own."""

    def __init__(self, work: Callable[[Progress], T], *, label: str = "") -> None:
        """Begin the work, in the language of the one who asked for it.

        Parameters
        ----------
        work : raises what ends it without a result.
        label : what to show until the work says what it does.
        """
        self.progress = Progress()
        self.progress.show(label, 0, 1)
        self.result: T | None = None
        self.error: Exception | None = None
        copy_context = contextvars.copy_context()
        self._thread = threading.Thread(target=copy_context.run, args=(self._run, work), daemon=True)
        self._thread.start()

    @property
    def state(self) -> State:
        """Whether it goes on, and how it ended."""
        if self._thread.is_alive():
            return "running"
        if self.error is None:
            return "done"
        return "stopped" if isinstance(self.error, StoppedError) else "failed"

    def stop(self) -> None:
        """Ask it to stop; it does so at its next step."""
        self.progress.stop()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it has ended, at most for some seconds."""
        self._thread.join(seconds)

    def _run(self, work: Callable[[Progress], T]) -> None:
        try:
            self.result = work(self.progress)
        except Exception as error:  # noqa: BLE001 - whoever looks at the job shows it
            self.error = error
