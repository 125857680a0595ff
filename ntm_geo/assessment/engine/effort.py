"""Effort: the least number of criteria still to be met for a target, exact or between bounds, and the way there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.targets import communes_needed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ntm_geo.criteria.model import Target, TierRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """The least number of criteria still to be met: between two bounds, which are one number where all is known."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether both bounds are the same."""
        return self.low == self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Trajectory:
    """The way to a target: what was reached year by year, and a straight line from the first year to the target."""

    years: tuple[int, ...]
    actual: tuple[float, ...]
    line_years: tuple[int, ...]
    line: tuple[float, ...]
    per_year: float
    """What is needed every year from the newest one on; 0 when the target is met or its year is over."""
    ahead: float
    """How far the newest year is ahead of the line, in the unit of the target; negative when behind."""


def least_criteria(target: Target, standings: pd.DataFrame, *, total: int) -> Effort | None:
    """Return the least number of criteria that have to be met still, so that a target on criteria can hold.

    Parameters
    ----------
    target : ``recognised`` or ``recognised_share`` (the communes nearest to the standard first), ``below_criteria``
        (all below it) or ``mean_criteria`` (any).
    standings : ``tables.Standings`` of one period; unknown criteria make the bounds.
    total : number of criteria of the set.

    Returns
    -------
    The bounds; None for targets that no number of criteria decides.
    """
    outside = standings["recognition"].isna().to_numpy()
    met = standings["met"].to_numpy("int64")
    most = met + standings["unknown"].to_numpy("int64")
    if target.measure == "below_criteria":
        limit = target.limit or 0
        return Effort(low=_lacking(most[outside], limit), high=_lacking(met[outside], limit))
    if target.measure == "mean_criteria":
        goal = target.value * len(met)
        return Effort(low=_whole(goal - most.sum()), high=_whole(goal - met.sum()))
    if target.measure in {"recognised", "recognised_share"}:
        share = target.measure == "recognised_share"
        count = communes_needed(target.value, len(met)) if share else int(np.ceil(target.value))
        wanted = max(0, count - int((~outside).sum()))
        return Effort(low=_nearest(most[outside], wanted, total), high=_nearest(met[outside], wanted, total))
    return None


def least_criteria_from_tiers(counts: Mapping[str, int], tiers: Sequence[TierRule], *, limit: int) -> Effort:
    """Return the bounds where only the number of communes in each tier is known, for "none below a limit".

    Parameters
    ----------
    counts : communes by tier.
    tiers : of the criteria set; a tier holds from its least number to one under that of the next better one.
    limit : no commune may have fewer criteria.

    Notes
    -----
    A tier from a to b needs between limit - b and limit - a for each of its communes. The published figures of the end
    of 2022 (50 communes with 10-14 criteria, 68 with 5-9, 1 below 5) give 50*1 + 68*6 + 1*11 = 469 to
    50*5 + 68*10 + 1*15 = 945 for a limit of 15.
    """
    ladder = sorted((tier.at_least, tier.key) for tier in tiers if tier.at_least is not None)
    low = high = 0
    for index, (least, key) in enumerate(ladder):
        top = ladder[index + 1][0] - 1 if index + 1 < len(ladder) else limit
        low += counts.get(key, 0) * max(0, limit - top)
        high += counts.get(key, 0) * max(0, limit - least)
    return Effort(low=low, high=high)


def trajectory(target: Target, reached: Mapping[int, float]) -> Trajectory:
    """Return the way to a target.

    Parameters
    ----------
    target : its value is a number of communes or a share of 1.
    reached : year to what was reached, at least one year.
    """
    years = tuple(sorted(reached))
    first, newest = years[0], years[-1]
    span = max(target.year - first, 1)
    line_years = tuple(range(first, max(target.year, newest) + 1))
    step = (target.value - reached[first]) / span
    line = tuple(reached[first] + step * min(year - first, span) for year in line_years)
    left = target.year - newest
    lacking = target.value - reached[newest]
    sign = 1 if target.sense == "at_least" else -1
    return Trajectory(
        years=years,
        actual=tuple(reached[year] for year in years),
        line_years=line_years,
        line=line,
        per_year=max(0.0, sign * lacking) / left if left > 0 else 0.0,
        ahead=sign * (reached[newest] - line[newest - first]),
    )


def _whole(lacking: float) -> int:
    """Return the least whole number that is not below what is lacking, and not below 0."""
    return max(0, int(np.ceil(np.round(lacking, 6))))


def _lacking(counts: NDArray[Any], limit: int) -> int:
    return int(np.clip(limit - counts, 0, None).sum())


def _nearest(counts: NDArray[Any], wanted: int, total: int) -> int:
    """Return what the communes nearest to all criteria lack together."""
    return int(np.sort(np.clip(total - counts, 0, None))[:wanted].sum())
