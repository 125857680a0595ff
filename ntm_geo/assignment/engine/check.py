"""Check an assignment by hand, so to speak: pair by pair, sharing no code with the model or the solver."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ntm_geo.assignment.engine.rules import (
    AtLeast,
    AtMost,
    Capacity,
    Districts,
    KeepShare,
    KindsForbidden,
    KindsRequired,
    Rule,
    Spread,
)

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.assignment.engine.assignment_problem import AssignmentProblem

_ROUNDING = 1e-6
Chosen = list[tuple[str, str]]


def check(problem: AssignmentProblem, pairs: pd.DataFrame) -> list[str]:
    """Return everything that is wrong with an assignment, in plain English; empty when every rule holds.

    Parameters
    ----------
    problem : what was asked.
    pairs : what was answered: ``agency, code``.

    Examples
    --------
    >>> import pandas as pd
    >>> from ntm_geo.assignment.engine import Agency, Place, capacity, problem
    >>> pairs = pd.DataFrame({"agency": ["A", "A"], "code": ["00001", "00002"]})
    >>> asked = problem([Agency(key="A", most=1)], [Place(code="00001"), Place(code="00002")], pairs)
    >>> asked = asked.subject_to(capacity())
    >>> len(check(asked, pairs)), check(asked, pairs.head(1))
    (1, [])
    """
    chosen: Chosen = list(zip(pairs["agency"], pairs["code"], strict=True))
    wrong = _pairs(problem, chosen)
    for rule in problem.rules:
        wrong += _rule(problem, chosen, rule)
    for lock in problem.locks:
        if ((lock.agency, lock.code) in chosen) != lock.inside:
            wrong.append(f"{lock.agency} {lock.code} is locked {'in' if lock.inside else 'out'}")
    return wrong


def _pairs(problem: AssignmentProblem, chosen: Chosen) -> list[str]:
    possible = set(zip(problem.pairs["agency"], problem.pairs["code"], strict=True))
    wrong = [f"{agency} {code} is not possible" for agency, code in chosen if (agency, code) not in possible]
    return wrong + [f"{pair} is chosen {times} times" for pair, times in Counter(chosen).items() if times > 1]


def _rule(problem: AssignmentProblem, chosen: Chosen, rule: Rule) -> list[str]:
    if isinstance(rule, Capacity):
        return _capacity(problem, chosen)
    if isinstance(rule, Districts):
        return _districts(problem, chosen)
    if isinstance(rule, AtLeast | AtMost):
        return _partners(problem, chosen, rule)
    if isinstance(rule, KindsRequired | KindsForbidden):
        return _kinds(problem, chosen, rule)
    if isinstance(rule, Spread):
        return _spread(problem, chosen, rule)
    return _kept(problem, chosen, rule) if isinstance(rule, KeepShare) else []


def _capacity(problem: AssignmentProblem, chosen: Chosen) -> list[str]:
    taken: defaultdict[str, float] = defaultdict(float)
    if "use" in problem.pairs:
        table = problem.pairs
        use = {(a, c): u for a, c, u in zip(table["agency"], table["code"], table["use"], strict=True)}
    else:
        use = {}
    for pair in chosen:
        taken[pair[0]] += use.get(pair, 1.0)
    return [
        f"{agency.key} takes {taken[agency.key]:g}, not {agency.least:g} to {agency.most:g}"
        for agency in problem.agencies
        if not agency.least - _ROUNDING <= taken[agency.key] <= agency.most + _ROUNDING
    ]


def _districts(problem: AssignmentProblem, chosen: Chosen) -> list[str]:
    district = {commune.code: commune.district for commune in problem.places}
    wrong = []
    for item in problem.agencies:
        for agency, code in chosen:
            if agency != item.key:
                continue
            outside = item.only_districts and district[code] not in item.only_districts
            if outside or district[code] in item.not_districts:
                wrong.append(f"{agency} may not go to {district[code]} ({code})")
    return wrong


def _partners(problem: AssignmentProblem, chosen: Chosen, rule: AtLeast | AtMost) -> list[str]:
    count = Counter(code for _agency, code in chosen)
    wrong = []
    for commune in problem.places:
        if isinstance(rule, AtMost):
            if count[commune.code] > rule.count:
                wrong.append(f"{commune.code} has {count[commune.code]} partners, more than {rule.count}")
        else:
            wanted = commune.wanted if commune.wanted is not None else rule.count
            if count[commune.code] < wanted:
                wrong.append(f"{commune.code} has {count[commune.code]} partners, fewer than {wanted}")
    return wrong


def _kinds(problem: AssignmentProblem, chosen: Chosen, rule: KindsRequired | KindsForbidden) -> list[str]:
    kind = {agency.key: agency.kind for agency in problem.agencies}
    wrong = []
    for commune in problem.places:
        if rule.group and rule.group not in commune.groups:
            continue
        have = sum(1 for agency, code in chosen if code == commune.code and kind[agency] in rule.kinds)
        if isinstance(rule, KindsForbidden) and have:
            wrong.append(f"{commune.code} has a partner of a kind that is forbidden")
        if isinstance(rule, KindsRequired) and have < rule.count:
            wrong.append(f"{commune.code} has {have} partners of the kinds it needs, fewer than {rule.count}")
    return wrong


def _spread(problem: AssignmentProblem, chosen: Chosen, rule: Spread) -> list[str]:
    district = {commune.code: commune.district for commune in problem.places}
    visited: defaultdict[str, set[str]] = defaultdict(set)
    for agency, code in chosen:
        visited[agency].add(district[code])
    return [
        f"{agency} goes to {len(places)} districts, more than {rule.most}"
        for agency, places in visited.items()
        if len(places) > rule.most
    ]


def _kept(problem: AssignmentProblem, chosen: Chosen, rule: KeepShare) -> list[str]:
    possible = rule.agreed & set(zip(problem.pairs["agency"], problem.pairs["code"], strict=True))
    count = len(possible & set(chosen))
    if count < rule.share * len(possible) - _ROUNDING:
        return [f"{count} of {len(possible)} earlier pairs are kept, fewer than {rule.share:.0%}"]
    return []
