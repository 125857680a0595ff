from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ntm_geo.criteria.model import CriteriaSet, Criterion, Reference, TierRule
from ntm_geo.errors import ProvinceError
from ntm_geo.i18n import Localized
from ntm_geo.illustration.illustrated_results import draw_hardship, draw_recognitions, draw_results, rank, spacing_km
from ntm_geo.records.recipe import HardshipRecipe, load_recipe

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "criteria" / "illustrative" / "cao-bang"
NAME = Localized(vi="", en="")
TIERS = {"recognised": 2, "c15_18": 1, "c10_14": 3, "c5_9": 4, "c0_4": 2}
LATER = {"recognised": 3, "c15_18": 2, "c10_14": 3, "c5_9": 3, "c0_4": 1}
CODES = pd.Index([f"{n:05d}" for n in range(12)])


@pytest.fixture(scope="module")
def law():
    leasts = {"recognised": None, "c15_18": 15, "c10_14": 10, "c5_9": 5, "c0_4": 0}
    return CriteriaSet(
        key="toy",
        name=NAME,
        reference=Reference(decision="made up"),
        effective=pd.Timestamp("2021-01-01").date(),
        expires=pd.Timestamp("2025-12-31").date(),
        regions=(),
        groups=(),
        criteria=tuple(Criterion(code=str(n), name=NAME, group="I", indicators=()) for n in range(1, 20)),
        tiers=tuple(TierRule(key=key, name=NAME, at_least=least) for key, least in leasts.items()),
    )


@pytest.fixture(scope="module")
def recipe():
    shipped = load_recipe(SHIPPED)
    return shipped.model_copy(update={"tiers": {2021: TIERS, 2022: LATER}, "unknown": {2021: 3}, "recognised": ()})


@pytest.fixture(scope="module")
def drawn(law, recipe):
    hardship = rank(recipe.draw("anything", 12)) / 11
    won = draw_recognitions(hardship, recipe, codes=CODES, criteria_set=law)
    return hardship, won, draw_results(hardship, won, recipe, criteria_set=law)


def test_ranks_go_from_the_least_up_and_the_first_of_equals_goes_first():
    assert rank(np.array([3.0, 1.0, 3.0, 2.0])).tolist() == [2, 0, 3, 1]


def test_remote_border_and_small_communes_have_it_harder(recipe):
    units = pd.DataFrame(
        {
            "code": ["a", "b", "c", "d", "e"],
            "kind": ["ward", "commune", "commune", "commune", "commune"],
            "lon": [100.0, 100.1, 100.5, 101.0, 101.5],
            "lat": 10.0,
            "border": [False, False, False, False, True],
        },
    )
    hardship = recipe.hardship.model_copy(update={"chance": 0.0, "small": 0.0})
    certain = recipe.model_copy(update={"hardship": hardship})
    assert draw_hardship(units, certain).tolist() == [0, 1 / 3, 2 / 3, 1]
    only_small = HardshipRecipe(remote=0.0, border=0.0, small=1.0, chance=0.0)
    hard = draw_hardship(units, recipe.model_copy(update={"hardship": only_small}))
    assert np.argsort(spacing_km(units))[::-1].tolist() == np.argsort(hard).tolist()


def test_the_easiest_communes_are_recognised_and_stay_so(law, recipe, drawn):
    hardship, won, _met = drawn
    assert [(won == year).sum() for year in (2021, 2022)] == [2, 1]
    assert hardship[won == 2021].max() < hardship[won == 2022].min()
    assert hardship[won > 0].max() < hardship[won == 0].min()


def test_more_names_than_recognised_communes_are_refused(law, recipe):
    named = load_recipe(SHIPPED).recognised
    too_many = tuple(one.model_copy(update={"code": CODES[n], "year": 2020}) for n, one in enumerate(named[:4]))
    recipe = recipe.model_copy(update={"recognised": too_many})
    with pytest.raises(ProvinceError, match="More communes are named as recognised by 2021"):
        draw_recognitions(np.linspace(0, 1, 12), recipe, codes=CODES, criteria_set=law)


def test_each_years_tiers_are_filled_exactly(drawn):
    _hardship, won, met = drawn
    for number, (year, tiers) in enumerate({2021: TIERS, 2022: LATER}.items()):
        free = ~((won > 0) & (won <= year))
        counts = (met[number] == 1).sum(axis=1)[free]
        steps = [((counts >= least) & (counts < top)).sum() for least, top in ((15, 19), (10, 15), (5, 10), (0, 5))]
        assert steps == [tiers[key] for key in ("c15_18", "c10_14", "c5_9", "c0_4")]


def test_communes_recognised_under_the_set_meet_all_its_criteria(drawn):
    _hardship, won, met = drawn
    assert (met[1][won > 0] == 1).all()


def test_the_unknown_never_opens_a_tier(drawn):
    _hardship, won, met = drawn
    forgotten = np.isnan(met[0]).any(axis=1)
    assert np.isnan(met[0]).sum() == forgotten.sum() == 3
    counts = (met[0] == 1).sum(axis=1)[forgotten & (won != 2021)]
    assert not set(counts) & {4, 9, 14}


def test_two_criteria_are_lost_and_others_gained_instead(drawn):
    _hardship, _won, met = drawn
    assert ((met[0] == 1) & (met[1] == 0)).sum() == 2
