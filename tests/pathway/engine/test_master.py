"""The master mixes choices: as little as the rows allow, with prices that say what a row is worth."""

import numpy as np
import pytest

from ntm_geo.pathway.engine import Goal, Limits, Problem, Work
from ntm_geo.pathway.engine.master import mix
from ntm_geo.pathway.engine.options import NEVER, Choice, Options
from ntm_geo.pathway.engine.shared_rows import Shared


@pytest.fixture
def parts():
    communes = tuple(Work(code=f"{n}", met=18, missing={"1": 10.0 + n}) for n in range(4))
    problem = Problem(
        communes=communes, years=(2023,), goals=(Goal(key="standard", value=2),), limits=Limits(budget=(25.0,))
    )
    options = Options(problem)
    return options, Shared(problem, options)


def _all_choices(count):
    every = np.repeat(np.arange(count), 2)
    years = np.tile([NEVER, 0], count)[:, None]
    never = np.full(2 * count, NEVER)
    return Choice(rows=every, years=years, advanced=never, model=never)


def test_the_cheapest_two_are_chosen_and_the_second_sets_the_price(parts):
    options, shared = parts
    mixture = mix(options, shared, _all_choices(4), np.full(2, 1e6), seconds=10)
    assert mixture.keeps
    assert mixture.cost == pytest.approx(10 + 11)
    assert mixture.weights[1::2].tolist() == pytest.approx([1, 1, 0, 0])
    assert 11 - 1e-9 <= mixture.duals[shared.names.index(("standard",))] <= 12 + 1e-9
    assert mixture.duals[shared.names.index(("budget", "2023"))] == 0


def test_without_time_there_is_no_mixture_or_the_best_one(parts):
    options, shared = parts
    mixture = mix(options, shared, _all_choices(4), np.full(2, 1e6), seconds=0)
    assert mixture is None or mixture.cost == pytest.approx(21)
