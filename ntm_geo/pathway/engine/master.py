"""The linear programme that puts the choices of all communes together: the master problem of Dantzig and Wolfe.

Variables: w[o] ≥ 0 the weight of choice o, h[g, t] ≥ 0 hamlets certified in group g and year t, e[r] ≥ 0 the excess of
row r. Minimise Σ cost[o] · w[o] + Σ counted[g] · h[g, t] + Σ dear[r] · e[r] subject to

- convexity of each commune c: Σ_{o of c} w[o] = 1;
- shared row r: Σ_o use[o, r] · w[o] + Σ_{g, t} use[g, t, r] · h[g, t] - e[r] ≤ limit[r];
- hamlets left in group g: Σ_t h[g, t] ≤ left[g].

The excess makes the programme solvable while too few choices are known to keep the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import highspy
import numpy as np
from scipy import sparse

from ntm_geo.pathway.engine.path_model import INFINITE
from ntm_geo.solver.highs import solve_program

if TYPE_CHECKING:
    from ntm_geo.pathway.engine.options import Choice, Floats, Options
    from ntm_geo.pathway.engine.shared_rows import Shared

_KEPT: Final = 1e-9
"""More than this share of a limit beyond it is beyond it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mixture:
    """The best mixture of choices, in which a commune may be torn between several."""

    weights: Floats
    """Of each choice, 0 … 1."""
    hamlets: Floats
    """Groups × years: hamlets certified; may be broken numbers."""
    duals: Floats
    """Price of each shared row."""
    cost: float
    keeps: bool
    """Whether all rows are kept; if not, the cost holds what was bought beyond them."""


def mix(options: Options, shared: Shared, choices: Choice, dear: Floats, *, seconds: float) -> Mixture | None:
    """Return the best mixture of choices.

    Parameters
    ----------
    options, shared : of the problem.
    choices : at least one for every commune.
    dear : by row, what a unit beyond the limit costs.
    seconds : after which nothing is returned.
    """
    cost, use = shared.use(choices)
    counted, left, hamlets = shared.hamlet_columns()
    communes, rows, groups = len(options.cost), len(shared.names), len(counted) // options.years
    every = np.arange(len(cost))
    # The matrix by blocks: columns are choices, hamlets, excess; rows are communes, shared rows, groups of hamlets.
    one_each = sparse.csr_matrix((np.ones(len(cost)), (choices.rows, every)), (communes, len(cost)))
    by_group = sparse.kron(sparse.identity(groups), np.ones((1, options.years)))
    blocks = [
        [one_each, None, sparse.csr_matrix((communes, rows))],
        [use.T, hamlets.T, -sparse.identity(rows)],
        [None, by_group, None],
    ]
    if not groups:
        blocks = [[line[0], line[2]] for line in blocks[:2]]
    matrix = sparse.block_array(blocks, format="csc")
    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = matrix.shape
    program.col_cost_ = np.concatenate([cost, counted, dear])
    program.col_lower_ = np.zeros(matrix.shape[1])
    program.col_upper_ = np.concatenate([np.ones(len(cost)), left, np.full(rows, INFINITE)])
    program.row_lower_ = np.concatenate([np.ones(communes), np.full(rows + groups, -INFINITE)])
    program.row_upper_ = np.concatenate([np.ones(communes), shared.limits, shared.groups[:groups, 2]])
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
    program.a_matrix_.value_ = matrix.data
    outcome = solve_program(program, seconds=max(1.0, seconds))
    if outcome.status != "optimal" or outcome.solution is None or outcome.duals is None:
        return None
    # HiGHS gives a row that costs when it is tightened a negative dual; prices are their size.
    values, multipliers = outcome.solution, outcome.duals
    beyond = values[len(cost) + len(counted) :] / shared.scale
    return Mixture(
        weights=values[: len(cost)],
        hamlets=values[len(cost) : len(cost) + len(counted)].reshape(groups, options.years),
        duals=np.maximum(0.0, -multipliers[communes : communes + rows]),
        cost=outcome.objective,
        keeps=bool((beyond < _KEPT).all()),
    )
