"""Criteria on a page: sentence, ranking and order."""

import pandas as pd
import pytest

from ntm_geo.themes.map_themes import criterion_theme, indicator_theme
from ntm_geo.ui.screens.programme.criteria_view import ranked, theme_names


def test_every_criterion_stands_before_its_indicators(shipped):
    names = list(theme_names(shipped.criteria_sets["commune-2021"]))
    assert len(names) == 19 + 57 + 9, "parts too, but not what is only counted"
    assert names[names.index("5.1") :][:3] == ["5.1", "5.1a", "5.1b"]
    assert "5.1c" not in names
    assert names[:3] == ["1", "1.1", "1.2"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"theme": "10"}, "/139 xã đạt"),
        ({"theme": "10.1"}, "còn thiếu không quá"),
        ({"theme": "2.1"}, "139 xã chưa rõ"),
    ],
)
def test_the_sentence_says_how_the_communes_stand(app, address, said):
    at = app("criteria", **address)
    assert any(said in one.value for one in at.markdown)


def test_the_sentence_is_the_legend(app, shipped):
    at = app("criteria", theme="10")
    from ntm_geo.ui.kit import cache

    theme = criterion_theme(cache.assessment(2022, "2020"), "10")
    met = int((theme.table["status"] == "met").sum())
    assert any(one.value.startswith(f"**{met}/139 xã đạt") for one in at.markdown)


def test_the_ranking_never_depends_on_the_order_of_rows(app, shipped):
    app()
    from ntm_geo.ui.kit import cache

    table = indicator_theme(cache.assessment(2022, "2020"), "10.1").table
    wanted = ranked(table)
    for seed in range(5):
        assert ranked(table.sample(frac=1, random_state=seed))["code"].tolist() == wanted["code"].tolist()
    short = wanted["shortfall"].fillna(0)
    missed = wanted["status"].eq("not_met")
    assert list(short[missed]) == sorted(short[missed], reverse=True)
    assert isinstance(wanted, pd.DataFrame)


def test_a_district_narrows_ranking_and_sentence(app):
    at = app("criteria", theme="10", district="045")
    assert any("/19 xã đạt" in one.value for one in at.markdown)


def test_old_links_fall_back(app):
    at = app("criteria", theme="99.9", method="nonsense")
    assert at.selectbox[-1].value == "natural" or not at.exception
