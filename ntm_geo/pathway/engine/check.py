"""Check a plan by hand, so to speak: goes through it line by line and shares no code with the model or the solver."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ntm_geo.pathway.engine.path_problem import Problem
    from ntm_geo.pathway.engine.path_solver import Plan

_CENT = 1e-6


def check(problem: Problem, plan: Plan) -> list[str]:
    """Return everything that is wrong with a plan, in plain English; empty when it keeps every goal and limit.

    Parameters
    ----------
    problem : what was asked.
    plan : what was answered, with ``found`` true.

    Examples
    --------
    >>> from ntm_geo.pathway.engine import Goal, Problem, Work, solve
    >>> asked = Problem(
    ...     communes=(Work(code="00001", met=18, missing={"10": 300.0}),),
    ...     years=(2023,),
    ...     goals=(Goal(key="standard", value=1),),
    ... )
    >>> check(asked, solve(asked))
    []
    """
    wrong = [*_lines(problem, plan), *_order(problem, plan)]
    if wrong:
        return wrong
    return [*_levels(problem, plan), *_goals(problem, plan), *_limits(problem, plan)]


def _lines(problem: Problem, plan: Plan) -> list[str]:
    """Check that each line is work that was missing, done once, in a year that is planned, at its cost."""
    wrong = []
    known = {commune.code: commune for commune in problem.communes}
    seen = Counter((code, key) for code, key, _year, _cost in plan.work)
    for code, key, year, cost in plan.work:
        if code not in known or key not in known[code].missing:
            wrong.append(f"{code} does not miss {key}")
        elif abs(cost - known[code].missing[key]) > _CENT:
            wrong.append(f"{code} {key} costs {known[code].missing[key]}, not {cost}")
        if year not in problem.years:
            wrong.append(f"{year} is not planned")
    wrong += [f"{code} completes {key} {times} times" for (code, key), times in seen.items() if times > 1]
    wrong += [*_hamlets(problem, plan), *_locks(problem, plan)]
    total = sum(line[-1] for part in (plan.work, plan.hamlets, plan.levels) for line in part)
    if abs(total - plan.cost) > _CENT * max(1.0, abs(total)):
        wrong.append(f"the lines cost {total}, not {plan.cost}")
    return wrong


def _hamlets(problem: Problem, plan: Plan) -> list[str]:
    wrong = []
    known = {commune.code: commune for commune in problem.communes}
    certified: Counter[str] = Counter()
    for code, year, count, cost in plan.hamlets:
        certified[code] += count
        if code not in known or year not in problem.years or count < 1:
            wrong.append(f"{code}: {count} hamlets in {year} cannot be")
        elif abs(cost - known[code].hamlet_cost * count) > _CENT:
            wrong.append(f"{code}: the cost of its hamlets is wrong")
    wrong += [
        f"{code} has no {count} hamlets left"
        for code, count in certified.items()
        if code in known and count > known[code].hamlets_total - known[code].hamlets_certified
    ]
    return wrong


def _locks(problem: Problem, plan: Plan) -> list[str]:
    done = {(code, key, year) for code, key, year, _cost in plan.work}
    touched = {(code, key) for code, key, _year in done}
    lines = [f"{code} {key} must stay as it is" for code, key in problem.must_not if (code, key) in touched]
    return lines + [
        f"{code} {key} must be completed in {year}" for code, key, year in problem.must if (code, key, year) not in done
    ]


def _order(problem: Problem, plan: Plan) -> list[str]:
    """Check that what comes before is completed no later."""
    when = {(code, key): year for code, key, year, _cost in plan.work}
    missing = {commune.code: commune.missing for commune in problem.communes}
    return [
        f"{code}: {first} has to come no later than {key}"
        for (code, key), year in when.items()
        for first in problem.before.get(key, ())
        if first in missing.get(code, {}) and when.get((code, first), year + 1) > year
    ]


def _levels(problem: Problem, plan: Plan) -> list[str]:
    wrong = []
    complete = _complete(problem, plan)
    advanced = {code: year for code, level, year, _cost in plan.levels if level == "advanced"}
    known = {commune.code: commune for commune in problem.communes}
    for code, level, year, cost in plan.levels:
        item = known[code]
        if abs(cost - (item.advanced_cost if level == "advanced" else item.model_cost)) > _CENT:
            wrong.append(f"{code}: the cost of {level} is wrong")
        if level == "advanced" and not item.level and complete.get(code, year + 1) > year:
            wrong.append(f"{code} is advanced before it has all criteria")
        if level == "model" and item.level != "advanced" and advanced.get(code, year + 1) > year:
            wrong.append(f"{code} is a model before it is advanced")
    return wrong


def _complete(problem: Problem, plan: Plan) -> dict[str, int]:
    """Return in which year each commune has all criteria, for those that get there."""
    years: dict[str, dict[str, int]] = defaultdict(dict)
    for code, key, year, _cost in plan.work:
        years[code][key] = year
    first = problem.years[0]
    return {
        commune.code: max(years[commune.code].values(), default=first)
        for commune in problem.communes
        if set(commune.missing) <= set(years[commune.code])
    }


def reached(problem: Problem, plan: Plan) -> dict[str, float]:
    """Return what a plan reaches at the end: communes of each level, least criteria, share of hamlets."""
    complete = _complete(problem, plan)
    gained = Counter(code for code, _key, _year, _cost in plan.work)
    new = {(code, level) for code, level, _year, _cost in plan.levels}
    standard = sum(bool(commune.level) or commune.code in complete for commune in problem.communes)
    model = sum(commune.level == "model" or (commune.code, "model") in new for commune in problem.communes)
    advanced = sum(
        commune.level in {"advanced", "model"} or (commune.code, "advanced") in new for commune in problem.communes
    )
    hamlets = sum(commune.hamlets_certified for commune in problem.communes) + sum(
        count for _c, _y, count, _m in plan.hamlets
    )
    total = sum(commune.hamlets_total for commune in problem.communes)
    counts = [commune.met + gained[commune.code] for commune in problem.communes if not commune.level]
    return {
        "standard": float(standard),
        "advanced": float(advanced),
        "model": float(model),
        "floor": float(min(counts, default=0)),
        "hamlets": hamlets / total if total else 1.0,
    }


def _goals(problem: Problem, plan: Plan) -> list[str]:
    have = reached(problem, plan)
    wrong = []
    for goal in problem.goals:
        if goal.key == "floor" and all(commune.level for commune in problem.communes):
            continue
        if have[goal.key] < goal.value - 1e-9:
            wrong.append(f"{goal.key} reaches {have[goal.key]}, not {goal.value}")
    return wrong


def _limits(problem: Problem, plan: Plan) -> list[str]:
    wrong = []
    spent: dict[int, float] = defaultdict(float)
    for part in (plan.work, plan.levels):
        for _code, _key, year, cost in part:
            spent[year] += cost
    for _code, year, _count, cost in plan.hamlets:
        spent[year] += cost
    for year, budget in zip(problem.years, problem.limits.budget, strict=False):
        if budget is not None and spent[year] > budget + _CENT * max(1.0, budget):
            wrong.append(f"{year} spends {spent[year]} of {budget}")
    districts = {commune.code: commune.district for commune in problem.communes}
    loads = Counter((districts[code], year) for code, _key, year, _cost in plan.work)
    for (district, year), load in loads.items():
        if load > problem.limits.district.get(district, load):
            wrong.append(f"district {district} completes {load} criteria in {year}")
    loads = Counter((problem.in_charge.get(key, ""), year) for _code, key, year, _cost in plan.work)
    for (department, year), load in loads.items():
        if load > problem.limits.department.get(department, load):
            wrong.append(f"department {department} completes {load} criteria in {year}")
    return wrong
