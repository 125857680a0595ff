"""How far the province is from its targets."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import pandas as pd

from ntm_geo.assessment.engine.tiers import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ntm_geo.criteria.model import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetProgress:
    """Where the province stands against one target.

    ``actual`` and ``possible`` are numbers of communes, or shares of 1 where ``unit`` is ``share``. ``actual``
    counts what is certain, ``possible`` also what the unknown criteria leave open. ``remaining`` is the number of
    communes (or hamlets) still to bring there; what is unknown counts as still to do.
    """

    target: Target
    actual: float
    possible: float
    remaining: int
    met: bool
    unit: Literal["communes", "share"]

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
) -> tuple[TargetProgress, ...]:
    """Compare the standings with the targets.

    Parameters
    ----------
    targets : of the province.
    standings : ``tables.Standings`` of one period.
    hamlet_counts : ``tables.HamletCounts`` of the same period.

    Returns
    -------
    One progress per target, in their order.
    """
    return tuple(
        _hamlets(target, hamlet_counts) if target.measure == "hamlet_share" else _communes(target, standings)
        for target in targets
    )


def count_hamlets(
    hamlets: pd.DataFrame, *, codes: Sequence[str] | pd.Index, period: int, on: date | None = None
) -> pd.DataFrame:
    """Count the hamlets of each commune, and those certified at the end of a period, or on a day.

    Parameters
    ----------
    hamlets : ``tables.Hamlets``.
    codes : codes of the communes of the programme; hamlets of other units are passed over.
    period : year. A certificate holds from its own day; on the day it is revoked it holds no longer.
    on : the day, where it is not the last one of the period.

    Returns
    -------
    ``tables.HamletCounts``, one row per code, also where there is no hamlet.
    """
    day = pd.Timestamp(on or date(period, 12, 31))
    certified = hamlets["certified_on"].le(day) & ~hamlets["revoked_on"].le(day)
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
        certain = int(standings["recognition"].isin(LEVELS[LEVELS.index(least) :]).sum())
        possible = certain
    wanted = math.ceil(target.value)
    remaining = max(0, wanted - certain if target.sense == "at_least" else possible - math.floor(target.value))
    return TargetProgress(
        target=target,
        actual=certain,
        possible=possible,
        remaining=remaining,
        met=remaining == 0,
        unit="communes",
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
        unit="share",
    )
