"""Progress: several years of one province, for the screen and for programs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.engine.change import criteria_changes, tier_flows, tier_history
from ntm_geo.assessment.engine.effort import Effort, least_criteria, least_criteria_from_tiers, trajectory
from ntm_geo.i18n import _, format_number, format_percent
from ntm_geo.tables.standing_table import UNKNOWN_TIER

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from ntm_geo.assessment.engine.targets import TargetProgress
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import Target


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """Two years of the same units."""

    flows: pd.DataFrame
    """See `change.tier_flows`."""
    changes: pd.DataFrame
    """See `change.criteria_changes`."""
    risen: int
    fallen: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetWay:
    """The way to one target, in figures and in words."""

    progress: TargetProgress
    years: tuple[int, ...]
    actual: tuple[float, ...]
    line_years: tuple[int, ...]
    line: tuple[float, ...]
    per_year: float
    least: Effort | None
    sentence: str
    least_text: str


def history(standings: Sequence[PeriodAssessment]) -> pd.DataFrame:
    """Return the tiers over years of one criteria set; see `change.tier_history`."""
    law = standings[-1].criteria_set
    return tier_history({standing.period: standing.assessment.standings for standing in standings}, law)


@derived
def compare_years(before: PeriodAssessment, after: PeriodAssessment) -> Comparison:
    """Return what changed between two years.

    Parameters
    ----------
    before, after : on the same units, by the same criteria set.
    """
    flows = tier_flows(before.assessment.standings, after.assessment.standings)
    order = {tier.key: index for index, tier in enumerate(after.criteria_set.tiers)}
    known = flows[flows["from_tier"].ne(UNKNOWN_TIER) & flows["to_tier"].ne(UNKNOWN_TIER)]
    step = known["from_tier"].map(order) - known["to_tier"].map(order)
    risen, fallen = int(known.loc[step.gt(0), "communes"].sum()), int(known.loc[step.lt(0), "communes"].sum())
    changes = criteria_changes(before.assessment.results, after.assessment.results)
    gained, lost = int(changes["gained"].map(len).sum()), int(changes["lost"].map(len).sum())
    sentence = _(
        "Against the end of {before}, by the end of {after} {risen} communes rose to a better tier and {fallen} fell; "
        "{gained} criteria were newly met",
        before=before.period, after=after.period, risen=format_number(risen), fallen=format_number(fallen),
        gained=format_number(gained),
    )  # fmt: skip
    sentence += _(", {lost} were lost.", lost=format_number(lost)) if lost else _(", no commune lost any.")
    return Comparison(flows=flows, changes=changes, risen=risen, fallen=fallen, sentence=sentence)


def target_ways(standings: Sequence[PeriodAssessment]) -> tuple[TargetWay, ...]:
    """Return the way to every target of the province that has one: its figures are known, and it is not a yearly one.

    Parameters
    ----------
    standings : of the years of one criteria set on the same units, oldest first; at least one.
    """
    newest = standings[-1]
    return tuple(
        _way(progress, [_reached(standing, progress.target) for standing in standings], standings)
        for progress in newest.assessment.progress
        if progress.known and progress.target.measure != "tier_rise"
    )


def _reached(standing: PeriodAssessment, target: Target) -> float:
    return next(item.actual for item in standing.assessment.progress if item.target.key == target.key)


def _way(progress: TargetProgress, reached: list[float], standings: Sequence[PeriodAssessment]) -> TargetWay:
    target, newest = progress.target, standings[-1]
    way = trajectory(target, dict(zip((standing.period for standing in standings), reached, strict=True)))
    least = least_criteria(target, newest.assessment.standings, total=len(newest.criteria_set.criteria))
    return TargetWay(
        progress=progress,
        years=way.years,
        actual=way.actual,
        line_years=way.line_years,
        line=way.line,
        per_year=way.per_year,
        least=least,
        sentence=_way_sentence(progress, way.per_year, way.ahead),
        least_text=_least_text(newest, target, least),
    )


def _way_sentence(progress: TargetProgress, per_year: float, ahead: float) -> str:
    """Return how the newest year lies to the straight line, and what is needed a year."""
    if progress.met:
        return _("The target is met.")
    distance = {
        "share": _("{points} percentage points", points=format_number(abs(ahead) * 100)),
        "criteria": _("{count} criteria a commune", count=format_number(abs(ahead), digits=1)),
    }.get(progress.unit, _("{count} communes", count=format_number(abs(ahead))))
    behind = (
        _("Behind the straight line by {distance}.", distance=distance)
        if ahead < 0
        else _("Ahead of the straight line by {distance}.", distance=distance)
    )
    if not per_year:
        return behind
    return f"{behind} {_need_sentence(progress.target, per_year)}"


def _need_sentence(target: Target, per_year: float) -> str:
    """Return what is needed a year, in the unit of the target."""
    if target.measure == "hamlet_share":
        return _("From here {need} of the hamlets are needed every year.", need=format_percent(per_year))
    if target.measure == "recognised_share":
        return _("From here {need} of the communes are needed every year.", need=format_percent(per_year))
    if target.measure == "mean_criteria":
        need = format_number(per_year, digits=1)
        return _("From here {need} criteria a commune are needed every year.", need=need)
    need = format_number(math.ceil(round(per_year, 6)))
    if target.measure == "below_criteria":
        return _("From here {need} communes have to leave the group every year.", need=need)
    return _("From here {need} communes are needed every year.", need=need)


def _least_text(newest: PeriodAssessment, target: Target, least: Effort | None) -> str:
    """Return the least number of criteria, and for comparison what could be said from the tiers alone."""
    if least is None or not least.high:
        return ""
    number = format_number(least.low)
    sentence = (
        _("At least {number} criteria have to be met still.", number=number)
        if least.exact
        else _(
            "At least {low} to {high} criteria have to be met still, depending on what is unknown.",
            low=number,
            high=format_number(least.high),
        )
    )
    if target.measure != "below_criteria":
        return sentence
    counts = newest.assessment.tier_counts
    bounds = least_criteria_from_tiers(counts, newest.criteria_set.tiers, limit=target.limit or 0)
    return f"{sentence} " + _(
        "From the tiers alone: between {low} and {high}.",
        low=format_number(bounds.low),
        high=format_number(bounds.high),
    )
