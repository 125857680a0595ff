"""Figures of an assignment, counted beside the solver: who is served, with what, from how far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assignment.explain import best_alternative
from ntm_geo.assignment.problem import KM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ntm_geo.assignment.problem import AssignmentProblem
    from ntm_geo.assignment.solve import Assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a set of pairs reaches; figures that cannot be known are None."""

    communes: int
    served: int
    """Communes with a partner."""
    agencies: int
    """Agencies with a commune."""
    pairs: int
    missing: int
    """Criteria the communes miss in all."""
    covered: int
    """Of these, those a partner is strong in."""
    mean_km: float | None
    kept: float | None
    """Share of the earlier pairs between those asked about now that are kept; None without any."""


def coverage(
    problem: AssignmentProblem,
    chosen: Iterable[tuple[str, str]],
    *,
    missing: pd.DataFrame | None = None,
    strong: Mapping[str, frozenset[str]] | None = None,
    earlier: frozenset[tuple[str, str]] = frozenset(),
) -> Coverage:
    """Return what a set of pairs reaches.

    Parameters
    ----------
    problem : the communes and agencies asked about.
    chosen : agency and commune of every pair.
    missing : ``code, criterion``: what the communes miss.
    strong : agency to the criteria it is strong in.
    earlier : pairs of earlier years.
    """
    pairs = pd.DataFrame(sorted(chosen), columns=["agency", "code"])
    short, covered = 0, 0
    if missing is not None:
        own = missing[missing["code"].isin([one.code for one in problem.places])]
        able = {
            (code, criterion)
            for agency, code in zip(pairs["agency"], pairs["code"], strict=True)
            for criterion in (strong or {}).get(agency, frozenset())
        }
        short = len(own)
        covered = sum(pair in able for pair in zip(own["code"], own["criterion"], strict=True))
    again = {pair for pair in earlier if pair[0] in problem.agency_of and pair[1] in problem.place_of}
    kept = len(again & set(zip(pairs["agency"], pairs["code"], strict=True))) / len(again) if again else None
    return Coverage(
        communes=len(problem.places),
        served=pairs["code"].nunique(),
        agencies=pairs["agency"].nunique(),
        pairs=len(pairs),
        missing=short,
        covered=covered,
        mean_km=_mean_km(problem, pairs),
        kept=kept,
    )


def importance(assignment: Assignment) -> pd.DataFrame:
    """Return what every pair is worth to the whole: ``agency, code, cost``; cost missing where the rules need it.

    The replacement cost: what the sum of fits loses in the best assignment without the pair. One solution a pair.
    """
    table = assignment.pairs[["agency", "code"]].copy()
    costs = []
    for agency, code in zip(table["agency"], table["code"], strict=True):
        found = best_alternative(assignment, agency, code)
        costs.append(float("nan") if found is None else found.cost)
    return table.assign(cost=costs)


def _mean_km(problem: AssignmentProblem, pairs: pd.DataFrame) -> float | None:
    if KM not in problem.pairs or pairs.empty:
        return None
    known = pairs.merge(problem.pairs[["agency", "code", KM]], on=["agency", "code"], how="left")[KM].dropna()
    return float(known.mean()) if len(known) else None
