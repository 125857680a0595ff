"""HiGHS, always run in the same way: one thread, one seed, no word on the screen; what it says, read once.

Source: J. A. J. Hall and others, HiGHS, https://highs.dev.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import highspy
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
SEED: Final = 2022


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """What the solver said."""

    status: Status
    solution: NDArray[np.float64] | None = None
    """Of the columns, in their order; None where nothing was found."""
    duals: NDArray[np.float64] | None = None
    """Prices of the rows of a linear programme."""
    objective: float = 0.0
    bound: float = 0.0
    """No solution is better, by the proof so far; the objective of a linear programme that is solved."""


def solve_program(
    program: highspy.HighsLp, *, seconds: float, gap: float | None = None, absolute_gap: float | None = None
) -> Outcome:
    """Solve a programme for the least cost.

    Parameters
    ----------
    program : columns, rows, matrix; with integer columns a mixed-integer programme.
    seconds : after which the best found so far is returned.
    gap, absolute_gap : how near to the best a solution has to be, as a share and in units of cost; as HiGHS has them
        unless given.
    """
    solver: Any = _Quiet()  # type: ignore[no-untyped-call]
    options = {
        "output_flag": False, "threads": 1, "random_seed": SEED, "time_limit": seconds, "mip_rel_gap": gap,
        "mip_abs_gap": absolute_gap,
    }  # fmt: skip
    for key, value in options.items():
        if value is not None:
            solver.setOptionValue(key, value)
    solver.passModel(program)
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    known = highspy.HighsModelStatus
    if status == known.kInfeasible:
        return Outcome(status="infeasible")
    solution = solver.getSolution()
    if not solution.value_valid or info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Outcome(status="infeasible" if status == known.kUnboundedOrInfeasible else "unknown")
    full = len(program.integrality_) > 0
    return Outcome(
        status="optimal" if status == known.kOptimal else "feasible",
        solution=np.asarray(solution.col_value),
        duals=None if full else np.asarray(solution.row_dual),
        objective=float(info.objective_function_value),
        bound=float(info.mip_dual_bound if full else info.objective_function_value),
    )


class _Quiet(highspy.Highs):
    """HiGHS without callbacks: turning them on prints a banner, which would spoil what a program reads from us."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the name of HiGHS
        """Leave them off."""
