"""Tables shipped with a province, read and checked once a process as long as their file is the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

_MOST: Final = 64
_READ: Final[dict[str, tuple[tuple[int, int], pd.DataFrame]]] = {}


def read_once(path: Path, read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Return a table of a file, read again only when the file is another; whoever changes it changes a copy.

    Parameters
    ----------
    path : of the file.
    read : reads and checks it; what it raises is raised, and the file is read anew the next time.
    """
    try:
        about = path.stat()
    except OSError:
        return read()
    state = about.st_mtime_ns, about.st_size
    known = _READ.get(str(path))
    if known is None or known[0] != state:
        known = state, read()
        if len(_READ) >= _MOST:
            _READ.clear()
        _READ[str(path)] = known
    return known[1].copy(deep=False)
