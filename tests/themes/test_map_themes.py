"""A theme's classes, legend, texts and table tell the same figures."""

import pandas as pd
import pytest

from ntm_geo.assessment.standing_lists import catch_up_table
from ntm_geo.themes import map_layers
from ntm_geo.themes.count_themes import hamlet_theme
from ntm_geo.themes.map_layers import MapView
from ntm_geo.themes.map_themes import criterion_theme, indicator_theme, theme_map, tier_theme
from ntm_geo.themes.printed_maps import sheet_of


@pytest.fixture(scope="module")
def drawn(shipped):
    return map_layers.layer(shipped, vintage="2020", boundary_set="schematic")


def _map(shipped, standing, drawn, theme, **options):
    view = MapView(layer_address="../layers/")
    return theme_map(standing(2022), drawn, theme, view, **options)


def _every_theme(shipped, standing):
    laws = shipped.criteria_sets["commune-2021"]
    for criterion in laws.criteria:
        yield criterion_theme(standing(2022), criterion.code)
        for indicator in criterion.indicators:
            yield indicator_theme(standing(2022), indicator.code)
    yield hamlet_theme(standing(2022), 0.3)


def test_every_criterion_and_indicator_is_counted_once_in_legend_and_table(shipped, standing, drawn):
    for theme in _every_theme(shipped, standing):
        content = _map(shipped, standing, drawn, theme)
        counts = {entry.key: entry.count for entry in content.legend}
        assert sum(counts.values()) == 161
        assert counts["outside"] == 22
        told = theme.table["class"].value_counts().to_dict()
        assert {key: counts[key] for key in told} == told
        assert counts.get("no_data", 0) == int(theme.table["class"].isna().sum())


def test_a_criterion_counts_what_was_reported(shipped, standing):
    results = standing(2022).assessment.results
    for criterion in shipped.criteria_sets["commune-2021"].criteria:
        theme = criterion_theme(standing(2022), criterion.code)
        own = results[results["criterion"].eq(criterion.code)]["met"]
        assert (theme.table["status"] == "met").sum() == own.sum()
        assert (theme.table["status"] == "not_met").sum() == (~own.astype(bool)).sum()


@pytest.mark.parametrize("method", ["natural", "quantiles", "equal"])
def test_the_threshold_parts_those_that_meet_it_from_those_that_do_not(shipped, standing, method):
    for code in ("10.1", "11.1", "9.2", "15.3"):
        theme = indicator_theme(standing(2022), code, method=method)
        met_classes = set(theme.table.loc[theme.table["status"].eq("met"), "class"])
        missed_classes = set(theme.table.loc[theme.table["status"].eq("not_met"), "class"])
        assert met_classes
        assert missed_classes
        assert not met_classes & missed_classes
        assert "cần đối chiếu văn bản gốc" in theme.notes[0] or "checked" in theme.notes[0]


def test_what_the_province_has_not_set_has_values_but_no_verdict(shipped, standing):
    theme = indicator_theme(standing(2022), "2.1")
    assert theme.limits.threshold is None
    assert set(theme.table["status"]) == {"unknown"}
    assert theme.table["class"].notna().all()


def test_carried_figures_have_no_indicators_and_say_so(shipped, standing):
    theme = indicator_theme(standing(2022, "2025"), "10.1")
    assert theme.table["class"].isna().all()
    assert theme.notes


def test_what_is_outside_a_marked_part_stands_back(shipped, standing, drawn):
    theme = indicator_theme(standing(2022), "10.1")
    codes = set(theme.table["code"].head(3))
    assert _map(shipped, standing, drawn, theme, faded=codes).faded == codes


def test_a_shortfall_is_said_beside_the_value(shipped, standing):
    table = indicator_theme(standing(2022), "10.1").table
    short = table[table["shortfall"].gt(0)].iloc[0]
    assert short["value"] + short["shortfall"] == pytest.approx(39)
    assert "(" in short["text"]
    assert pd.isna(table["class"]).sum() == 0


def test_tiers_are_counted_as_they_were_published(shipped, standing, drawn):
    content = _map(shipped, standing, drawn, tier_theme(standing(2022)))
    assert [one.count for one in content.legend] == [17, 3, 50, 68, 1, 22]


def test_recognised_communes_that_have_to_catch_up_are_hatched(shipped, standing, drawn):
    short = set(catch_up_table(standing(2022))["code"])
    content = _map(shipped, standing, drawn, tier_theme(standing(2022)))
    codes = list(drawn.match.frame["code"])
    assert {codes[place] for place in content.hatched} == short
    assert content.hatch_count == len(short) == 12
    assert {content.classes[place] for place in content.hatched} == {"recognised"}
    sheet = sheet_of(shipped, standing(2022), drawn, content)
    assert (sheet.hatched, sheet.hatch.label, sheet.hatch.count) == (content.hatched, content.hatch_label, 12)


def test_the_hatching_of_a_district_counts_its_own(shipped, standing, drawn):
    communes = catch_up_table(standing(2022))
    district = drawn.match.frame.set_index("code").loc[communes["code"].iloc[0], "parent_code"]
    view = MapView(layer_address="", district=district)
    content = theme_map(standing(2022), drawn, tier_theme(standing(2022)), view)
    own = drawn.match.frame.set_index("code").loc[list(communes["code"]), "parent_code"].eq(district).sum()
    assert content.hatch_count == own < 12
