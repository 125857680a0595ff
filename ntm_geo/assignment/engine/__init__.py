"""The optimum of an assignment, said sentence by sentence, solved and explained; plain data in and out.

assignment_clash    why nothing fits
assignment_model    from the problem to sparse arrays of a mixed-integer programme
assignment_problem  the problem, said sentence by sentence
assignment_solver   from arrays to the solver and back
check               the same rules by hand, sharing no code with the model
explain             why this pair, what instead, what else would move
fairness            the least-served first
pieces              what makes a pair a good one
presolve            what is wrong with the question before anything is solved
replan              the fewest changes to what is agreed
rules               rules of an assignment, one small frozen object a rule
words               rules, pieces and pairs as sentences that can be read aloud

>>> import pandas as pd
>>> pairs = pd.DataFrame({"agency": ["A", "A"], "code": ["00001", "00002"], "sector": [0.9, 0.2]})
>>> asked = (
...     problem([Agency(key="A", most=1)], [Place(code="00001"), Place(code="00002")], pairs)
...     .maximise(sector_fit())
...     .subject_to(capacity())
...     .locked(lock_out("A", "00001", why="hired elsewhere"))
... )
>>> sorted(solve(asked).chosen)
[('A', '00002')]
"""

from ntm_geo.assignment.engine.assignment_clash import Relaxation, relaxations, smallest_clash
from ntm_geo.assignment.engine.assignment_problem import Agency, AssignmentProblem, Place, problem
from ntm_geo.assignment.engine.assignment_solver import Assignment, solve
from ntm_geo.assignment.engine.explain import alternatives, best_alternative, what_if
from ntm_geo.assignment.engine.pieces import (
    PIECES,
    Objective,
    border_to_armed_forces,
    closeness,
    continuity,
    need,
    resources,
    sector_fit,
)
from ntm_geo.assignment.engine.presolve import look_before
from ntm_geo.assignment.engine.replan import differences, replan
from ntm_geo.assignment.engine.rules import (
    AtLeast,
    AtMost,
    Capacity,
    Districts,
    Fair,
    KeepShare,
    KindsForbidden,
    KindsRequired,
    Lock,
    Rule,
    Spread,
    at_least,
    at_most,
    capacity,
    districts,
    fair,
    keep_share,
    kinds_forbidden,
    kinds_required,
    lock_in,
    lock_out,
    spread,
)

__all__ = [
    "PIECES",
    "Agency",
    "Assignment",
    "AssignmentProblem",
    "AtLeast",
    "AtMost",
    "Capacity",
    "Districts",
    "Fair",
    "KeepShare",
    "KindsForbidden",
    "KindsRequired",
    "Lock",
    "Objective",
    "Place",
    "Relaxation",
    "Rule",
    "Spread",
    "alternatives",
    "at_least",
    "at_most",
    "best_alternative",
    "border_to_armed_forces",
    "capacity",
    "closeness",
    "continuity",
    "differences",
    "districts",
    "fair",
    "keep_share",
    "kinds_forbidden",
    "kinds_required",
    "lock_in",
    "lock_out",
    "look_before",
    "need",
    "problem",
    "relaxations",
    "replan",
    "resources",
    "sector_fit",
    "smallest_clash",
    "solve",
    "spread",
    "what_if",
]
