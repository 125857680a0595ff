"""Large figures: the same numbers as everywhere, in the reader's language."""

import re

from ntm_geo.ui import cache
from ntm_geo.workflows import assess


def _html(at):
    return "".join(one.proto.body for one in at.get("html"))


def test_the_five_tiers_are_those_of_the_assessment(app):
    page = _html(app())
    figures = re.findall(r'ntm-card".*?ntm-figure">([^<]+)<', page, flags=re.DOTALL)
    counts = cache.assessment(2022, "2020").assessment.tier_counts
    assert figures == ["17", "3", "50", "68", "1"]
    assert [int(one) for one in figures] == [
        counts[tier] for tier in ("recognised", "c15_18", "c10_14", "c5_9", "c0_4")
    ]
    assert "12,2%" in page


def test_every_target_has_its_figure_and_a_sentence(app):
    page = _html(app())
    targets = re.findall(r'ntm-row">.*?ntm-figure">([^<]+)<.*?ntm-say">([^<]+)<', page, flags=re.DOTALL)
    assert [figure for figure, _ in targets] == ["17 / 50", "0 / 10", "0 / 5", "119 → 0", "1,2% / 30%"]
    assert all(sentence.startswith("Đến hết năm 2022") and sentence.endswith(".") for _, sentence in targets)
    assert len(targets) == len(assess.summary(cache.assessment(2022, "2020"))["targets"])


def test_english_writes_numbers_its_own_way(app):
    assert "12.2%" in _html(app(lang="en"))


def test_every_tier_is_set_against_the_year_before_where_the_set_is_the_same(app):
    assert "+3 so với 2021" in _html(app())
    assert "so với 2019" not in _html(app(period="2020"))
