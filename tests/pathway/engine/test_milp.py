"""The solver answers honestly: the best, that there is none, and what holds without columns."""

import pytest

from ntm_geo.pathway.engine.milp import run
from ntm_geo.pathway.engine.path_model import INFINITE, Model


def _model(least):
    model = Model()
    first, second = model.add(("x", "a"), cost=3.0), model.add(("x", "b"), cost=2.0)
    model.row("need", [(first, 1.0), (second, 1.0)], least, INFINITE)
    return model


@pytest.mark.parametrize(("least", "cost"), [(1.0, 2.0), (2.0, 5.0)])
def test_the_best_is_found_and_proven(least, cost):
    answer = run(_model(least))
    assert (answer.status, answer.objective, answer.bound) == ("optimal", cost, cost)


def test_what_cannot_be_is_told_and_a_row_left_out_does_not_count():
    assert run(_model(3.0)).status == "infeasible"
    assert run(_model(3.0), without={"need"}).objective == 0


def test_another_objective_takes_the_place_of_the_own_one():
    assert run(_model(1.0), cost={0: 1.0, 1: 4.0}).objective == 1


@pytest.mark.parametrize(("least", "status"), [(0.0, "optimal"), (1.0, "infeasible")])
def test_without_columns_the_rows_hold_or_not(least, status):
    model = Model()
    model.row("need", [], least, INFINITE)
    assert run(model).status == status


def test_nothing_is_printed(capfd):
    run(_model(1.0))
    assert capfd.readouterr() == ("", "")
