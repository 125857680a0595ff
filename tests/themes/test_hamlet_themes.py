"""A commune is painted by its hamlets: all certified, many or some nearly there, none of them near, nobody knows."""

from dataclasses import replace
from itertools import pairwise

import pytest

from ntm_geo.assessment.hamlet_standing import hamlet_standing
from ntm_geo.assessment.period import assess_period
from ntm_geo.maps.palette import HAMLET_MIX_COLOURS, lightness
from ntm_geo.records.figures import load_figures
from ntm_geo.themes import map_layers
from ntm_geo.themes.hamlet_themes import hamlet_class_theme
from ntm_geo.themes.map_layers import MapView
from ntm_geo.themes.map_themes import theme_map
from tests.made_up_hamlet_law import enter_hamlet_law, marks, results_table

MANY, SOME, FAR = "01438", "01291", "01294"


@pytest.fixture(scope="module")
def made(tmp_path_factory, shipped):
    space = replace(shipped, settings=replace(shipped.settings, data_dir=tmp_path_factory.mktemp("themes")))
    enter_hamlet_law(space)
    figures = load_figures(space)
    rows = []
    for code, near in ((MANY, 3), (SOME, 1), (FAR, 0)):
        for number, hamlet in enumerate(figures.hamlets.loc[figures.hamlets["code"].eq(code), "hamlet"]):
            rows += marks(hamlet, range(1, 14), range(14, 17)) if number < near else marks(hamlet, [1], range(2, 17))
    figures = replace(figures, hamlet_results=results_table(rows))
    standing = assess_period(space, figures, period=2022)
    return standing, hamlet_standing(space, figures, standing)


def test_classes_and_texts_are_those_of_the_hamlets(made):
    standing, hamlets = made
    theme = hamlet_class_theme(standing, hamlets)
    table = theme.table.set_index("code")
    assert table.loc[[MANY, SOME, FAR], "class"].tolist() == ["many", "some", "far"]
    assert table.loc[MANY, "text"].startswith("0 · 3 · ")
    assert table.loc[[MANY, SOME, FAR], "value"].tolist() == [3, 1, 0]
    assert table["class"].isna().sum() == len(table) - 3, "of the others nobody knows anything"
    assert table.loc[table["class"].isna(), "status"].eq("unknown").all()
    assert theme.notes, "the limits of the classes are not checked"
    counted = [int(number) for text in table.loc[[MANY, SOME, FAR], "text"] for number in text.split(" · ")]
    rows = hamlets.table[hamlets.table["code"].isin([MANY, SOME, FAR])]
    assert sum(counted) == len(rows)


def test_legend_of_map_and_its_stamp(made, shipped):
    standing, hamlets = made
    drawn = map_layers.layer(shipped, vintage="2020", boundary_set="schematic")
    content = theme_map(standing, drawn, hamlet_class_theme(standing, hamlets), MapView(layer_address="../layers/"))
    assert sum(entry.count for entry in content.legend) == 161
    assert {entry.key: entry.count for entry in content.legend}["many"] == 1
    assert "minh họa" in content.stamp


def test_classes_are_told_apart_in_grey():
    steps = sorted(map(lightness, HAMLET_MIX_COLOURS.values()))
    assert min(after - before for before, after in pairwise(steps)) > 12
