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
_ARROW: Final = (b"ARROW_DEFAULT_MEMORY_POOL", b"system")
"""Where pyarrow, the store of texts of pandas, takes its memory; read when it is loaded."""


def few_heaps() -> bool:
    """Have all threads share a few heaps, and large pieces go back at once; returns whether the C library does it.

    glibc opens eight heaps for each core and lets the size of a large piece grow; what is freed in them comes back in
    pieces too small to be given to the system. pyarrow would have a heap of its own for each thread beside them
    (30 MB after 200 runs of pages) and takes from these instead, unless the environment says otherwise; it must not be
    loaded yet. Elsewhere (musl, macOS, Windows) nothing is to be set.
    """
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    mallopt = getattr(library, "mallopt", None)
    if library is None or mallopt is None:
        return False
    library.setenv(*_ARROW, 0)
    options = ((_M_ARENA_MAX, HEAPS), (_M_MMAP_THRESHOLD, LARGE_BYTES), (_M_TRIM_THRESHOLD, LARGE_BYTES))
    return all(mallopt(option, value) == 1 for option, value in options)
