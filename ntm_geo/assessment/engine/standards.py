"""Advanced and model standards as conditions on top: each level asks for the one before it, in force at its time."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assessment.engine.inputs import examples
from ntm_geo.criteria.recognition_law import levels_of
from ntm_geo.errors import msg
from ntm_geo.tables.base import each_row
from ntm_geo.tables.findings import Finding
from ntm_geo.tables.standing_table import BUILDS_ON, LEVELS, in_force, years_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ntm_geo.criteria.model import CriteriaSet


def level_conditions(recognitions: pd.DataFrame, *, period: int) -> pd.DataFrame:
    """Return for every level a commune holds whether the level it builds on is in force.

    Parameters
    ----------
    recognitions : ``tables.Recognitions``.
    period : year; its end is looked at.

    Returns
    -------
    ``code, level, asks_for, held``: one row a commune and level in force that asks for another; ``held`` tells whether
    the commune holds that other level then.

    Source: Decision 318/QĐ-TTg (advanced builds on the standard), Decision 319/QĐ-TTg (model builds on advanced),
    Decision 51/2025/QĐ-TTg (the modern commune builds on the standard).
    """
    chosen_recognitions = recognitions[in_force(recognitions, period=period)]
    state = set(zip(chosen_recognitions["code"], chosen_recognitions["level"], strict=True))
    rows = [
        (code, level, BUILDS_ON[level], (code, BUILDS_ON[level]) in state)
        for code, level in sorted(state, key=lambda value: (value[0], LEVELS.index(value[1])))
        if level in BUILDS_ON
    ]
    return pd.DataFrame(rows, columns=["code", "level", "asks_for", "held"])


def next_levels(
    recognitions: pd.DataFrame,
    conditions: pd.DataFrame,
    law: CriteriaSet,
    *,
    period: int,
    judged: Mapping[tuple[str, str], bool] = MappingProxyType({}),
) -> pd.DataFrame:
    """Return which level each recognised commune may rise to, and what it lacks of the conditions of that level.

    Parameters
    ----------
    recognitions : ``tables.Recognitions``.
    conditions : ``tables.Conditions``; what it does not say is unknown.
    law : the set of the year; nobody rises to a level it does not know.
    period : year.
    judged : commune and key of a condition to whether figures meet it; what was entered stands before it.

    Returns
    -------
    ``code, level, next_level, missing, unknown``: one row a commune that can rise; tuples of keys of conditions in the
    order of the law.

    Source: Decisions 318/QĐ-TTg, 319/QĐ-TTg and 51/2025/QĐ-TTg, none checked against the official text.
    """
    above = {below: level for level, below in BUILDS_ON.items() if level in levels_of(law)}
    entered = conditions[conditions["period"].eq(period)]
    known: dict[tuple[str, str], bool] = dict(judged) | {
        (row.code, row.condition): bool(row.met) for row in each_row(entered.dropna(subset=["met"]))
    }
    state = recognitions[in_force(recognitions, period=period)]
    highest = state["level"].map(LEVELS.index).groupby(state["code"]).max()
    rows = []
    for code, rank in sorted(zip(map(str, highest.index), map(int, highest), strict=True)):
        upper = above.get(LEVELS[rank])
        if upper is None:
            continue
        keys = [condition.key for condition in law.recognition.conditions_of(upper)] if law.recognition else []
        missing = tuple(key for key in keys if known.get((code, key)) is False)
        unknown = tuple(key for key in keys if (code, key) not in known)
        rows.append((code, LEVELS[rank], upper, missing, unknown))
    return pd.DataFrame(rows, columns=["code", "level", "next_level", "missing", "unknown"])


def ended_with_set(recognitions: pd.DataFrame, sets: Iterable[CriteriaSet], *, period: int) -> pd.Series[bool]:
    """Return which recognitions have ended because the set they were given under has, where its data say they do.

    Parameters
    ----------
    recognitions : ``tables.Recognitions``.
    sets : every criteria set; a recognition belongs to the set its year lies in.
    period : year; a set that expires on its last day still holds in it.
    """
    years = years_of(recognitions)
    ended = pd.Series(data=False, index=recognitions.index)
    for law in sets:
        rule = law.recognition.ends_with_set if law.recognition else None
        if rule is None or period <= law.expires.year:
            continue
        ended |= years.between(law.effective.year, law.expires.year) & recognitions["level"].isin(rule.levels)
    return ended.astype(bool)


def broken_conditions(recognitions: pd.DataFrame, *, period: int) -> list[Finding]:
    """Return a finding for communes that hold a level without the one it builds on; none where all hold it."""
    table = level_conditions(recognitions, period=period)
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
