"""Illustrative agencies: public names, everything else drawn, the same again byte for byte."""

import pandas as pd
import pytest

from ntm_geo.boundaries.units import read_units
from ntm_geo.errors import ProvinceError
from ntm_geo.illustration import illustrated_agencies as made
from ntm_geo.records.made_up import made_up_agencies as made_up
from ntm_geo.records.recipe import load_recipe
from ntm_geo.records.shipped import illustrative_dir
from ntm_geo.tables.agency_table import AGENCY_KINDS


@pytest.fixture(scope="module")
def home(shipped):
    return illustrative_dir(shipped.criteria_dir, shipped.province.key)


@pytest.fixture(scope="module")
def units(shipped, home):
    return read_units(shipped.province, load_recipe(home).vintage)


def test_what_is_shipped_is_what_the_recipe_makes(home, units, tmp_path):
    for path in made.write_agencies(tmp_path, home, units):
        assert path.read_bytes() == (home / path.name).read_bytes()


def test_capacity_and_money_stay_within_what_the_recipe_says(shipped, home):
    table, provenance = made_up.load_made_up_agencies(shipped.criteria_dir, shipped.province.key)
    recipe = made_up.load_agency_recipe(home)
    assert provenance.illustrative
    assert set(table["kind"]) == set(AGENCY_KINDS)
    for key, kind in recipe.kinds.items():
        own = table[table["kind"].eq(key)]
        assert own["capacity_max"].between(*kind.most).all()
        assert own["resources"].between(*kind.resources).all()
    assert table[["lon", "lat", "home"]].notna().all().all()


def test_border_posts_stay_in_their_district_and_help_the_border(shipped, units):
    agencies, _ = made_up.load_made_up_agencies(shipped.criteria_dir, shipped.province.key)
    partners, _ = made_up.load_made_up_partners(shipped.criteria_dir, shipped.province.key, vintage="2020")
    posts = agencies[agencies["agency"].str.startswith("border-post")].set_index("agency")
    helped = partners[partners["agency"].isin(posts.index)].merge(units, on="code")
    assert len(posts) > 10
    assert helped["border"].all()
    assert (helped["agency"].map(posts["only_districts"]) == helped["parent_code"]).all()


def test_most_partners_stay_from_one_year_to_the_next(shipped):
    partners, _ = made_up.load_made_up_partners(shipped.criteria_dir, shipped.province.key, vintage="2020")
    years = {year: set(zip(rows["agency"], rows["code"], strict=True)) for year, rows in partners.groupby("year")}
    kept = len(years[2021] & years[2022]) / len(years[2022])
    assert 0.5 < kept < 1


def test_a_province_without_a_list_has_no_agencies(tmp_path):
    table, provenance = made_up.load_made_up_agencies(tmp_path, "toy")
    assert (len(table), provenance.illustrative) == (0, False)
    assert made.write_agencies(tmp_path, tmp_path, pd.DataFrame()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [('kind = "bank"', 'kind = "friend"'), ('home = "01696"', 'home = "99999"'), ("kept = 0.75", "")],
)
def test_a_list_that_cannot_be_used_is_refused(home, units, tmp_path, old, new):
    text = (home / made_up.LIST_NAME).read_text(encoding="utf-8").replace(old, new, 1)
    (tmp_path / made_up.LIST_NAME).write_text(text, encoding="utf-8")
    (tmp_path / "recipe.toml").write_bytes((home / "recipe.toml").read_bytes())
    with pytest.raises(ProvinceError):
        made.write_agencies(tmp_path, tmp_path, units)
