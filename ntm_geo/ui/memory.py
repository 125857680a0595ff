"""Memory of the server: few heaps, garbage collected while nobody waits, and what is free given back.

What was made for the start stays for ever: it is taken out of what the collector of garbage looks at; after that a
full collection is made when no page runs, or every half minute. Three things would grow over days and are kept from
it: the C library opens a heap for each thread and keeps what is freed in it in pieces; the store of texts of pandas,
pyarrow, keeps what it once had; and every table remembers each view ever taken of it, up to hundreds, dead or not.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
from pandas._libs.internals import BlockValuesRefs
from streamlit import get_option
from streamlit.runtime import exists, get_instance
from streamlit.runtime.memory_session_storage import MemorySessionStorage

from ntm_geo.assessment.derived import forget_unused
from ntm_geo.ui.kit import watch

if TYPE_CHECKING:
    from collections.abc import Callable

_TRIM: Final = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
"""Gives the system what is free in memory taken from it, where the C library can (glibc)."""
LOOK_SECONDS: Final = 5.0
IDLE_SECONDS: Final = 3.0
COLLECT_SECONDS: Final = 20.0
BUSY_SECONDS: Final = 30.0
"""After so long without an idle moment garbage is collected although pages run; they stand still for it.

What piles up until then leaves holes among what stays: after five minutes of it a server held 10 MB more for good.
"""
UNUSED_SECONDS: Final = 60.0
"""What follows from an assessment goes when nobody asked for it for so long: it is had again in milliseconds."""
WAITING_MOST: Final = 40
"""Sessions kept for readers who may come back within two minutes; who left first goes first.

A room of fifty is served by two processes: all of them may lose the network at once. Streamlit would keep 128, and what
so many leave behind is never given back whole.
"""
_YOUNG, _MIDDLE, _OLD = 20_000, 25, 1_000_000
"""Thresholds of the collector: young objects as they come, old ones not within a run."""
_frozen: Final[list[Callable[[], bool]]] = []
"""References of tables made for the start, which the collector no longer lists."""


def keep_memory() -> None:
    """Take what is there now out of the collector's sight, and let it look at the rest while nobody waits.

    Called before the first reader comes: sessions that wait already would be let go.
    """
    if exists():
        seconds = int(get_option("server.disconnectedSessionTTL"))
        manager: Any = get_instance()._session_mgr  # noqa: SLF001 - there is no other way
        manager._session_storage = MemorySessionStorage(WAITING_MOST, seconds)  # noqa: SLF001 - as above
    gc.collect()
    _frozen.extend(_references())
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
    threading.Thread(target=_collect_when_idle, daemon=True, name="ntm-collector").start()


def _collect_when_idle() -> None:
    last = time.monotonic()
    while True:
        time.sleep(LOOK_SECONDS)
        began = time.monotonic()
        idle = watch.idle_seconds() >= IDLE_SECONDS
        if began - last >= (COLLECT_SECONDS if idle else BUSY_SECONDS):
            _collect()
            last = time.monotonic()
            watch.note_collection(last - began)


def _collect() -> None:
    """Let go what nobody needs, and give the system what is free then: sessions that ended come in bursts."""
    watch.drop_ended_sessions()
    forget_unused(UNUSED_SECONDS)
    gc.collect()
    for has_reference in (*_frozen, *_references()):
        has_reference()  # looks, and forgets those that are gone
    pa.default_memory_pool().release_unused()
    if _TRIM is not None:
        _TRIM(0)


def _references() -> list[Callable[[], bool]]:
    """Return for every table the collector lists what says whether others share its values."""
    # By its type: to ask a weak proxy for its class is to ask what may be gone.
    return [known.has_reference for known in gc.get_objects() if type(known) is BlockValuesRefs]
