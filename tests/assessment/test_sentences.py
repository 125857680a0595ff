"""Figures as sentences that can be read aloud."""

import dataclasses

import pytest

from ntm_geo.assessment.sentences import recognised_sentence, target_sentence, tier_sentences
from ntm_geo.i18n import use_language


@pytest.fixture(params=["vi", "en"])
def language(request):
    use_language(request.param)
    yield request.param
    use_language("vi")


def test_merged_communes_that_wait_are_said_with_the_recognised(standing):
    use_language("vi")
    assert "chờ quyết định" not in recognised_sentence(standing(2022))
    waiting = len(standing(2022, "2025").pending)
    assert f"Trong đó {waiting} xã mới sáp nhập đang chờ quyết định" in recognised_sentence(standing(2022, "2025"))


def test_each_tier_has_a_sentence_with_its_figure(shipped, standing, language):
    sentences = tier_sentences(standing(2022))
    assert len(sentences) == 5
    for sentence, figure in zip(sentences, (17, 3, 50, 68, 1), strict=True):
        assert str(figure) in sentence
        assert sentence.endswith(".")
    assert ("12,2%" if language == "vi" else "12.2%") in sentences[0]


def test_each_target_has_a_sentence(shipped, standing, language):
    shown = standing(2022)
    sentences = {one.target.measure: target_sentence(one, shown) for one in shown.assessment.progress}
    assert set(sentences) == {one.measure for one in shipped.targets_of(2022)}
    assert "33" in sentences["recognised"]
    assert "119" in sentences["below_criteria"]
    assert "16" in sentences["hamlet_share"]
    assert "1.300" in sentences["hamlet_share"] or language == "en"
    assert all("{" not in one for one in sentences.values())


def test_a_target_without_figures_is_neither_met_nor_unmet(standing, language):
    shown = standing(2022)
    open_ones = [one for one in shown.assessment.progress if not one.known]
    assert [one.key for one in open_ones] == ["districts", "model_hamlets", "income"]
    said = "chưa có số liệu" if language == "vi" else "no figures"
    assert all(said in target_sentence(one, shown) and not one.met for one in open_ones)


def test_a_target_that_was_not_compared_says_so(standing, language):
    shown = standing(2022)
    said = "chưa đối chiếu" if language == "vi" else "not compared"
    for one in shown.assessment.progress:
        assert (said in target_sentence(one, shown)) is not one.target.verified


def test_a_target_that_is_met_is_said_to_be(standing, language):
    shown = standing(2022)
    for one in shown.assessment.progress:
        if one.met or not one.known:
            continue
        met = dataclasses.replace(one, met=True, remaining=0)
        assert target_sentence(met, shown) != target_sentence(one, shown)


def test_communes_that_cannot_be_placed_are_named(shipped, standing):
    shown = standing(2022)
    counts = dict(shown.assessment.tier_counts) | {"unknown": 4}
    unsure = dataclasses.replace(shown, assessment=dataclasses.replace(shown.assessment, tier_counts=counts))
    assert len(tier_sentences(unsure)) == 6
    assert "4" in tier_sentences(unsure)[-1]
