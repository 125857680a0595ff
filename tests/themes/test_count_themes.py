"""Certified hamlets and open difficulties are counted commune by commune."""

import pandas as pd
import pytest

from ntm_geo.themes import map_layers
from ntm_geo.themes.count_themes import difficulty_theme, hamlet_theme
from ntm_geo.themes.map_layers import MapView
from ntm_geo.themes.map_themes import theme_map


@pytest.fixture(scope="module")
def drawn(shipped):
    return map_layers.layer(shipped, vintage="2020", boundary_set="schematic")


def _map(shipped, standing, drawn, theme, **options):
    view = MapView(layer_address="../layers/")
    return theme_map(standing(2022), drawn, theme, view, **options)


def test_hamlets_are_shown_as_counts(standing, shipped, drawn):
    theme = hamlet_theme(standing(2022), 0.3)
    content = _map(shipped, standing, drawn, theme, values=True)
    counts = standing(2022).assessment.hamlet_counts.set_index("code")
    texts = theme.table.set_index("code")["text"]
    assert all(texts[code] == f"{row['certified']}/{row['total']}" for code, row in counts.iterrows())
    assert content.value_labels
    some = theme.table["class"].eq("n1") | theme.table["class"].eq("n2") | theme.table["class"].eq("n3")
    assert some.sum() == (counts["certified"] > 0).sum()


def test_open_difficulties_are_counted_by_commune(shipped, standing, drawn):
    counts = pd.DataFrame({"code": ["01291", "01294"], "open": [2, 1], "late": [1, 0]})
    content = _map(shipped, standing, drawn, difficulty_theme(standing(2022), counts), values=True)
    assert {one.key: one.count for one in content.legend} == {"none": 137, "open": 1, "late": 1, "outside": 22}
