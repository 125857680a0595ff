"""The optimum of a pathway, solved exactly, checked by code of its own; plain data in and out.

check         the same rules by hand, sharing no code with the model
decompose     plans for thousands of communes
master        the linear programme that puts the choices of all communes together
milp          from the arrays of a plan to a mixed-integer programme and back
options       what can be done in each commune alone
path_clash    when there is no plan
path_model    from the problem to sparse arrays of a mixed-integer programme
path_problem  the problem as plain data
path_search   all that is asked of the solver for one question
path_solver   the best plan
shared_rows   what all communes share
"""

from __future__ import annotations

from ntm_geo.pathway.engine.path_problem import Goal, Limits, Problem, Work
from ntm_geo.pathway.engine.path_solver import Plan, solve

__all__ = ["Goal", "Limits", "Plan", "Problem", "Work", "solve"]
