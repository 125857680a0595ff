"""From indicators to criteria: a criterion is met when all its applicable indicators are."""

from __future__ import annotations

import pandas as pd


def rollup(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Say of every unit and criterion whether it is met.

    Parameters
    ----------
    verdicts : ``tables.Verdicts``.

    Returns
    -------
    ``tables.CriterionResults``, one row per unit, criterion and period, in the order of the verdicts. ``met`` is
    False as soon as one applicable indicator is not met, NA when none fails and one is unknown, otherwise True;
    so also when no indicator applies.

    Notes
    -----
    Source: Decision 318/QĐ-TTg of 2022: a criterion is met when all its indicators are.
    """
    status = verdicts["status"]
    keys = ["code", "criterion", "period"]
    flags = verdicts[keys].assign(failed=status.eq("not_met"), open=status.eq("unknown"))
    found = flags.groupby(keys, sort=False)[["failed", "open"]].any()
    met = (~found["failed"]).astype("boolean").mask(~found["failed"] & found["open"])
    return met.rename("met").reset_index()
