"""The map of the priorities counts what the list says."""

import pytest

from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.prioritize import answer, ready_question
from ntm_geo.priorities.priority_themes import change_theme, choice_theme, cluster_theme
from ntm_geo.priorities.scenarios import compare_scenarios
from ntm_geo.themes import map_layers
from ntm_geo.themes.map_layers import MapView
from ntm_geo.themes.map_themes import theme_map


@pytest.fixture(scope="module")
def drawn(shipped):
    return map_layers.layer(shipped, vintage="2020", boundary_set="schematic")


@pytest.fixture(scope="module")
def values(shipped, standing, drawn):
    return factor_values(shipped, [standing(2022)], drawn)


def _counts(shipped, standing, drawn, theme):
    view = MapView(layer_address="")
    return {one.key: one.count for one in theme_map(standing(2022), drawn, theme, view).legend}


def test_legend_and_list_agree(shipped, standing, drawn, values):
    found = answer(standing(2022), values, ready_question("finish", 10))
    counts = _counts(shipped, standing, drawn, choice_theme(standing(2022), found))
    states = found.choice["state"].value_counts().to_dict()
    assert {key: counts[key] for key in states} == states
    assert counts["apart"] == 17
    assert sum(counts.values()) == 161


def test_clusters_are_counted_once(shipped, standing, drawn, values):
    counts = _counts(shipped, standing, drawn, cluster_theme(standing(2022), values, drawn, "missing"))
    assert sum(counts.values()) == 161
    assert counts["high_high"] > 0


def test_who_enters_and_leaves_is_counted_on_the_map(shipped, standing, drawn, values):
    before, after = (answer(standing(2022), values, ready_question(purpose, 10)) for purpose in ("finish", "border"))
    changes = compare_scenarios(before, after)
    counts = _counts(shipped, standing, drawn, change_theme(standing(2022), changes, "Về đích"))
    told = changes["change"].value_counts().to_dict()
    assert {key: counts[key] for key in ("enters", "leaves")} == {key: told[key] for key in ("enters", "leaves")}
    assert sum(counts.values()) == 161
