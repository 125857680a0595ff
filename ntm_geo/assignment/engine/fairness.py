"""Fairness before fit: as few communes as possible on the lowest step of service, then on the next, and so on.

A commune's service is the sum of the fits of its partners. For every step a column a commune says whether it stays
below; their number is made as small as possible and held there before the next step is looked at. So no later step, and
no gain in fit, can push a commune down again (leximin on the steps; W. Ogryczak and others, *Fair optimization*, 2014).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ntm_geo.assignment.engine.assignment_model import INFINITE

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.assignment.engine.assignment_model import Model
    from ntm_geo.assignment.engine.assignment_problem import AssignmentProblem
    from ntm_geo.assignment.engine.rules import Fair


def hold_fairness(model: Model, problem: AssignmentProblem, rule: Fair, run: Callable[..., object]) -> tuple[int, ...]:
    """Add to a model that as few communes as possible stay below every step.

    Returns
    -------
    How many communes stay below each step, the lowest step first; empty when nothing fits at all.
    """
    code = problem.pairs["code"].to_numpy(dtype=object)
    counts = []
    for step in range(1, rule.steps + 1):
        wanted = step / rule.steps
        below = model.add_columns(len(problem.places))
        for steps, commune in zip(below, problem.places, strict=True):
            rows = np.flatnonzero(code == commune.code)
            model.row(None, [*rows, steps], [*problem.fit[rows], wanted], wanted - 1e-7, INFINITE)
        gain = np.zeros(len(model.gain))
        gain[below] = -1.0
        answer = run(model, gain=gain)
        values = getattr(answer, "taken", None)
        if values is None:
            return ()
        fewest = round(float(values[below].sum()))
        model.row(None, below, 1.0, -INFINITE, float(fewest))
        counts.append(fewest)
    return tuple(counts)
