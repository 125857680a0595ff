"""From the arrays of a plan to a mixed-integer programme and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import highspy
import numpy as np

from ntm_geo.pathway.engine.path_model import INFINITE
from ntm_geo.solver.highs import Outcome, solve_program

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ntm_geo.pathway.engine.path_model import Model

GAP: Final = 1e-6
SECONDS: Final = 120.0


def run(
    model: Model,
    *,
    gap: float = GAP,
    seconds: float = SECONDS,
    without: Collection[str] = (),
    cost: Mapping[int, float] | None = None,
) -> Outcome:
    """Solve a model.

    Parameters
    ----------
    model : of `compile.compile_problem`.
    gap, seconds : see `solve.solve`.
    without : groups of rows that are left out.
    cost : column to cost, in the place of the model's own objective.
    """
    if not model.names:
        # Nothing can be done, so the rows hold as they are or not at all; HiGHS calls such a model empty and stops.
        stored = [index for index, name in enumerate(model.row_name) if name not in without]
        holds = all(model.row_low[position] <= 0 <= model.row_high[position] for position in stored)
        return Outcome(status="optimal", solution=np.zeros(0), bound=0.0) if holds else Outcome(status="infeasible")
    return solve_program(_program(model, without, cost), seconds=seconds, gap=gap)


def _program(model: Model, without: Collection[str], cost: Mapping[int, float] | None) -> highspy.HighsLp:
    """Return the arrays as HiGHS takes them; a row left out keeps its place without bounds."""
    arrays = model.arrays()
    left_out = np.array([name in without for name in model.row_name], dtype=bool)
    program = highspy.HighsLp()
    columns, rows = len(model.names), len(model.row_name)
    program.num_col_, program.num_row_ = columns, rows
    costs = arrays["cost"]
    if cost is not None:
        costs = np.zeros(columns)
        for key, value in cost.items():
            costs[key] = value
    program.col_cost_ = costs
    program.col_lower_, program.col_upper_ = np.zeros(columns), arrays["upper"]
    program.row_lower_ = np.where(left_out, -INFINITE, arrays["row_low"])
    program.row_upper_ = np.where(left_out, INFINITE, arrays["row_high"])
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_, program.a_matrix_.index_ = arrays["starts"], arrays["columns"]
    program.a_matrix_.value_ = arrays["values"]
    program.integrality_ = [highspy.HighsVarType.kInteger] * columns
    return program
