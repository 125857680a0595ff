"""The assignment is the best there is: against trying everything, other solvers, and published instances."""

import csv
import importlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from scipy.optimize import linear_sum_assignment

from benchmarks.assignment_size import by_flow
from ntm_geo.assignment.engine import Agency, Objective, Place, at_least, at_most, capacity, problem, sector_fit, solve
from ntm_geo.assignment.engine.check import check
from ntm_geo.errors import TableError
from tests.assignment.engine.instances import every_choice, problems, sized

PUBLISHED = [f"gap{group}-{number}" for group in (1, 2, 3, 4, 5, 6) for number in (0, 1, 2)]


@settings(max_examples=500, suppress_health_check=list(HealthCheck))
@given(problems())
def test_no_assignment_is_better(asked):
    best = max((value for _pairs, value in every_choice(asked)), default=None)
    found = solve(asked)
    assert found.found == (best is not None)
    if best is not None:
        assert found.value == pytest.approx(best, abs=1e-6)
        assert found.status == "optimal"
        assert check(asked, found.pairs) == []


def _square(size):
    rng = np.random.default_rng(size)
    gains = rng.random((size, size)).round(4)
    helpers = [Agency(key=f"A{one:03d}", least=1, most=1) for one in range(size)]
    helped = [Place(code=f"{one:05d}") for one in range(size)]
    rows = [(f"A{one:03d}", f"{two:05d}", gains[one, two]) for one in range(size) for two in range(size)]
    pairs = pd.DataFrame(rows, columns=["agency", "code", "sector"])
    return gains, problem(helpers, helped, pairs).maximise(sector_fit()).subject_to(capacity(), at_least(1))


@pytest.mark.parametrize("size", [1, 5, 40])
def test_one_to_one_is_what_the_hungarian_method_finds(size):
    gains, asked = _square(size)
    rows, columns = linear_sum_assignment(gains, maximize=True)
    assert solve(asked).value == pytest.approx(gains[rows, columns].sum(), abs=1e-6)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_capacities_are_what_a_flow_of_least_cost_finds(seed):
    asked = sized(15, 25, seed=seed)
    assert solve(asked.subject_to(at_most(1))).value == pytest.approx(by_flow(asked), abs=1e-4)


def _published(path, *, least):
    """Read an instance in the form of the OR-Library: agents, jobs, profits, resource use, capacities.

    With ``least`` the profits are costs, and the problem is turned round: what is saved below the largest counts.
    """
    numbers = [int(word) for word in path.read_text(encoding="utf-8").split()]
    agents, jobs = numbers[:2]
    profit = np.array(numbers[2 : 2 + agents * jobs]).reshape(agents, jobs)
    use = np.array(numbers[2 + agents * jobs : 2 + 2 * agents * jobs]).reshape(agents, jobs)
    most = numbers[2 + 2 * agents * jobs : 2 + 2 * agents * jobs + agents]
    top = int(profit.max())
    gain = (top - profit if least else profit) / top
    helpers = [Agency(key=f"A{one:02d}", most=most[one]) for one in range(agents)]
    helped = [Place(code=f"{one:05d}") for one in range(jobs)]
    rows = [
        (f"A{one:02d}", f"{two:05d}", gain[one, two], float(use[one, two]))
        for one in range(agents)
        for two in range(jobs)
    ]
    pairs = pd.DataFrame(rows, columns=["agency", "code", "profit", "use"])
    asked = problem(helpers, helped, pairs).maximise(Objective(piece="profit", weight=1.0))
    return top, asked.subject_to(capacity(), at_least(1), at_most(1))


# D. Cattrysse, M. Salomon, L. N. Van Wassenhove, A set partitioning heuristic for the generalized assignment problem,
# EJOR 72 (1994). Capacity is by use, so an agency is no simple count here.


@pytest.mark.reference
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_instances_of_the_generalised_assignment_problem(name, reference_dir):
    # The table of known values is for the least cost.
    with (reference_dir / "gap" / "known_values.csv").open(encoding="utf-8") as file:
        known = {row["Path"].split("/")[-1]: int(row["Optimum"]) for row in csv.DictReader(file)}
    top, asked = _published(reference_dir / "gap" / name, least=True)
    found = solve(asked)
    assert (found.status, round(top * (len(asked.places) - found.value))) == ("optimal", known[name])


@pytest.mark.reference
@pytest.mark.parametrize(("number", "optimum"), list(enumerate([336, 327, 339, 341, 326])))
def test_published_optima_for_the_largest_profit(number, optimum, reference_dir):
    # The first five instances, c515-1 to c515-5, as they are published with the OR-Library.
    top, asked = _published(reference_dir / "gap" / f"gap1-{number}", least=False)
    assert round(solve(asked).value * top) == optimum


def test_the_order_of_rows_never_matters():
    asked = sized(12, 20, seed=4)
    # Equal fits everywhere: nothing but the stated order tells one assignment from another.
    level = asked.pairs.assign(sector=0.5, need=0.5, closeness=0.5)
    first = None
    for seed in range(20):
        mixed = level.sample(frac=1, random_state=seed)
        again = (
            problem(reversed(asked.agencies), reversed(asked.places), mixed)
            .maximise(*asked.objectives)
            .subject_to(*asked.rules)
        )
        chosen = solve(again).chosen
        first = first or chosen
        assert chosen == first


def test_the_pieces_of_a_pair_add_up_to_its_fit():
    found = solve(sized(10, 12))
    parts = found.pairs[["sector", "need", "closeness"]].sum(axis="columns")
    assert parts.to_numpy() == pytest.approx(found.pairs["fit"].to_numpy())
    assert found.pairs["fit"].between(0, 1).all()
    assert found.value == pytest.approx(found.pairs["fit"].sum())


def test_what_is_not_known_counts_half_and_not_nothing():
    pairs = pd.DataFrame({"agency": ["A", "B"], "code": ["00001"] * 2, "sector": [None, 0.4]})
    asked = problem([Agency(key="A"), Agency(key="B")], [Place(code="00001")], pairs)
    found = solve(asked.maximise(sector_fit()).subject_to(capacity(), at_least(1), at_most(1)))
    assert found.chosen == {("A", "00001")}


def test_the_size_of_a_province_is_proven_best():
    found = solve(sized(80, 139))
    assert (found.status, len(found.pairs) >= 139) == ("optimal", True)
    assert found.mip_gap < 1e-6


def test_an_assignment_the_checker_rejects_is_never_shown(monkeypatch):
    module = importlib.import_module("ntm_geo.assignment.engine.assignment_solver")
    monkeypatch.setattr(module, "check", lambda _problem, _pairs: ["A1 goes too far"])
    with pytest.raises(TableError, match="goes too far"):
        solve(sized(3, 3))
