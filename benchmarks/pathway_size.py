"""Measure how long a proven plan takes, by number of communes; made-up communes like those of a mountain province.

Run: ``python -m benchmarks.pathway_size``. Beside it the same model given straight to HiGHS, and what a planner would do by
hand in a sheet: the nearest communes first until the target is reached, then the lowest, each criterion cheapest first.
A province is planned to the proof, more communes to a gap of 1 %. ``--quick`` leaves out HiGHS alone where it is known not to end in time.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from ntm_geo.pathway.engine import Goal, Limits, Problem, Work, solve
from ntm_geo.pathway.engine.check import check
from ntm_geo.pathway.engine.path_solver import solve_directly

SIZES = (139, 500, 1000, 8000)
SECONDS = 120.0
HOPELESS = 2000
"""From this many communes on HiGHS alone is known not to end within `SECONDS`."""


def make(count: int, seed: int = 1) -> Problem:
    """Return a problem of that many communes with budgets and capacities in proportion."""
    chance = np.random.default_rng(seed)
    communes = []
    for place in range(count):
        met = int(chance.choice([19, 16, 12, 7, 4], p=[0.12, 0.03, 0.36, 0.48, 0.01]))
        level = "standard" if met == 19 else ""
        met = int(chance.integers(17, 20)) if level else met
        missing = chance.choice(19, 19 - met, replace=False) + 1
        communes.append(
            Work(
                code=f"{place:05d}", district=str(place * 10 // count), met=met, level=level,
                missing={str(key): float(chance.integers(200, 5000)) for key in missing},
                hamlets_certified=int(chance.random() < 0.1), hamlets_total=int(chance.integers(5, 14)),
                hamlet_cost=float(chance.integers(100, 400)), advanced_cost=float(chance.integers(3000, 9000)),
                model_cost=float(chance.integers(3000, 9000)),
            )
        )  # fmt: skip
    share = count / 139
    return Problem(
        communes=tuple(communes),
        years=(2023, 2024, 2025),
        goals=(
            Goal(key="standard", value=round(50 * share)), Goal(key="advanced", value=round(10 * share)),
            Goal(key="model", value=round(5 * share)), Goal(key="floor", value=15), Goal(key="hamlets", value=0.3),
        ),
        limits=Limits(
            budget=(900_000 * share,) * 3,
            district={str(one): int(60 * share) + 5 for one in range(10)},
            department={f"d{one}": int(80 * share) + 5 for one in range(8)},
        ),
        in_charge={str(one): f"d{one % 8}" for one in range(1, 20)},
        before={"7": ("2",)},
    )  # fmt: skip


def by_hand(problem: Problem) -> float:
    """Return what the plan of a sheet costs: nearest communes to the standard, all others up to the floor."""
    goals = {goal.key: goal.value for goal in problem.goals}
    open_ones = sorted((one for one in problem.communes if not one.level), key=lambda one: (-one.met, one.code))
    recognised = [one for one in problem.communes if one.level]
    more = int(goals["standard"]) - len(recognised)
    cost = sum(sum(one.missing.values()) for one in open_ones[:more])
    for one in open_ones[more:]:
        cost += sum(sorted(one.missing.values())[: max(0, int(goals["floor"]) - one.met)])
    ready = [*recognised, *open_ones[:more]]
    cost += sum(one.advanced_cost for one in ready[: int(goals["advanced"])])
    cost += sum(one.model_cost for one in ready[: int(goals["model"])])
    total = sum(one.hamlets_total for one in problem.communes)
    wanted = int(np.ceil(goals["hamlets"] * total)) - sum(one.hamlets_certified for one in problem.communes)
    for one in problem.communes:
        count = min(wanted, one.hamlets_total - one.hamlets_certified)
        cost, wanted = cost + count * one.hamlet_cost, wanted - count
    return cost


def _line(problem: Problem, way, name: str) -> str:
    """Return a row of the table for one way to solve a problem."""
    count = len(problem.communes)
    start = time.perf_counter()
    plan = way(problem, gap=1e-6 if count < SIZES[1] else 0.01, seconds=SECONDS)
    seconds = time.perf_counter() - start
    if not plan.found:
        return f"| {count:,} | {name} | {seconds:.1f} | none | |"
    assert not check(problem, plan)
    return f"| {count:,} | {name} | {seconds:.1f} | {plan.gap:.4%} | {plan.cost / by_hand(problem):.2f} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    print("| communes | way | s | gap | cost, by hand = 1 |\n|---:|---|---:|---:|---:|")
    for count in SIZES:
        problem = make(count)
        print(_line(problem, solve, "ours"), flush=True)
        if not quick or count < HOPELESS:
            print(_line(problem, solve_directly, "HiGHS alone"), flush=True)


if __name__ == "__main__":
    main()
