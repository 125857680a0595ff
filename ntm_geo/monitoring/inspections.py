"""Inspections: the visits of a span of days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from datetime import date


def between(inspections: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """Return the visits from a day to another, oldest first.

    Parameters
    ----------
    inspections : ``tables.Inspections``.
    first, last : days, both counted in.
    """
    days = pd.to_datetime(inspections["on"])
    chosen_inspections = inspections[days.ge(pd.Timestamp(first)) & days.le(pd.Timestamp(last))]
    return chosen_inspections.sort_values(["on", "number"], ignore_index=True)
