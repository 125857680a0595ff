"""What communes share: a choice takes of each row what the plan it stands for takes."""

import numpy as np
import pytest
from scipy import sparse

from ntm_geo.pathway.engine import Goal, Limits, Problem, Work
from ntm_geo.pathway.engine.master import mix
from ntm_geo.pathway.engine.options import NEVER, Choice, Options
from ntm_geo.pathway.engine.shared_rows import Shared


@pytest.fixture
def problem():
    communes = (
        Work(code="1", district="A", met=17, missing={"1": 5.0, "2": 3.0}, hamlets_total=4, hamlet_cost=2.0,
             advanced_cost=7.0, model_cost=9.0),
        Work(code="2", district="B", met=18, missing={"2": 4.0}, hamlets_total=2, hamlet_cost=2.0, advanced_cost=8.0),
        Work(code="3", district="B", met=19, level="standard", hamlets_total=1, hamlets_certified=1, hamlet_cost=2.0),
    )  # fmt: skip
    return Problem(
        communes=communes, years=(2023, 2024), in_charge={"2": "d"},
        goals=(Goal(key="standard", value=2), Goal(key="advanced", value=1), Goal(key="hamlets", value=0.5)),
        limits=Limits(budget=(20.0, None), district={"B": 1}, department={"d": 1}),
    )  # fmt: skip


@pytest.fixture
def parts(problem):
    options = Options(problem)
    return options, Shared(problem, options)


def test_the_rows_are_the_limits_there_are_and_the_goals(parts):
    _options, shared = parts
    limits = dict(zip(shared.names, shared.limits.tolist(), strict=True))
    assert limits == {
        ("budget", "2023"): 20.0, ("district", "B", "2023"): 1.0, ("district", "B", "2024"): 1.0,
        ("department", "d", "2023"): 1.0, ("department", "d", "2024"): 1.0,
        ("standard",): -1.0, ("advanced",): -1.0, ("hamlets",): -3.0,
    }  # fmt: skip


def test_a_choice_takes_what_its_plan_takes(parts):
    options, shared = parts
    choice = Choice(
        rows=np.array([0, 1]), years=np.array([[0, 0], [NEVER, 1]]), advanced=np.array([0, NEVER]),
        model=np.array([1, NEVER]),
    )  # fmt: skip
    cost, use = shared.use(choice)
    assert cost.tolist() == [5 + 3 + 7 + 9, 4]
    taken = shared.taken(np.asarray(use.sum(axis=0)).ravel())
    assert taken == {
        ("budget", "2023"): 15.0, ("district", "B", "2023"): 0.0, ("district", "B", "2024"): 1.0,
        ("department", "d", "2023"): 1.0, ("department", "d", "2024"): 1.0,
        ("standard",): 2.0, ("advanced",): 1.0, ("hamlets",): 0.0,
    }  # fmt: skip
    assert options.keys == ["1", "2"]


def test_hamlets_that_cost_the_same_are_one_group_and_go_to_the_cheapest_year(parts):
    _options, shared = parts
    assert shared.groups.tolist() == [[2.0, 2.0, 6.0]]
    duals = np.zeros(len(shared.names))
    duals[shared.hamlets] = 2.5
    value, use = shared.certify(duals)
    assert value == pytest.approx(-0.5 * 6)
    assert use[shared.hamlets] == -6
    counted, own = shared.use_of_hamlets(np.array([[3, 0], [0, 1], [0, 0]]))
    assert counted == 8
    assert shared.taken(own)["budget", "2023"] == 6
    assert shared.taken(own)["hamlets",] == 4


def test_columns_of_hamlets_agree_with_hamlets_given(parts):
    _options, shared = parts
    counted, left, matrix = shared.hamlet_columns()
    assert (counted.tolist(), left.tolist()) == ([2.0, 2.0], [6.0, 6.0])
    assert isinstance(matrix, sparse.csr_matrix)
    one = np.asarray(matrix[0].todense()).ravel()
    assert one.tolist() == shared.use_of_hamlets(np.array([[1, 0], [0, 0], [0, 0]]))[1].tolist()


def test_a_mixture_buys_what_no_choice_gives(parts):
    options, shared = parts
    nothing = Choice(
        rows=np.arange(3), years=np.full((3, 2), NEVER), advanced=np.full(3, NEVER), model=np.full(3, NEVER)
    )
    mixture = mix(options, shared, nothing, np.full(len(shared.names), 100.0), seconds=10)
    assert not mixture.keeps
    assert mixture.cost == pytest.approx(100 + 100 + 3 * 2)  # a standard and an advanced commune bought, three hamlets
    assert mixture.hamlets.sum() == pytest.approx(3)
