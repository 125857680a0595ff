"""Districts: how they compare, what each brings to the province's targets, what changed since another year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.derived import derived
from ntm_geo.boundaries.units import full_name
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import CriteriaSet

RECOGNISED: Final = "recognised"
_CHANGES: Final = {
    RECOGNISED: "recognised_change",
    "below": "below_change",
    "mean_met": "mean_change",
    "certified": "certified_change",
}


def league(standing: PeriodAssessment, *, before: PeriodAssessment | None = None) -> pd.DataFrame:
    """Return the districts of a year, or the communes themselves where there are no districts.

    Parameters
    ----------
    standing : of the year.
    before : of an earlier year on the same units, to say what changed.

    Returns
    -------
    ``key`` (code), ``name``, ``communes, recognised, below`` (not recognised, with fewer criteria than
    `below_limit`), ``mean_met`` (criteria known to be met, mean over the
    communes), ``certified, hamlets``, ``hamlet_share`` and ``recognised_share`` (of 1, missing where there are none),
    ``contribution`` (share of 1 of the province's recognised communes), and ``recognised_change, below_change,
    mean_change, certified_change`` against the earlier year, missing without one. Best first: by recognised share,
    mean, key.
    """
    limit = below_limit(standing.criteria_set)
    table = _figures(standing, limit)
    earlier = None if before is None else _figures(before, limit).set_index("key")
    for column, change in _CHANGES.items():
        table[change] = np.nan if earlier is None else table[column] - table["key"].map(earlier[column])
    order = ["recognised_share", "mean_met", "key"]
    return table.sort_values(order, ascending=[False, False, True], ignore_index=True)


def below_limit(criteria_set: CriteriaSet) -> int:
    """Return the number of criteria under which communes count as far below: the best group's that misses some."""
    leasts = [tier.at_least for tier in criteria_set.tiers if tier.at_least is not None]
    return max((least for least in leasts if least < len(criteria_set.criteria)), default=0)


@derived
def _figures(standing: PeriodAssessment, limit: int) -> pd.DataFrame:
    units = standing.units[standing.units["kind"].eq(PROGRAMME_KIND)]
    by_district = units["parent_code"].notna().any()
    names = [full_name(kind, name) for kind, name in zip(units["kind"], units["name"], strict=True)]
    table = pd.DataFrame(
        {
            "code": units["code"],
            "key": units["parent_code"] if by_district else units["code"],
            "name": units["parent_name"] if by_district else names,
        }
    )
    standings = standing.assessment.standings.assign(
        is_recognised=lambda frame: frame["tier"].eq(RECOGNISED),
        is_below=lambda frame: frame["met"].add(frame["unknown"]).lt(limit) & frame["tier"].ne(RECOGNISED),
    )
    joined = table.merge(standings, on="code").merge(standing.assessment.hamlet_counts, on="code", how="left")
    grouped = joined.groupby(["key", "name"], as_index=False).agg(
        communes=("code", "size"),
        recognised=("is_recognised", "sum"),
        below=("is_below", "sum"),
        mean_met=("met", "mean"),
        certified=("certified", "sum"),
        hamlets=("total", "sum"),
    )
    total = max(int(grouped["recognised"].sum()), 1)
    return grouped.assign(
        recognised_share=grouped["recognised"] / grouped["communes"],
        hamlet_share=grouped["certified"] / grouped["hamlets"].where(grouped["hamlets"].gt(0)),
        contribution=grouped["recognised"] / total,
    )
