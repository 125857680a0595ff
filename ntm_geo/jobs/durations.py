"""How long pieces of work took here the last time, so that whoever waits knows how long."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Final

from ntm_geo.atomic import write_whole

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "durations.json"
_SHARE_AT_MOST: Final = 0.97


def expected_seconds(data_dir: Path, work: str, usual: float) -> float:
    """Return how long a piece of work took here the last time; what is usual where it was never done.

    Parameters
    ----------
    data_dir : folder of the user's own data.
    work : what the work is called.
    usual : seconds on an ordinary machine.
    """
    known = _read(data_dir).get(work)
    return float(known) if isinstance(known, int | float) and known > 0 else usual


def remember_seconds(data_dir: Path, work: str, seconds: float) -> None:
    """Keep how long a piece of work took; that it cannot be kept does not matter."""
    with contextlib.suppress(OSError):
        write_whole(data_dir / FILE, json.dumps(_read(data_dir) | {work: round(seconds, 1)}).encode())


def share_done(seconds: float, expected: float) -> float:
    """Return the share of 1 a bar shows after some seconds: it moves evenly and is full only in the end."""
    return min(_SHARE_AT_MOST, seconds / max(expected, 0.1))


def _read(data_dir: Path) -> dict[str, object]:
    try:
        loads = json.loads((data_dir / FILE).read_bytes())
    except (OSError, ValueError):
        return {}
    return loads if isinstance(loads, dict) else {}
