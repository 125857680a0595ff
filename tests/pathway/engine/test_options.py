"""Each commune alone: the choice found is the cheapest under any prices, as the exact model says as well."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_geo.pathway.engine import Goal, Limits, Problem, Work
from ntm_geo.pathway.engine.milp import run
from ntm_geo.pathway.engine.options import NEVER, Options, Prices, listable
from ntm_geo.pathway.engine.path_model import Part, compile_problem
from tests.pathway.engine.instances import problems

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
_prices = st.integers(0, 4).map(float)


@st.composite
def priced(draw):
    """Draw a problem and prices for all its communes share."""
    problem = draw(problems(objectives=("cost", "communes", "lowest"), most=4))
    options = Options(problem)

    def some(*shape):
        size = int(np.prod(shape))
        return np.array(draw(st.lists(_prices, min_size=size, max_size=size)), dtype=float).reshape(shape)

    prices = Prices(
        budget=some(2) / 4, district=some(len(options.districts), 2), department=some(len(options.departments), 2),
        goals=4 * some(3),
    )  # fmt: skip
    return problem, options, prices


@settings(max_examples=80, suppress_health_check=SLOW)
@given(priced())
def test_no_choice_is_cheaper_under_the_prices(case):
    problem, options, prices = case
    values, choice = options.cheapest(prices)
    for row, work in enumerate(problem.communes):
        assert values[row] == pytest.approx(_exact(problem, options, prices, row, work), abs=1e-6)
        done = {key: when for key, when in zip(options.keys, choice.years[row], strict=True) if when != NEVER}
        if np.isfinite(values[row]):
            assert set(done) <= set(work.missing)


def _exact(problem, options, prices, row, work):
    """Let the model of the whole price one commune: its columns cost what the prices say, and only the floor holds."""
    model = compile_problem(problem, Part(communes=(work,)))
    others = {name for name in model.row_name if name not in {"structure", "floor"}}
    cost = {}
    for place, (name, own, money) in enumerate(zip(model.names, model.cost, model.money, strict=True)):
        if name[0] == "h":
            continue
        if name[0] in {"z", "s"}:
            cost[place] = own - (prices.goals[0] if name[0] == "s" else 0.0)
            continue
        year = problem.years.index(int(name[-1]))
        cost[place] = own + money * prices.budget[year]
        if name[0] == "x":
            cost[place] += prices.district[options.district[row], year]
            if name[2] in problem.in_charge:
                cost[place] += prices.department[options.departments.index(problem.in_charge[name[2]]), year]
        else:
            cost[place] -= prices.goals["sam".index(name[0])]
    answer = run(model, without=others, cost=cost)
    return np.inf if answer.status == "infeasible" else answer.objective


def test_what_waits_for_each_other_is_done_in_order():
    work = Work(code="1", met=17, missing={"2": 5.0, "7": 1.0})
    problem = Problem(
        communes=(work,), years=(2023, 2024), goals=(Goal(key="floor", value=18),), before={"7": ("2",)},
        limits=Limits(budget=(9.0, 9.0)),
    )  # fmt: skip
    free = Prices(budget=np.zeros(2), district=np.zeros((1, 2)), department=np.zeros((0, 2)), goals=np.zeros(3))
    values, choice = Options(problem).cheapest(free)
    assert values.tolist() == [5.0]  # 7 alone would cost 1, and may not be
    assert choice.years.tolist() == [[0, NEVER]]


def test_only_short_chains_are_listed():
    work = Work(code="1", met=1, missing={str(one): 1.0 for one in range(1, 9)})
    chain = {str(one): (str(one - 1),) for one in range(2, 9)}
    assert listable(Problem(communes=(work,), years=(2023, 2024), goals=(), before={"2": ("1",)}))
    assert not listable(Problem(communes=(work,), years=(2023, 2024), goals=(), before=chain))
