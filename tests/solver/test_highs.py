"""The solver says what is best, what cannot be, and what is not known; always the same, and without a word."""

import highspy
import numpy as np

from ntm_geo.solver.highs import solve_program


def _program(*, least=1.0, full=False):
    """Least x + 2 y with x + y >= ``least``, x <= 0.5, y <= 1."""
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = 2, 1
    program.col_cost_ = np.array([1.0, 2.0])
    program.col_lower_, program.col_upper_ = np.zeros(2), np.array([0.5, 1.0])
    program.row_lower_, program.row_upper_ = np.array([least]), np.array([np.inf])
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_, program.a_matrix_.index_ = np.array([0, 2]), np.array([0, 1])
    program.a_matrix_.value_ = np.ones(2)
    if full:
        program.integrality_ = [highspy.HighsVarType.kInteger] * 2
    return program


def test_a_linear_programme_has_prices():
    found = solve_program(_program(), seconds=10)
    assert found.status == "optimal"
    assert np.allclose(found.solution, [0.5, 0.5])
    assert np.allclose(found.duals, [2.0])
    assert (found.objective, found.bound) == (1.5, 1.5)


def test_whole_columns_cost_more_and_have_a_proof():
    found = solve_program(_program(full=True), seconds=10, gap=0.0)
    assert (found.status, found.solution.tolist()) == ("optimal", [0.0, 1.0])
    assert (found.objective, found.bound, found.duals) == (2.0, 2.0, None)


def test_what_cannot_be_has_no_values():
    found = solve_program(_program(least=3), seconds=10)
    assert (found.status, found.solution) == ("infeasible", None)


def test_it_says_nothing(capfd):
    solve_program(_program(full=True), seconds=10)
    assert capfd.readouterr() == ("", "")
