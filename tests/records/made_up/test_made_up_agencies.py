"""Made-up agencies shipped with a province: read once, always marked, empty where a province has none."""

import pytest

from ntm_geo.errors import ProvinceError
from ntm_geo.records.made_up.made_up_agencies import (
    LIST_NAME,
    load_agency_recipe,
    load_made_up_agencies,
    load_made_up_partners,
)
from ntm_geo.records.shipped import illustrative_dir


def test_what_is_shipped_says_that_it_is_made_up(shipped):
    agencies, provenance = load_made_up_agencies(shipped.criteria_dir, shipped.province.key)
    assert provenance.illustrative
    assert agencies["agency"].is_unique
    assert agencies["active"].dtype == "boolean"


def test_earlier_partners_stand_on_the_units_they_were_drawn_for_only(shipped):
    there, _ = load_made_up_partners(shipped.criteria_dir, shipped.province.key, vintage="2020")
    elsewhere, provenance = load_made_up_partners(shipped.criteria_dir, shipped.province.key, vintage="2025")
    assert len(there)
    assert (len(elsewhere), provenance.illustrative) == (0, False)


def test_a_reader_cannot_change_what_the_next_one_reads(shipped):
    first, _ = load_made_up_agencies(shipped.criteria_dir, shipped.province.key)
    first["name"] = "x"
    second, _ = load_made_up_agencies(shipped.criteria_dir, shipped.province.key)
    assert not second["name"].eq("x").any()


def test_a_list_that_is_no_toml_is_refused_by_its_name(shipped, tmp_path):
    home = illustrative_dir(shipped.criteria_dir, shipped.province.key)
    (tmp_path / LIST_NAME).write_bytes((home / LIST_NAME).read_bytes()[:-20])
    with pytest.raises(ProvinceError) as caught:
        load_agency_recipe(tmp_path)
    assert LIST_NAME in caught.value.where


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("most = [1, 3]", 'most = [1, "3"]', " › kinds › department", "The value of most 2 should be a whole number."),
        ("most = [1, 3]", "most = [1]", " › kinds › department", "The key most 2 is missing."),
        ("[kinds.bank]", "[kinds.bazaar]", " › kinds", "The key bazaar is not known."),
        ('kind = "department"', 'kind = "bazaar"', " › agencies 1", "The key bazaar is not known."),
        ("kept = 0.75", "kept = 0.75\nlost = 1", "", "The key lost is not known."),
    ],
)
def test_a_wrong_key_of_the_list_is_named_with_its_place(shipped, tmp_path, old, new, where, what):
    text = (illustrative_dir(shipped.criteria_dir, shipped.province.key) / LIST_NAME).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / LIST_NAME).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProvinceError) as caught:
        load_agency_recipe(tmp_path)
    assert (caught.value.where.rpartition(LIST_NAME)[2], str(caught.value.what)) == (where, what)


def test_a_list_that_is_not_there_is_one_error(tmp_path):
    with pytest.raises(ProvinceError, match="list of illustrative agencies is missing"):
        load_agency_recipe(tmp_path)
