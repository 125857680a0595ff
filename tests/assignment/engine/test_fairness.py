"""The least-served first: no other assignment leaves fewer communes on a low step."""

import itertools

import pandas as pd
from hypothesis import HealthCheck, given, settings

from ntm_geo.assignment.engine import Agency, Place, at_least, capacity, fair, problem, sector_fit, solve
from tests.assignment.engine.instances import every_choice, problems

STEPS = 4


def _below(asked, chosen):
    fit = dict(zip(zip(asked.pairs["agency"], asked.pairs["code"], strict=True), asked.fit, strict=True))
    served = {one.code: sum(fit[pair] for pair in chosen if pair[1] == one.code) for one in asked.places}
    return tuple(sum(value < step / STEPS - 1e-6 for value in served.values()) for step in range(1, STEPS + 1))


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(problems(most=3))
def test_nobody_can_be_lifted_from_a_low_step_without_pushing_down_a_lower_one(asked):
    choices = list(every_choice(asked))
    found = solve(asked.subject_to(fair(STEPS)))
    assert found.found == bool(choices)
    if choices:
        fairest = min(_below(asked, chosen) for chosen, _value in choices)
        assert _below(asked, found.chosen) == fairest


def test_a_fair_assignment_gives_up_fit_for_the_one_left_behind():
    rows = [("A", "1", 1.0), ("A", "2", 0.6), ("B", "1", 0.6), ("B", "2", 0.1)]
    pairs = pd.DataFrame(rows, columns=["agency", "code", "sector"])
    asked = (
        problem([Agency(key=one) for one in "AB"], [Place(code=one) for one in "12"], pairs)
        .maximise(sector_fit())
        .subject_to(capacity(), at_least(1))
    )
    for wanted, question in (({("A", "2"), ("B", "1")}, asked.subject_to(fair(2))),):
        assert solve(question).chosen == wanted
    every = [sum(value) for value in itertools.product([1.0, 0.6], [0.6, 0.1])]
    assert solve(asked).value in every
