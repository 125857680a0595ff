"""Files shipped with a province or the law, read and checked once a process as long as they are the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
_MOST: Final = 128
_READ: Final[dict[str, tuple[tuple[int, int], Any]]] = {}


def read_once(path: Path, read: Callable[[], T]) -> T:
    """Return what a file holds, read again only when the file is another.

    Whoever changes a table changes a copy; anything else is shared, and nobody may change it.

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
    value = known[1]
    return cast("T", value.copy(deep=False) if isinstance(value, pd.DataFrame) else value)
