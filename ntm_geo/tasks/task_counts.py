"""How much waits for a seat: by kind, and in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntm_geo.errors import msg
from ntm_geo.tasks.seat_tasks import KINDS

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.errors import Message


def counts_by_kind(tasks: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Return how many tasks there are of each kind that has any, and how many of them are late; adds up to all."""
    counts = {}
    for kind in KINDS:
        rows = tasks[tasks["kind"].eq(kind)]
        if len(rows):
            counts[kind] = (len(rows), int(rows["late"].sum()))
    return counts


def tasks_sentence(tasks: pd.DataFrame) -> Message:
    """Return how much waits, in one sentence."""
    if tasks.empty:
        return msg("Nothing waits for you.")
    late = int(tasks["late"].sum())
    if late:
        return msg("{count} tasks wait for you, {late} of them are late.", count=len(tasks), late=late)
    return msg("{count} tasks wait for you, none is late.", count=len(tasks))
