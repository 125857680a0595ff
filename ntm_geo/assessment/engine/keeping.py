"""Recognised is not "keeps": which recognised communes still meet every criterion, and which have to catch up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assessment.engine.tiers import recognised_tier

if TYPE_CHECKING:
    from ntm_geo.criteria.model import CriteriaSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """The recognised communes by what they meet of the set they are assessed by; codes, in the order of the standings.

    ``whole`` meet every criterion, ``short`` miss at least one for certain, of ``unclear`` something is not known and
    nothing is missed for certain. The three together are all recognised communes.
    """

    whole: tuple[str, ...]
    short: tuple[str, ...]
    unclear: tuple[str, ...]

    @property
    def recognised(self) -> int:
        """Number of recognised communes."""
        return len(self.whole) + len(self.short) + len(self.unclear)


def keeping(standings: pd.DataFrame, criteria_set: CriteriaSet) -> Keeping:
    """Part the recognised communes of a period by what they still meet.

    Parameters
    ----------
    standings : ``tables.Standings`` of one period.
    criteria_set : the set they are assessed by.

    Notes
    -----
    A recognition holds until it is revoked, whatever is missed later. Source: the rules on considering, recognising and
    revoking recognition (Decision 18/2022/QD-TTg); not checked against the official text.
    """
    chosen_standings = standings[standings["tier"].eq(recognised_tier(criteria_set))]
    short, unclear = chosen_standings["not_met"].gt(0), chosen_standings["unknown"].gt(0)
    return Keeping(
        whole=tuple(chosen_standings.loc[~short & ~unclear, "code"]),
        short=tuple(chosen_standings.loc[short, "code"]),
        unclear=tuple(chosen_standings.loc[~short & unclear, "code"]),
    )


def fallen(before: pd.DataFrame, after: pd.DataFrame, criteria_set: CriteriaSet) -> tuple[str, ...]:
    """Return the codes of units that fell between two years: a worse tier, or fewer criteria though recognised.

    Parameters
    ----------
    before, after : ``tables.Standings`` of two years of the same units by the same set.
    criteria_set : for the order of its tiers.

    Notes
    -----
    What is or was unknown is no fall: only a count that cannot be explained by what is not known counts as one.
    """
    order = {tier.key: index for index, tier in enumerate(criteria_set.tiers)}
    joined = before.merge(after, on="code", suffixes=("_before", "_after"))
    was, now = joined["tier_before"].map(order), joined["tier_after"].map(order)
    recognised = joined["tier_after"].eq(recognised_tier(criteria_set)) & was.eq(now)
    fewer = (joined["met_after"] + joined["unknown_after"]).lt(joined["met_before"])
    return tuple(joined.loc[now.gt(was) | (recognised & fewer), "code"])
