"""Advanced and model standards as conditions on top: each level asks for the one before it, in force on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assessment.engine.inputs import examples
from ntm_geo.assessment.engine.tiers import LEVELS
from ntm_geo.errors import msg
from ntm_geo.tables.findings import Finding

if TYPE_CHECKING:
    from datetime import date


def level_conditions(recognitions: pd.DataFrame, *, on: date) -> pd.DataFrame:
    """Return for every level a commune holds whether the level it builds on is in force.

    Parameters
    ----------
    recognitions : ``tables.Recognitions``.
    on : the day looked at.

    Returns
    -------
    ``code, level, asks_for, held``: one row a commune and level in force that asks for another; ``held`` tells whether
    the commune holds that other level on the day.

    Source: Decision 318/QĐ-TTg (advanced builds on the standard), Decision 319/QĐ-TTg (model builds on advanced).
    """
    day = pd.Timestamp(on)
    chosen_recognitions = recognitions[recognitions["recognised_on"].le(day) & ~recognitions["revoked_on"].le(day)]
    state = set(zip(chosen_recognitions["code"], chosen_recognitions["level"], strict=True))
    rows = [
        (code, level, LEVELS[LEVELS.index(level) - 1], (code, LEVELS[LEVELS.index(level) - 1]) in state)
        for code, level in sorted(state, key=lambda value: (value[0], LEVELS.index(value[1])))
        if level != LEVELS[0]
    ]
    return pd.DataFrame(rows, columns=["code", "level", "asks_for", "held"])


def broken_conditions(recognitions: pd.DataFrame, *, on: date) -> list[Finding]:
    """Return a finding for communes that hold a level without the one it builds on; none where all hold it."""
    table = level_conditions(recognitions, on=on)
    broken = table[~table["held"].astype(bool)]
    if broken.empty:
        return []
    return [
        Finding(
            severity="warning",
            kind="level-without-base",
            place=examples([f"{row.code} {row.level}" for row in broken.itertuples()]),
            what=msg("{count} recognitions stand without the level they build on.", count=len(broken)),
            hint=msg("Enter the earlier recognition, or correct the level, on the page of data."),
        )
    ]
