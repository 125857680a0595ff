"""How far the province is from its targets."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

from ntm_geo.tables.standing_table import certified_hamlets, levels_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from ntm_geo.criteria.model import Target, TargetMeasure

Unit = Literal["communes", "share", "criteria", "districts", "times"]
UNITS: Final[Mapping[TargetMeasure, Unit]] = {
    "recognised": "communes",
    "advanced": "communes",
    "model": "communes",
    "below_criteria": "communes",
    "hamlet_share": "share",
    "recognised_share": "share",
    "mean_criteria": "criteria",
    "tier_rise": "criteria",
    "districts": "districts",
    "model_hamlets": "share",
    "income_ratio": "times",
}
"""What the value of a target is counted in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetProgress:
    """Where the province stands against one target.

    ``actual`` and ``possible`` are in the unit of the target: numbers of communes, shares of 1, criteria a commune.
    ``actual`` counts what is certain, ``possible`` also what the unknown criteria leave open. ``remaining`` is the
    number of communes, hamlets or criteria still to bring there; what is unknown counts as still to do. Where
    nothing is ``known`` the figures are 0 and mean nothing, and the target is neither met nor unmet.
    """

    target: Target
    actual: float
    possible: float
    remaining: int
    met: bool
    known: bool = True

    @property
    def unit(self) -> Unit:
        """What the figures are counted in."""
        return UNITS[self.target.measure]

    @property
    def key(self) -> str:
        """Key of the target."""
        return self.target.key

    @property
    def value(self) -> float:
        """Value of the target."""
        return self.target.value


def progress(
    targets: Iterable[Target],
    *,
    standings: pd.DataFrame,
    hamlet_counts: pd.DataFrame,
    before: pd.DataFrame | None = None,
) -> tuple[TargetProgress, ...]:
    """Compare the standings with the targets.

    Parameters
    ----------
    targets : of the province.
    standings : ``tables.Standings`` of one period.
    hamlet_counts : ``tables.HamletCounts`` of the same period.
    before : ``tables.Standings`` of the year before by the same set; None where they are not known.

    Returns
    -------
    One progress per target, in their order.
    """
    ways: Mapping[TargetMeasure, Callable[[Target], TargetProgress]] = {
        "hamlet_share": lambda target: _hamlets(target, hamlet_counts),
        "recognised_share": lambda target: _recognised_share(target, standings),
        "mean_criteria": lambda target: _mean_criteria(target, standings),
        "tier_rise": lambda target: _tier_rise(target, standings, before),
        "districts": _unknown,
        "model_hamlets": _unknown,
        "income_ratio": _unknown,
    }
    return tuple(
        ways[target.measure](target) if target.measure in ways else _communes(target, standings) for target in targets
    )


def count_hamlets(
    hamlets: pd.DataFrame, *, codes: Sequence[str] | pd.Index, period: int, on: date | None = None
) -> pd.DataFrame:
    """Count the hamlets of each commune, and those certified at the end of a period, or on a day.

    Parameters
    ----------
    hamlets : ``tables.Hamlets``.
    codes : codes of the communes of the programme; hamlets of other units are passed over.
    period : year. What is given for it counts, whenever it was decided; on the day it is revoked it holds no longer.
    on : the day, where it is not the last one of the period; then a certificate holds from its own day.

    Returns
    -------
    ``tables.HamletCounts``, one row per code, also where there is no hamlet.
    """
    certified = certified_hamlets(hamlets, period=period, on=on)
    counts = certified.groupby(hamlets["code"]).agg(["size", "sum"]).reindex(pd.Index(codes), fill_value=0)
    return pd.DataFrame(
        {
            "code": pd.Index(codes),
            "period": period,
            "total": counts["size"].to_numpy("int64"),
            "certified": counts["sum"].to_numpy("int64"),
        },
    )


def hamlets_needed(certified: int, total: int, share: float) -> int:
    """Return how many more hamlets have to be certified, so that a share of 1 is reached.

    Examples
    --------
    >>> hamlets_needed(2, 11, 0.3)
    2
    """
    # Rounded first, so that 30 % of 10 is 3 and not 4 for the sake of a binary fraction.
    return max(0, math.ceil(round(share * total, 6)) - certified)


def _communes(target: Target, standings: pd.DataFrame) -> TargetProgress:
    """Compare a number of communes."""
    if target.measure == "below_criteria":
        outside, limit = standings["recognition"].isna(), target.limit or 0
        certain = int((outside & (standings["met"] + standings["unknown"]).lt(limit)).sum())
        possible = int((outside & standings["met"].lt(limit)).sum())
    else:
        least = "standard" if target.measure == "recognised" else target.measure
        certain = int(standings["recognition"].isin(levels_from(least)).sum())
        possible = certain
    wanted = math.ceil(target.value)
    remaining = max(0, wanted - certain if target.sense == "at_least" else possible - math.floor(target.value))
    return TargetProgress(
        target=target,
        actual=certain,
        possible=possible,
        remaining=remaining,
        met=remaining == 0,
    )


def _hamlets(target: Target, counts: pd.DataFrame) -> TargetProgress:
    """Compare the share of certified hamlets; what remains is a whole number of hamlets."""
    total, certified = int(counts["total"].sum()), int(counts["certified"].sum())
    share = certified / total if total else 0.0
    remaining = hamlets_needed(certified, total, target.value)
    return TargetProgress(
        target=target,
        actual=share,
        possible=share,
        remaining=remaining,
        met=total > 0 and not remaining,
    )


def communes_needed(share: float, communes: int) -> int:
    """Return how many of the communes make a share of 1.

    Examples
    --------
    >>> communes_needed(0.3962, 53)
    21
    """
    return math.ceil(round(share * communes, 6))


def _recognised_share(target: Target, standings: pd.DataFrame) -> TargetProgress:
    """Compare the share of recognised communes; what remains is a whole number of communes."""
    recognised, total = int(standings["recognition"].notna().sum()), len(standings)
    share = recognised / total if total else 0.0
    remaining = max(0, communes_needed(target.value, total) - recognised)
    return TargetProgress(
        target=target, actual=share, possible=share, remaining=remaining, met=total > 0 and not remaining
    )


def _mean_criteria(target: Target, standings: pd.DataFrame) -> TargetProgress:
    """Compare the mean of criteria met by a commune; what remains is a number of criteria of all together."""
    return _mean(target, standings["met"], standings["unknown"])


def _tier_rise(target: Target, standings: pd.DataFrame, before: pd.DataFrame | None) -> TargetProgress:
    """Compare what the communes of a tier, as it was a year before, gained since; criteria of all together remain."""
    if before is None:
        return _unknown(target)
    first = before[before["tier"].eq(target.tier)].set_index("code")
    last = standings.set_index("code").reindex(first.index)
    if last["met"].isna().any():
        return _unknown(target)
    return _mean(target, last["met"] - first["met"] - first["unknown"], first["unknown"] + last["unknown"])


def _mean(target: Target, counts: pd.Series, unknown: pd.Series) -> TargetProgress:
    """Compare the mean of counts, which the unknown may raise."""
    if not len(counts):
        return _unknown(target)
    certain, most = float(counts.mean()), float((counts + unknown).mean())
    lacking = max(0, math.ceil(round(target.value * len(counts) - float(np.sum(counts)), 6)))
    return TargetProgress(target=target, actual=certain, possible=most, remaining=lacking, met=lacking == 0)


def _unknown(target: Target) -> TargetProgress:
    """Return the progress of a target nothing is known of."""
    return TargetProgress(target=target, actual=0.0, possible=0.0, remaining=0, met=False, known=False)
