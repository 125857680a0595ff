"""A question is answered with a checked plan, with what clashes, or with nothing; one more of a goal has its price."""

import math
from dataclasses import replace

import pytest

from ntm_geo.pathway.engine import Goal, Limits, Plan, Problem, Work, solve
from ntm_geo.pathway.engine.path_search import price_goals, search

COMMUNES = (Work(code="00001", met=18, missing={"10": 300.0}), Work(code="00002", met=18, missing={"2": 90.0}))
RICH = Problem(communes=COMMUNES, years=(2023,), goals=(Goal(key="standard", value=1),))
POOR = replace(RICH, goals=(Goal(key="standard", value=2),), limits=Limits(budget=(100.0,)))


def test_a_plan_comes_checked_with_what_it_reaches():
    answer = search(RICH)
    assert (answer.plan, answer.wrong, answer.clash, answer.nearest) == (solve(RICH), (), (), None)
    assert answer.reached["standard"] == 1


def test_a_plan_that_breaks_a_condition_is_told(monkeypatch):
    cheap = replace(solve(RICH), work=())
    monkeypatch.setattr("ntm_geo.pathway.engine.path_search.solve", lambda _problem: cheap)
    assert search(RICH).wrong


def test_what_clashes_is_looked_for_where_it_is_asked_for():
    assert search(POOR).clash == ("budget", "standard")
    assert search(POOR).nearest == {"standard": 1}
    assert search(POOR, explain=False).nearest is None


def test_nothing_is_said_to_clash_where_the_time_ran_out(monkeypatch):
    monkeypatch.setattr("ntm_geo.pathway.engine.path_search.solve", lambda _problem: Plan(status="unknown"))
    assert search(POOR).clash == ()


def test_one_more_costs_what_the_next_plan_costs_more_whatever_counts_in_the_plan():
    assert price_goals(RICH, solve(RICH)) == {"standard": 300.0}
    lowest = replace(RICH, objective="lowest")
    assert price_goals(lowest, solve(lowest)) == {"standard": 300.0}
    both = replace(RICH, goals=(Goal(key="standard", value=2),))
    assert price_goals(both, solve(both)) == {"standard": None}


def test_without_a_plan_no_price_is_proven():
    assert price_goals(POOR, solve(POOR))["standard"] == pytest.approx(math.nan, nan_ok=True)
