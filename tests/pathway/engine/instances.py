"""Small problems, and the best there is for them by trying everything."""

import itertools
import math

import numpy as np
from hypothesis import strategies as st

from ntm_geo.pathway.engine import Goal, Limits, Problem, Work

YEARS = (2023, 2024)
KEYS = ("1", "2", "3", "4")
GOALS = ("standard", "advanced", "model", "hamlets")


@st.composite
def problems(draw, objectives=("cost",), most=6):
    """Draw a problem of up to 6 (or fewer) communes × 4 criteria × 2 years."""
    communes = tuple(
        Work(
            code=f"{place:05d}",
            district=draw(st.sampled_from("AB")),
            met=draw(st.integers(0, 3)),
            level=draw(st.sampled_from(["", "", "", "standard"])),
            missing=draw(st.dictionaries(st.sampled_from(KEYS), st.integers(1, 5).map(float), max_size=4)),
            hamlets_certified=0,
            hamlets_total=draw(st.integers(0, 2)),
            hamlet_cost=float(draw(st.integers(1, 3))),
            advanced_cost=float(draw(st.integers(1, 4))),
            model_cost=float(draw(st.integers(1, 4))),
        )
        for place in range(1, draw(st.integers(1, most)) + 1)
    )
    many = len(communes)
    goals = draw(
        st.lists(
            st.one_of(
                st.integers(0, many).map(lambda one: Goal(key="standard", value=one)),
                st.integers(0, 2).map(lambda one: Goal(key="advanced", value=one)),
                st.integers(0, 1).map(lambda one: Goal(key="model", value=one)),
                st.integers(0, 4).map(lambda one: Goal(key="floor", value=one)),
                st.sampled_from([0.3, 0.5]).map(lambda one: Goal(key="hamlets", value=one)),
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda goal: goal.key,
        )
    )
    budget = draw(st.one_of(st.just(()), st.tuples(st.integers(0, 20).map(float), st.integers(0, 20).map(float))))
    return Problem(
        communes=communes,
        years=YEARS,
        goals=tuple(goals),
        limits=Limits(
            budget=budget,
            district=draw(st.one_of(st.just({}), st.fixed_dictionaries({"A": st.integers(0, 4)}))),
            department=draw(st.one_of(st.just({}), st.fixed_dictionaries({"d": st.integers(0, 4)}))),
        ),
        in_charge={"1": "d", "2": "d"},
        before=draw(st.sampled_from([{}, {"2": ("1",)}, {"4": ("3", "1")}])),
        objective=draw(st.sampled_from(objectives)),
    )


def best(problem):
    """Return the least objective by trying every way, commune after commune; None where nothing fits.

    Ways that leave the same behind (money, capacity, goals) are the same from there on: only the cheapest goes on. What
    is more than a goal asks for counts as the goal, since no more of it is needed.
    """
    goals = {goal.key: goal.value for goal in problem.goals}
    total = sum(work.hamlets_total for work in problem.communes)
    # So much of each goal is enough; a share of hamlets as the number of them.
    enough = [math.ceil(goals.get(key, 0)) for key in GOALS[:-1]]
    enough.append(math.ceil(goals.get("hamlets", 0) * total - 1e-9))
    limits = _limits(problem)
    most = np.array([*limits.values(), *[np.inf] * len(GOALS)])
    counted = np.array([*[np.inf] * len(limits), *enough])
    states, values = np.zeros((1, len(most))), np.zeros(1)
    for work in problem.communes:
        options = _options(problem, work, goals)
        more = np.array([_used(option, limits) for option in options]).reshape(-1, len(most))
        states = (states[:, None, :] + more).reshape(-1, len(most))
        values = np.add.outer(values, [option["value"] for option in options]).ravel()
        fits = (states <= most).all(axis=1)
        states, values = np.minimum(states[fits], counted), values[fits]
        order = np.lexsort((values, *states.T))
        states, values = states[order], values[order]
        other = np.ones(len(states), dtype=bool)
        other[1:] = (states[1:] != states[:-1]).any(axis=1)
        states, values = states[other], values[other]
    wanted = values[(states[:, len(limits) :] == enough).all(axis=1)]
    return min(wanted.tolist(), default=None)


def _limits(problem):
    """Return what must not be exceeded: money of a year, and what a district or a department does in it."""
    limits = {("money", "", year): limit for year, limit in zip((0, 1), problem.limits.budget, strict=False)}
    for kind, table in (("district", problem.limits.district), ("department", problem.limits.department)):
        limits |= {(kind, key, year): limit for key, limit in table.items() for year in (0, 1)}
    return limits


def _used(option, limits):
    """Return how much of each limit, and of each goal, an option is."""
    used = option["loads"] | {("money", "", year): money for year, money in enumerate(option["money"])}
    return [*(used.get(name, 0) for name in limits), *(option[key] for key in GOALS)]


def _options(problem, work, goals):
    """Return everything that may be done in a commune; of those that leave the same behind, the cheapest."""
    keys = sorted(work.missing)
    ways = []
    for years in itertools.product((None, 0, 1), repeat=len(keys)):
        when = dict(zip(keys, years, strict=True))
        late = any(
            when[key] is not None and (when[first] is None or when[first] > when[key])
            for key in keys
            for first in problem.before.get(key, ())
            if first in when
        )
        done = [key for key in keys if when[key] is not None]
        if late or (not work.level and work.met + len(done) < goals.get("floor", 0)):
            continue
        ways += _with_levels(problem, work, when, goals)
    cheapest = {}
    for way in ways:
        left = tuple(str(way[key]) for key in ("loads", "standard", "advanced", "model", "hamlets"))
        left += (str(way["money"]),) if problem.limits.budget else ()
        if left not in cheapest or way["value"] < cheapest[left]["value"]:
            cheapest[left] = way
    return list(cheapest.values())


def _with_levels(problem, work, when, goals):
    done = {key: year for key, year in when.items() if year is not None}
    complete = len(done) == len(when)
    ready = 0 if work.level else (max(done.values(), default=0) if complete else None)
    levels = [(None, None)]
    if {"advanced", "model"} & set(goals) and ready is not None:
        for advanced in range(ready, 2):
            levels += [(advanced, None), *((advanced, model) for model in range(advanced, 2))]
    many = range(work.hamlets_total + 1) if "hamlets" in goals else (0,)
    found = []
    for (advanced, model), early, later in itertools.product(levels, many, many):
        if early + later > work.hamlets_total:
            continue
        money = [0.0, 0.0]
        loads = {}
        for key, year in done.items():
            money[year] += work.missing[key]
            names = [("district", work.district, year)] if work.district in problem.limits.district else []
            if problem.in_charge.get(key) in problem.limits.department:
                names.append(("department", problem.in_charge[key], year))
            for name in names:
                loads[name] = loads.get(name, 0) + 1
        for year, cost in ((advanced, work.advanced_cost), (model, work.model_cost)):
            if year is not None:
                money[year] += cost
        money[0] += early * work.hamlet_cost
        money[1] += later * work.hamlet_cost
        touched = bool(done) or advanced is not None
        value = {"cost": sum(money), "communes": float(touched)}[problem.objective]
        found.append(
            {
                "money": tuple(money), "loads": loads, "value": value,
                "standard": int(bool(work.level) or complete),
                "advanced": int(advanced is not None), "model": int(model is not None), "hamlets": early + later,
            }
        )  # fmt: skip
    return found
