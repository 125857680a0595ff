"""Ways in: what would bring a commune onto the list, found by choosing again with one thing changed at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.tiers import tier_of
from ntm_geo.assessment.what_if import missing_of
from ntm_geo.i18n import _
from ntm_geo.priorities.engine import rank
from ntm_geo.priorities.engine.selection import select
from ntm_geo.priorities.factor_values import distance_of
from ntm_geo.priorities.prioritize import border_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.priorities.engine.selection import Rules
    from ntm_geo.priorities.prioritize import Answer

_MORE: Final = 50
"""A list longer by more than this is not offered as a way in."""


def ways_in(standing: PeriodAssessment, values: pd.DataFrame, answer: Answer, code: str) -> tuple[str, ...]:
    """Return what would bring a commune onto the list that is not on it, as clauses; empty when nothing single does.

    Parameters
    ----------
    standing : of the year ranked.
    values : all factors of all communes.
    answer : the ranking.
    code : of a commune that is ranked and not chosen.

    Notes
    -----
    Each clause comes from choosing again: with one criterion of the commune met (its count, tier and distance change;
    what that would change for its neighbours is left out), or with one condition moved as little as is needed.
    """
    ranked = values.loc[answer.ranking.marks.index]
    return (*_by_criteria(standing, ranked, answer, code), *_by_conditions(ranked, answer, code))


def ways_in_sentence(name: str, ways: tuple[str, ...]) -> str:
    """Return the ways in as one sentence to read aloud."""
    if not ways:
        return _("No single criterion or condition brings {name} onto the list.", name=name)
    return _("{name} enters the list {ways}.", name=name, ways=_(", or ").join(ways))


def _by_criteria(standing: PeriodAssessment, values: pd.DataFrame, answer: Answer, code: str) -> list[str]:
    law = standing.criteria_set
    missing = missing_of(standing, code)
    if len(missing) < 2:  # noqa: PLR2004 - with the last one met it is at the standard and no longer ranked
        return []
    order = {tier.key: float(index) for index, tier in enumerate(law.tiers)}
    met = len(law.criteria) - len(missing) + 1
    tier = order[str(tier_of(np.array([met], dtype="int64"), law)[0])]
    entering = []
    for criterion in missing:
        moved = values.copy()
        distance = float(distance_of(standing, pd.Index([code]), without=criterion).iloc[0])
        for factor, value in (("missing", float(len(missing) - 1)), ("tier", tier), ("distance", distance)):
            moved.loc[moved.index == code, factor] = value
        if code in _chosen(moved, answer, answer.question.rules):
            entering.append(criterion)
    if not entering:
        return []
    if len(entering) == len(missing):
        return [_("if any one of its criteria is met")]
    if len(entering) == 1:
        return [_("if criterion {code} is met", code=entering[0])]
    return [_("if one of the criteria {codes} is met", codes=", ".join(entering))]


def _by_conditions(values: pd.DataFrame, answer: Answer, code: str) -> list[str]:
    rules = answer.question.rules
    says = []
    for name, tries in _moves(rules).items():
        for number in tries:
            changed: Any = {name: number}
            if code in _chosen(values, answer, replace(rules, **changed)):
                says.append(_say(name, number))
                break
    return says


def _moves(rules: Rules) -> dict[str, list[int | None]]:
    """Return how each condition may be loosened, the smallest change first."""
    moves: dict[str, list[int | None]] = {"count": list(range(rules.count + 1, rules.count + 1 + _MORE))}
    if rules.least_border:
        moves["least_border"] = list(range(rules.least_border - 1, -1, -1))
    if rules.least_per_district:
        moves["least_per_district"] = list(range(rules.least_per_district - 1, -1, -1))
    if rules.most_per_district is not None:
        moves["most_per_district"] = [*range(rules.most_per_district + 1, rules.count), None]
    if rules.at_least is not None:
        moves["at_least"] = [None]
    return moves


def _say(name: str, number: int | None) -> str:
    words = {
        "count": _("if {number} communes are chosen", number=number),
        "least_border": _("if the border quota drops to {number}", number=number),
        "least_per_district": _("if the least number of a district drops to {number}", number=number),
        "most_per_district": _("if a district may have {number}", number=number)
        if number is not None
        else _("if a district may have any number"),
        "at_least": _("if there is no least score"),
    }
    return words[name]


def _chosen(values: pd.DataFrame, answer: Answer, rules: Rules) -> set[str]:
    question = answer.question
    ranking = rank(values, question.weights, method=question.method, unknown=question.unknown)
    districts = dict(zip(answer.choice["code"], answer.choice["district"], strict=True))
    table = select(ranking, rules, districts, border_of(values))
    return set(table.loc[table["state"].eq("selected"), "code"])


def outside(answer: Answer) -> Iterator[str]:
    """Yield the codes that are ranked and not chosen, nor taken out by hand."""
    states = answer.choice[["code", "state"]].to_dict("records")
    yield from (str(row["code"]) for row in states if row["state"] in {"near", "not"})
