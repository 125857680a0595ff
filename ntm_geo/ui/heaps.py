"""How the C library takes memory: set before the first thread and before anything large is loaded."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""Numbers of glibc's `mallopt`."""
HEAPS: Final = 2
LARGE_BYTES: Final = 128 * 1024
"""From this size on a piece is taken from the system by itself and goes back as soon as it is freed."""


def few_heaps() -> bool:
    """Have all threads share a few heaps, and large pieces go back at once; returns whether the C library does it.

    glibc opens eight heaps for each core and lets the size of a large piece grow; what is freed in them comes back in
    pieces too small to be given to the system. Elsewhere (musl, macOS, Windows) nothing is to be set.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is None:
        return False
    options = ((_M_ARENA_MAX, HEAPS), (_M_MMAP_THRESHOLD, LARGE_BYTES), (_M_TRIM_THRESHOLD, LARGE_BYTES))
    return all(mallopt(option, value) == 1 for option, value in options)
