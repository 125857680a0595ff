"""Rules, pieces and pairs as sentences that can be read aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.assignment.engine.rules import (
    AtLeast,
    AtMost,
    Capacity,
    Districts,
    Fair,
    KeepShare,
    KindsForbidden,
    KindsRequired,
    Lock,
    Spread,
)
from ntm_geo.i18n import _, format_number
from ntm_geo.tables.agency_table import AGENCY_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.assignment.engine.assignment_clash import Part, Relaxation
    from ntm_geo.assignment.engine.assignment_problem import AssignmentProblem
    from ntm_geo.assignment.engine.assignment_solver import Assignment

_PERCENT: Final = 100


def rule_sentence(part: Part, problem: AssignmentProblem | None = None, groups: Mapping[str, str] | None = None) -> str:
    """Return a rule or lock as a sentence.

    Parameters
    ----------
    part : rule or lock.
    problem : for the names in a lock.
    groups : names of the groups of communes, by key; the key itself where there is none.
    """
    if isinstance(part, Lock):
        return _lock(part, problem)
    return _RULES[type(part)](part, dict(groups or {}))


def relaxation_sentence(
    relaxation: Relaxation, problem: AssignmentProblem, groups: Mapping[str, str] | None = None
) -> str:
    """Return what a relaxation changes, as a sentence for a button."""
    if isinstance(relaxation.part, Capacity):
        return _("let agencies take {extra} more communes in all", extra=format_number(relaxation.extra))
    if relaxation.instead is None:
        return _("drop: {rule}", rule=rule_sentence(relaxation.part, problem, groups))
    return _("instead: {rule}", rule=rule_sentence(relaxation.instead, problem, groups))


def pair_sentence(assignment: Assignment, agency: str, code: str) -> str:
    """Return why a pair was chosen: its fit and the pieces that bring most to it, unknown ones named."""
    problem = assignment.problem
    row = assignment.pairs[assignment.pairs["agency"].eq(agency) & assignment.pairs["code"].eq(code)].iloc[0]
    known = problem.pairs[problem.pairs["agency"].eq(agency) & problem.pairs["code"].eq(code)].iloc[0]
    parts = sorted(
        ((objective, float(row[objective.piece])) for objective in problem.objectives if objective.weight > 0),
        key=lambda part: -part[1],
    )
    brought = "; ".join(
        _("{piece} {points}", piece=item.name.lower(), points=format_number(_PERCENT * points, digits=0))
        for item, points in parts
        if points > 0
    )
    sentence = _(
        "{agency} helps {commune}: {fit} of 100 points ({parts}).",
        agency=problem.agency_of[agency].name or agency,
        commune=problem.place_of[code].name or code,
        fit=format_number(_PERCENT * float(row["fit"]), digits=0),
        parts=brought or "–",
    )
    unknown = [item.name.lower() for item, _points in parts if pd.isna(known[item.piece])]
    if unknown:
        sentence += " " + _("Not known, counted half: {pieces}.", pieces=", ".join(unknown))
    locked = [lock for lock in problem.locks if (lock.agency, lock.code, lock.inside) == (agency, code, True)]
    if locked:
        sentence += " " + _("Fixed by {by}: {why}.", by=locked[0].by or "–", why=locked[0].why or "–")
    return sentence


def _lock(lock: Lock, problem: AssignmentProblem | None) -> str:
    agency = problem.agency_of[lock.agency].name if problem and lock.agency in problem.agency_of else ""
    commune = problem.place_of[lock.code].name if problem and lock.code in problem.place_of else ""
    names = {"agency": agency or lock.agency, "commune": commune or lock.code}
    if lock.inside:
        return _("{agency} must help {commune}", **names)
    return _("{agency} must not help {commune}", **names)


def _kinds(kinds: Iterable[str]) -> str:
    return ", ".join(str(AGENCY_KINDS[kind]).lower() if kind in AGENCY_KINDS else kind for kind in sorted(kinds))


def _whom(group: str, groups: Mapping[str, str]) -> str:
    return groups.get(group, group) if group else _("all communes")


_RULES: Final[dict[type, Callable[[Any, Mapping[str, str]], str]]] = {
    Capacity: lambda _rule, _groups: _("every agency takes no more and no fewer communes than it can"),
    Districts: lambda _rule, _groups: _("no agency goes to a district closed to it"),
    AtLeast: lambda rule, _groups: _("every commune has at least {count} partners", count=rule.count),
    AtMost: lambda rule, _groups: _("no commune has more than {count} partners", count=rule.count),
    KindsRequired: lambda rule, groups: _(
        "{whom}: at least {count} partners of kind {kinds}",
        whom=_whom(rule.group, groups), count=rule.count, kinds=_kinds(rule.kinds),
    ),
    KindsForbidden: lambda rule, groups: _(
        "{whom}: no partner of kind {kinds}", whom=_whom(rule.group, groups), kinds=_kinds(rule.kinds)
    ),
    Spread: lambda rule, _groups: _("the communes of one agency lie in at most {most} districts", most=rule.most),
    KeepShare: lambda rule, _groups: _(
        "at least {share}% of earlier pairs are kept", share=format_number(_PERCENT * rule.share, digits=0)
    ),
    Fair: lambda _rule, _groups: _("the least-served communes come first"),
}  # fmt: skip
