from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ntm_geo.errors import ProvinceError
from ntm_geo.records.recipe import RECIPE_NAME, load_recipe, recipe_folders

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "criteria" / "illustrative" / "cao-bang"


@pytest.fixture
def refused(tmp_path):
    """Return what is said of the shipped recipe with one text replaced."""

    def ask(old, new):
        text = (SHIPPED / RECIPE_NAME).read_text(encoding="utf-8")
        assert old in text
        (tmp_path / RECIPE_NAME).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ProvinceError) as caught:
            load_recipe(tmp_path)
        return caught.value.where.rpartition("recipe.toml")[2], str(caught.value.what)

    return ask


def test_each_recipe_goes_on_where_the_one_before_ends():
    recipes = [load_recipe(folder) for folder in recipe_folders(SHIPPED)]
    assert [recipe.years for recipe in recipes] == [(2020, 2021, 2022, 2023, 2024), (2025,), (2026,)]
    assert [recipe.vintage for recipe in recipes] == ["2020", "2025", "2025"]
    assert recipes[-1].day_of(2026) == date(2026, 9, 30)
    assert recipes[0].day_of(2022) == date(2022, 12, 31)


def test_the_first_recipe_has_ten_published_names():
    recipe = load_recipe(SHIPPED)
    assert len(recipe.recognised) == 10
    assert sum(bool(one.code) for one in recipe.recognised) == 8


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("seed = 318", "sed = 318", "", "The key seed is missing."),
        ("seed = 318", 'seed = "318"', "", "The value of seed should be a whole number."),
        ("seed = 318", "seed = true", "", "The value of seed should be a whole number."),
        ("seed = 318", "seed = 318\nspeed = 1", "", "The key speed is not known."),
        ("remote = 0.50", "remote = 0.50\nfar = 1", " › hardship", "The key far is not known."),
        ("year = 2018", "since = 2018", " › recognised 1", "The key year is missing."),
        ("[tiers.2020]", "[tiers.later]", " › tiers", "The key later is not known."),
    ],
)
def test_a_wrong_key_is_named_with_its_place(refused, old, new, where, what):
    assert refused(old, new) == (where, what)


def test_a_file_that_is_not_toml_says_which_line(refused):
    assert "line 3" in refused("seed = 318", "seed = ")[1]


def test_a_missing_recipe_is_one_error(tmp_path):
    with pytest.raises(ProvinceError, match="recipe of the illustrative figures is missing"):
        load_recipe(tmp_path)


def test_draws_depend_on_seed_and_purpose_alone():
    recipe = load_recipe(SHIPPED)
    one = recipe.draw("values", 3, 2)
    np.testing.assert_array_equal(one, recipe.draw("values", 3, 2))
    assert not np.array_equal(one, recipe.draw("other", 3, 2))
    assert one.shape == (3, 2)
    many = recipe.draw("values", 10_000)
    assert 0 <= many.min() < many.max() < 1
    assert abs(many.mean() - 0.5) < 0.01
