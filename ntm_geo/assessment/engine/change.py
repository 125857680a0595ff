"""Change between years: tiers over time, who moved between them, which criteria were gained and lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.tables.standing_table import UNKNOWN_TIER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.criteria.model import CriteriaSet


def tier_history(standings: Mapping[int, pd.DataFrame], criteria_set: CriteriaSet) -> pd.DataFrame:
    """Return how many communes were in each tier, year by year.

    Parameters
    ----------
    standings : year to ``tables.Standings`` of the same units.
    criteria_set : for the order of the tiers.

    Returns
    -------
    ``period, tier, communes``: every tier every year, best first; those that cannot be placed only where there are
    any. The counts of a year add up to its communes.
    """
    keys = [tier.key for tier in criteria_set.tiers]
    counts = {year: frame["tier"].value_counts() for year, frame in sorted(standings.items())}
    if any(count.get(UNKNOWN_TIER, 0) for count in counts.values()):
        keys.append(UNKNOWN_TIER)
    rows = [(year, key, int(count.get(key, 0))) for year, count in counts.items() for key in keys]
    return pd.DataFrame(rows, columns=["period", "tier", "communes"])


def tier_flows(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return how many communes went from which tier to which.

    Parameters
    ----------
    before, after : ``tables.Standings`` of two years of the same units; a unit that is in one only is left out.

    Returns
    -------
    ``from_tier, to_tier, communes, codes`` (tuple, sorted); pairs that do not occur are left out.
    """
    joined = before[["code", "tier"]].merge(after[["code", "tier"]], on="code", suffixes=("_before", "_after"))
    grouped = joined.sort_values("code").groupby(["tier_before", "tier_after"])["code"].agg(tuple).reset_index()
    grouped.columns = pd.Index(["from_tier", "to_tier", "codes"])
    return grouped.assign(communes=grouped["codes"].map(len))[["from_tier", "to_tier", "communes", "codes"]]


def criteria_changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return which criteria each commune gained and lost between two years.

    Parameters
    ----------
    before, after : ``tables.CriterionResults`` of two years of the same units.

    Returns
    -------
    ``code, gained, lost, newly_known``: tuples of criterion codes in the order of their numbers, one row a commune,
    sorted by code. Gained and lost are only told where both years are known: what was or became unknown is neither.
    """
    keys = ["code", "criterion"]
    joined = before[[*keys, "met"]].merge(after[[*keys, "met"]], on=keys, suffixes=("_before", "_after"), how="outer")
    was, now = joined["met_before"].astype("boolean"), joined["met_after"].astype("boolean")
    joined["number"] = joined["criterion"].astype(int)
    joined = joined.assign(
        gained=(now & ~was).fillna(value=False),
        lost=(was & ~now).fillna(value=False),
        newly_known=was.isna() & now.notna(),
    ).sort_values(["code", "number"])
    table = pd.DataFrame({"code": sorted(joined["code"].unique())})
    for column in ("gained", "lost", "newly_known"):
        result = joined[joined[column]].groupby("code")["criterion"].agg(tuple)
        table[column] = [result.get(code, ()) for code in table["code"]]
    return table
