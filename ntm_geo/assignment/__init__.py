"""Who helps whom: the assignment of agencies to communes, said sentence by sentence, solved and explained.

problem     who can help, who needs help, and what is asked: `problem`, `AssignmentProblem`
pieces      what makes a good pair: `sector_fit`, `need`, `continuity`, `closeness`, `resources`, …
rules       what has to hold: `capacity`, `at_least`, `kinds_required`, `spread`, …, and locks
presolve    what is wrong with the question before anything is solved
compile     problem to arrays          fairness   the least-served first
solve       arrays to `Assignment`     check      the same rules, by hand
clash       why nothing fits, and what would help
explain     reasons, alternatives, what if
replan      the fewest changes to what is agreed
words       rules and pieces as sentences

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

from ntm_geo.assignment.clash import Relaxation, relaxations, smallest_clash
from ntm_geo.assignment.explain import alternatives, best_alternative, what_if
from ntm_geo.assignment.pieces import (
    PIECES,
    Objective,
    border_to_armed_forces,
    closeness,
    continuity,
    need,
    resources,
    sector_fit,
)
from ntm_geo.assignment.presolve import look_before
from ntm_geo.assignment.problem import Agency, AssignmentProblem, Place, problem
from ntm_geo.assignment.replan import differences, replan
from ntm_geo.assignment.rules import (
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
from ntm_geo.assignment.solve import Assignment, solve

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
