"""What a thread does while the database is away: gets the error, or says so to whoever waits, and tries again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_HOOK: Final[ContextVar[tuple[int, Callable[[], None]] | None]] = ContextVar("ntm_wait", default=None)
"""Number of a thread, and what it does; a thread begun by another does not wait as that one does."""


def wait_with(hook: Callable[[], None]) -> None:
    """Let everything this thread asks the database wait until it is back.

    Parameters
    ----------
    hook : called again and again while the database is away; what it raises ends the wait.
    """
    _HOOK.set((threading.get_ident(), hook))


@contextmanager
def not_waiting() -> Iterator[None]:
    """Let what is asked in here fail at once."""
    token = _HOOK.set(None)
    try:
        yield
    finally:
        _HOOK.reset(token)


def wait() -> bool:
    """Do what this thread does while the database is away; False where it does not wait."""
    thread, hook = _HOOK.get() or (0, None)
    if hook is None or thread != threading.get_ident():
        return False
    hook()
    return True
