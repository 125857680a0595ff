"""Published small instances whose optimum is known: set covers and a knapsack.

What the model of the path can say: the knapsack, exactly. A commune is an item, its criteria are the units of its weight
(so the capacity of the district is that of the sack), what it costs is a large number less its profit, and the goal asks
for so many communes at the standard; the best over all numbers of communes is the best sack.

What it cannot say: a set cover. "At least one of these three" is an OR over communes, and the model has none: what comes
before is an AND, a floor holds for each commune by itself, and capacities are upper limits. The covers are therefore given
to the layer below, `highs.run`, in the arrays of `compile.Model`.
"""

import itertools
import math

import pytest

from ntm_geo.pathway.engine import Goal, Limits, Problem, Work, solve
from ntm_geo.pathway.engine.check import check
from ntm_geo.pathway.engine.milp import run
from ntm_geo.pathway.engine.path_model import INFINITE, Model
from ntm_geo.pathway.engine.path_solver import solve_by_parts

# J. Burkardt, KNAPSACK_01, data set P01: capacity, weights, profits, optimum.
CAPACITY, WEIGHTS, PROFITS, MOST = (
    165,
    (23, 31, 29, 44, 53, 38, 63, 85, 89, 82),
    (92, 57, 49, 68, 60, 43, 67, 84, 87, 72),
    309,
)
LARGE = 100.0


def _sack(items):
    communes = tuple(
        Work(code=f"{n:05d}", met=0, missing={str(unit): (LARGE - profit) / weight for unit in range(weight)})
        for n, (weight, profit) in enumerate(zip(WEIGHTS, PROFITS, strict=True))
    )
    return Problem(
        communes=communes, years=(2023,), goals=(Goal(key="standard", value=items),),
        limits=Limits(district={"": CAPACITY}),
    )  # fmt: skip


@pytest.mark.parametrize(("method", "numbers"), [(solve, range(1, len(WEIGHTS) + 1)), (solve_by_parts, range(4, 7))])
def test_the_knapsack_p01_is_packed_to_its_known_optimum(method, numbers):
    packed = []
    for items in numbers:
        problem = _sack(items)
        plan = method(problem, gap=1e-6)
        if plan.found:
            assert check(problem, plan) == []
            packed.append(round(items * LARGE - plan.cost, 6))
        else:
            assert plan.status == "infeasible"
    assert max(packed) == MOST == _best_sack()


def _best_sack():
    return max(
        sum(PROFITS[n] for n in some)
        for size in range(len(WEIGHTS) + 1)
        for some in itertools.combinations(range(len(WEIGHTS)), size)
        if sum(WEIGHTS[n] for n in some) <= CAPACITY
    )


def _affine(dimension):
    """Lines of the affine space of three elements: points that add up to 0 in every coordinate."""
    points = list(itertools.product(range(3), repeat=dimension))
    third = {
        pair: tuple(-(a + b) % 3 for a, b in zip(*pair, strict=True)) for pair in itertools.combinations(points, 2)
    }
    return sorted({tuple(sorted((*pair, point))) for pair, point in third.items()})


def _bose(order):
    """Triples of R. C. Bose's construction (1939) over the integers modulo an odd number, three times."""
    half = (order + 1) // 2
    own = [tuple((n, place) for place in range(3)) for n in range(order)]
    across = [
        ((a, place), (b, place), ((a + b) * half % order, (place + 1) % 3))
        for place in range(3)
        for a, b in itertools.combinations(range(order), 2)
    ]
    return own + across


def _projective():
    """Lines of the projective space PG(3,2): three points whose sum is 0."""
    return [(a, b, a ^ b) for a, b in itertools.combinations(range(1, 16), 2) if b < a ^ b]


# D. R. Fulkerson, G. L. Nemhauser, L. E. Trotter, Two computationally difficult set covering problems that arise in
# computing the 1-width of incidence matrices of Steiner triple systems, Mathematical Programming Study 2 (1974): 5, 9, 18.
# Their system of 15 is that of Bose; the projective one is covered by a plane of 7 points, and stands here as another.
SYSTEMS = {"A9": (_affine(2), 5), "A15": (_bose(5), 9), "A27": (_affine(3), 18), "PG(3,2)": (_projective(), 7)}


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_of_triples_is_one(name):
    triples, _least = SYSTEMS[name]
    points = {point for triple in triples for point in triple}
    pairs = [frozenset(pair) for triple in triples for pair in itertools.combinations(triple, 2)]
    assert len(pairs) == len(set(pairs)) == math.comb(len(points), 2)


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_is_covered_by_its_known_number_of_points(name):
    triples, least = SYSTEMS[name]
    model = Model()
    places = {point: model.add(("p", str(point)), cost=1.0) for point in sorted({p for one in triples for p in one})}
    for triple in triples:
        model.row("cover", [(places[point], 1.0) for point in triple], 1.0, INFINITE)
    answer = run(model)
    assert (answer.status, round(answer.objective), round(answer.bound)) == ("optimal", least, least)


@pytest.mark.parametrize("name", ["A9", "A15", "PG(3,2)"])
def test_the_known_number_is_the_least_by_trying(name):
    triples, least = SYSTEMS[name]
    points = sorted({point for triple in triples for point in triple})
    sets = [frozenset(triple) for triple in triples]

    def covered(size):
        return any(all(one & set(some) for one in sets) for some in itertools.combinations(points, size))

    assert covered(least)
    assert not covered(least - 1)
