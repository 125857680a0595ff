"""A path is said in the reader's language, with the proof it has."""

from dataclasses import replace

import pytest

from ntm_geo.i18n import use_language
from ntm_geo.pathway.engine import Goal, Limits, Problem, Work, solve
from ntm_geo.pathway.engine.check import reached
from ntm_geo.pathway.path_sentences import Pathway, clash_lines, condition_names, path_sentence, say_goal


@pytest.fixture
def found():
    communes = tuple(Work(code=f"{n:05d}", met=18, missing={"1": 100.0 + n}, hamlets_total=5) for n in range(4))
    problem = Problem(communes=communes, years=(2023, 2024), goals=(Goal(key="standard", value=2),), limits=Limits())
    plan = solve(problem)
    return Pathway(problem=problem, plan=plan, reached=reached(problem, plan))


@pytest.mark.parametrize(
    ("lang", "proof"), [("vi", "Không có phương án nào ít kinh phí hơn."), ("en", "No cheaper plan exists.")]
)
def test_the_proof_is_said(found, lang, proof):
    use_language(lang)
    said = path_sentence(found)
    use_language("vi")
    assert said.endswith(proof)
    assert "201" in said


def test_a_plan_without_proof_says_how_much_better_one_may_be(found):
    plan = replace(found.plan, status="feasible", bound=found.plan.objective * 0.9)
    assert "10" in path_sentence(replace(found, plan=plan)).rsplit(".", 2)[-2]


def test_what_clashes_is_named_and_how_far_it_goes(found):
    lost = replace(found, clash=("budget", "standard"), nearest={"standard": 3.0, "model": None})
    lines = clash_lines(lost)
    assert condition_names()["budget"] in lines[0]
    assert "3" in lines[1]
    assert len(lines) == 3


def test_a_share_is_said_in_percent():
    assert say_goal("hamlets", 0.3) == "30%"
    assert say_goal("floor", 15.0) == "15"
