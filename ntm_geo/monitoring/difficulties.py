"""Difficulties: which are open on a day, which are late, and where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from datetime import date


def on_day(difficulties: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the difficulties raised up to a day, with what they are on it.

    Parameters
    ----------
    difficulties : ``tables.Difficulties``.
    day : the day.

    Returns
    -------
    The rows with ``state`` (``open``, ``late`` or ``solved``) and ``days_late`` (0 unless late); late ones first, then
    open ones by the day they are due, then solved ones.
    """
    now = pd.Timestamp(day)
    rows = difficulties[pd.to_datetime(difficulties["raised_on"]).le(now)].copy()
    due, solved = pd.to_datetime(rows["due_on"]), pd.to_datetime(rows["solved_on"])
    is_solved = solved.notna() & solved.le(now)
    is_late = ~is_solved & due.notna() & due.lt(now)
    rows["state"] = pd.Series("open", index=rows.index).mask(is_solved, "solved").mask(is_late, "late")
    rows["days_late"] = (now - due).dt.days.where(is_late, 0).astype(int)
    order = rows["state"].map({"late": 0, "open": 1, "solved": 2})
    ordered = rows.assign(order=order, due=due).sort_values(["order", "due", "number"], na_position="last")
    return ordered.drop(columns=["order", "due"]).reset_index(drop=True)


def open_by(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return how many difficulties are open, and how many of them late, by a column.

    Parameters
    ----------
    rows : of `on_day`.
    column : such as ``code``, ``criterion`` or ``in_charge``; rows without a value are left out.

    Returns
    -------
    The column, ``open`` (late ones included) and ``late``, most first.
    """
    left = rows[rows["state"].ne("solved") & rows[column].notna()]
    counts = (
        left.assign(late=left["state"].eq("late"))
        .groupby(column, as_index=False)
        .agg(open=("number", "size"), late=("late", "sum"))
    )
    return counts.sort_values(["open", "late", column], ascending=[False, False, True], ignore_index=True)
