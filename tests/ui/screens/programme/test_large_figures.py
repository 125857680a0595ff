"""Large figures: the same numbers as everywhere, in the reader's language."""

import dataclasses
import re

import pandas as pd
import pytest

from ntm_geo.assessment import period
from ntm_geo.records.figures import load_figures
from ntm_geo.ui.kit import cache
from ntm_geo.ui.screens.programme import large_figures


@pytest.fixture(scope="module")
def half_known(shipped):
    """An assessment in which a third of the communes have reported nothing but what they meet."""
    kept = load_figures(shipped)
    codes = sorted(kept.results["code"].unique())[::3]
    silent = kept.results["code"].isin(codes) & kept.results["met"].eq(False)
    told = dataclasses.replace(kept, results=kept.results.assign(met=kept.results["met"].mask(silent, pd.NA)))
    return period.assess_period(shipped, told, period=2022, vintage="2020")


def _shown(standing):
    parts = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large_figures.st, "html", lambda body: parts.append(str(body)))
        large_figures.show_tiers(standing)
        large_figures.show_targets(standing)
    return "".join(parts)


def _html(at):
    return "".join(one.proto.body for one in at.get("html"))


def test_the_five_tiers_are_those_of_the_assessment(app):
    page = _html(app())
    large_figures = re.findall(r'ntm-card".*?ntm-figure">([^<]+)<', page, flags=re.DOTALL)
    counts = cache.assessment(2022, "2020").assessment.tier_counts
    assert large_figures == ["17", "3", "50", "68", "1"]
    assert [int(one) for one in large_figures] == [
        counts[tier] for tier in ("recognised", "c15_18", "c10_14", "c5_9", "c0_4")
    ]
    assert "12,2%" in page


def test_every_target_has_its_figure_and_a_sentence(app):
    page = _html(app())
    targets = re.findall(r'ntm-row">.*?ntm-figure">([^<]+)<.*?ntm-say">([^<]+)<', page, flags=re.DOTALL)
    assert [figure for figure, _ in targets] == [
        "17 / 50", "0 / 10", "0 / 5", "119 → 0", "1,2% / 30%", "chưa có số liệu / 2", "chưa có số liệu / 5%",
        "chưa có số liệu / 1,5 lần", "10,2 / 15,5", "0,9 / 2", "0,7 / 0,7",
    ]  # fmt: skip
    assert all("2022" in sentence for _, sentence in [*targets[:5], *targets[8:]])
    assert len(targets) == len(period.summary(cache.assessment(2022, "2020"))["targets"])


def test_cards_add_up_to_all_communes_where_data_are_missing(half_known):
    cards = re.findall(r'<div class="(ntm-card[^"]*)".*?ntm-name">([^<]+)<.*?ntm-figure">([^<]+)<', _shown(half_known))
    assert sum(int(figure) for _kind, _name, figure in cards) == half_known.communes == 139
    assert (cards[-1][0], cards[-1][1]) == ("ntm-card ntm-unknown", "Chưa đủ số liệu")


def test_a_bar_shows_what_is_not_known_as_such(half_known):
    page = _shown(half_known)
    [below] = [one for one in half_known.assessment.progress if one.target.measure == "below_criteria"]
    assert f"{below.actual}–{below.possible} → 0" in page
    assert f"ít nhất {below.actual}, nhiều nhất {below.possible} trong 139 xã dưới 15 tiêu chí" in page
    bars = [
        (int(done), int(left))
        for done, left in re.findall(r'<i style="width:(\d+)%"></i><b style="width:(\d+)%"', page)
    ]
    assert all(done + left <= 101 for done, left in bars)
    assert any(left for _done, left in bars)


def test_recognised_communes_that_miss_criteria_are_told_on_their_card(app):
    assert "5 xã còn đủ 19/19 tiêu chí" in _html(app())


def test_english_writes_numbers_its_own_way(app):
    assert "12.2%" in _html(app(lang="en"))


def test_every_tier_is_set_against_the_year_before_where_the_set_is_the_same(app):
    assert "+3 so với năm 2021" in _html(app())
    assert "so với năm 2019" not in _html(app(period="2020"))
