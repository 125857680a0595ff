"""Long searches in a process of their own: the pages of others do not wait, and its memory goes with it.

While a model is built Python stands still for every other page, and the solver takes more memory at its peak than many
sessions (`docs/decisions/0039-searches-apart.md`). A process is started when something is asked, and ends by itself
when nothing was asked for a while.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from loky import get_reusable_executor
from loky.process_executor import ShutdownExecutorError

from ntm_geo.errors import TableError, msg

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")

_log: Final = logging.getLogger("ntm_geo")
AT_ONCE: Final = min(2, os.cpu_count() or 1)
"""Processes; who asks for more waits."""
IDLE_SECONDS: Final = 60
"""A process that was asked nothing for so long ends."""


def call_apart(function: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """Return what a function returns, worked out in another process; in this one where none can be started.

    Parameters
    ----------
    function : of a module, with arguments and an answer of plain data; it sees nothing of this process.

    Raises
    ------
    TableError
        The process was ended from outside, mostly for want of memory.
    """
    try:
        try:
            pool = get_reusable_executor(
                max_workers=AT_ONCE, timeout=IDLE_SECONDS, initializer=_end_with, initargs=(os.getpid(),)
            )
            answer = pool.submit(function, *args, **options)
        except (OSError, NotImplementedError):
            # A machine that lets us have no more processes, or has no semaphores: slower for others, but an answer.
            _log.warning("no process can be started, so a search is made in this one", exc_info=True)
            return function(*args, **options)
        result: T = answer.result()
    except (BrokenProcessPool, ShutdownExecutorError):  # also when another one's search broke the pool just now
        raise TableError(
            msg("The search was ended by the system before it had an answer, mostly for want of memory."),
            fix=msg("Try again; ask for fewer years or fewer communes, or run it where there is more memory."),
        ) from None
    return result


def _end_with(parent: int) -> None:
    """Have this process end when the one that started it is gone, however that ended."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="ntm-parent").start()
