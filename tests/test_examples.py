"""The examples in the docstrings run and say what they say; every public verb of the solvers and rankings has one."""

import doctest
import importlib
import inspect

import pytest

from tests.test_house import HOUSE, ROOT

MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in HOUSE.rglob("*.py")
    if ">>>" in path.read_text(encoding="utf-8")
)
VERBS = {
    "ntm_geo.priorities.engine.matrix": ("marks", "shares"),
    "ntm_geo.priorities.engine.methods": ("score", "scores", "agreement"),
    "ntm_geo.priorities.engine.ranking": ("rank",),
    "ntm_geo.priorities.engine.robustness": ("rank_ranges", "smallest_changes"),
    "ntm_geo.priorities.engine.selection": ("select",),
    "ntm_geo.priorities.engine.weights": ("compare_pairwise",),
    "ntm_geo.pathway.engine.check": ("check",),
    "ntm_geo.pathway.engine.path_clash": ("smallest_clash", "furthest"),
    "ntm_geo.pathway.engine.path_search": ("search",),
    "ntm_geo.pathway.engine.path_solver": ("solve",),
    "ntm_geo.assignment.engine.check": ("check",),
    "ntm_geo.assignment.engine.assignment_clash": ("smallest_clash",),
    "ntm_geo.assignment.engine.explain": ("best_alternative",),
    "ntm_geo.assignment.engine.replan": ("replan", "differences"),
    "ntm_geo.assignment.engine.assignment_solver": ("solve",),
}


@pytest.mark.parametrize("name", MODULES)
def test_what_an_example_says_comes_out(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("name", VERBS)
def test_a_public_verb_shows_how_it_is_used(name):
    module = importlib.import_module(name)
    for verb in VERBS[name]:
        assert ">>>" in inspect.getdoc(getattr(module, verb)), verb
