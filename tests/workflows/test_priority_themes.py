"""The map of the priorities counts what the list says."""

import pytest

from ntm_geo.workflows import draw
from ntm_geo.workflows.draw import MapView
from ntm_geo.workflows.factors import factor_values
from ntm_geo.workflows.prioritize import answer, ready_question
from ntm_geo.workflows.priority_themes import choice_theme, cluster_theme
from ntm_geo.workflows.themes import theme_map


@pytest.fixture(scope="module")
def drawn(shipped):
    return draw.layer(shipped, vintage="2020", boundary_set="schematic")


@pytest.fixture(scope="module")
def values(shipped, standing, drawn):
    return factor_values(shipped, [standing(2022)], drawn)


def _counts(shipped, standing, drawn, theme):
    view = MapView(criteria_set=shipped.criteria_set, layer_address="")
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
