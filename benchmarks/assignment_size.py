"""Measure how long a proven assignment takes, by number of agencies and communes; made-up ones.

Run: ``python -m benchmarks.assignment_size``. Beside it, where the question is simple enough for them: SciPy's assignment
(one commune an agency), OR-Tools' flow of least cost (capacities, one partner a commune), and what a planner does in a
sheet: the best pair first, as long as both are free. Our time includes the check by code of its own. Capacities of one to three communes, every commune one partner,
three pieces of fit.
"""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
from ortools.graph.python import min_cost_flow
from scipy.optimize import linear_sum_assignment

from ntm_geo.assignment.engine import (
    Agency,
    AssignmentProblem,
    Place,
    at_least,
    at_most,
    capacity,
    closeness,
    districts,
    need,
    problem,
    sector_fit,
    solve,
)
from ntm_geo.assignment.engine.assignment_clash import smallest_clash
from ntm_geo.assignment.engine.check import check

SIZES = ((80, 139, None), (300, 139, None), (5000, 8000, 30))
"""Agencies, communes, agencies that come into question for a commune (all of them where there is no number)."""
UNIT = 10**6


def make(agencies: int, communes: int, candidates: int | None, *, seed: int = 7) -> AssignmentProblem:
    """Return a problem of a size: capacities of one to three communes, every commune gets one partner."""
    chance = np.random.default_rng(seed)
    helpers = [Agency(key=f"A{one:04d}", most=int(chance.integers(1, 4))) for one in range(agencies)]
    helped = [Place(code=f"{one:05d}", district=f"{one % 10:03d}") for one in range(communes)]
    wanted = candidates or agencies
    rows = [
        (helpers[one].key, other.code) for other in helped for one in chance.choice(agencies, wanted, replace=False)
    ]
    pairs = pd.DataFrame(rows, columns=["agency", "code"])
    for piece in ("sector", "need", "closeness"):
        pairs[piece] = chance.random(len(pairs)).round(3)
    asked = problem(helpers, helped, pairs).maximise(sector_fit(3), need(2), closeness(1))
    return asked.subject_to(capacity(), districts(), at_least(1), at_most(1))


def by_hand(asked: AssignmentProblem) -> float:
    """Return the sum of fits of taking the best pair first, as long as both sides are free."""
    free = {one.key: int(one.most) for one in asked.agencies}
    served: set[str] = set()
    total = 0.0
    for row in np.argsort(-asked.fit, kind="stable"):
        agency, code = asked.pairs["agency"].iloc[row], asked.pairs["code"].iloc[row]
        if free[agency] and code not in served:
            free[agency] -= 1
            served.add(code)
            total += asked.fit[row]
    return total


def by_flow(asked: AssignmentProblem) -> float:
    """Return the sum of fits OR-Tools' flow of least cost finds."""
    flow = min_cost_flow.SimpleMinCostFlow()
    agencies = {one.key: place for place, one in enumerate(asked.agencies)}
    places = {one.code: len(agencies) + place for place, one in enumerate(asked.places)}
    source, sink = len(agencies) + len(places), len(agencies) + len(places) + 1
    for one in asked.agencies:
        flow.add_arc_with_capacity_and_unit_cost(source, agencies[one.key], int(one.most), 0)
    for agency, code, fit in zip(asked.pairs["agency"], asked.pairs["code"], asked.fit, strict=True):
        flow.add_arc_with_capacity_and_unit_cost(agencies[agency], places[code], 1, -round(fit * UNIT))
    for one in asked.places:
        flow.add_arc_with_capacity_and_unit_cost(places[one.code], sink, 1, 0)
    flow.set_node_supply(source, len(places))
    flow.set_node_supply(sink, -len(places))
    assert flow.solve() == flow.OPTIMAL
    return -flow.optimal_cost() / UNIT


def by_hungarian(asked: AssignmentProblem) -> float:
    """Return the sum of fits SciPy finds, every agency written as many times as it may help."""
    copies = [one.key for one in asked.agencies for _ in range(int(one.most))]
    wide = asked.pairs.assign(fit=asked.fit).pivot_table(index="agency", columns="code", values="fit", fill_value=-9.0)
    gains = wide.loc[copies].to_numpy()
    rows, columns = linear_sum_assignment(gains, maximize=True)
    return float(gains[rows, columns].sum())


def _timed(way, asked: AssignmentProblem) -> tuple[float, float]:
    start = time.perf_counter()
    value = way(asked)
    return time.perf_counter() - start, value


def ours(asked: AssignmentProblem) -> float:
    """Return the sum of fits of our solver, its answer checked."""
    found = solve(asked, gap=1e-6 if len(asked.pairs) < 10**5 else 0.01)
    assert check(asked, found.pairs) == []
    return found.value


def main() -> None:
    """Measure and print."""
    print("| agencies × communes | pairs | way | s | time, ours = 1 | sum of fits, ours = 1 |")
    print("|---|---:|---|---:|---:|---:|")
    for agencies, communes, candidates in SIZES:
        asked = make(agencies, communes, candidates)
        seconds, value = _timed(ours, asked)
        size = f"{agencies:,} × {communes:,} | {len(asked.pairs):,}"
        print(f"| {size} | ours | {seconds:.2f} | 1 | 1 |", flush=True)
        ways = {"OR-Tools, flow": by_flow, "best pair first": by_hand}
        if candidates is None:
            ways["SciPy, Hungarian"] = by_hungarian
        for name, way in ways.items():
            own, found = _timed(way, asked)
            print(f"| {size} | {name} | {own:.2f} | {own / seconds:.2f} | {found / value:.4f} |", flush=True)
    tight = make(80, 139, None).subject_to(at_least(3))
    start = time.perf_counter()
    clash = smallest_clash(tight)
    print(f"\nThree partners for each of 139 from 80 agencies: a clash of {len(clash)} rules, told in "
          f"{time.perf_counter() - start:.2f} s.")  # fmt: skip


if __name__ == "__main__":
    main()
