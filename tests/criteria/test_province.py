"""What the province adds to the law."""

from datetime import date

import pytest

from ntm_geo.criteria.province import (
    load_commune_groups,
    load_departments,
    load_other_regions,
    load_province_thresholds,
    load_targets,
)
from ntm_geo.errors import LawError


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "provinces" / "tiny"
    made.mkdir(parents=True)
    return made


def test_the_published_targets(shipped):
    published = [one for one in shipped.targets if one.verified]
    found = {one.key: (one.value, one.sense, one.limit) for one in published}
    assert sorted(found.values(), key=str) == sorted(
        [
            (50, "at_least", None),
            (10, "at_least", None),
            (5, "at_least", None),
            (0, "at_most", 15),
            (0.3, "at_least", None),
        ],
        key=str,
    )
    assert all(one.year == 2025 for one in published)
    others = {one.key: (one.measure, one.value, one.year, one.tier) for one in shipped.targets if not one.verified}
    assert others == {
        "districts": ("districts", 2, 2025, ""),
        "model_hamlets": ("model_hamlets", 0.05, 2025, ""),
        "income": ("income_ratio", 1.5, 2025, ""),
        "mean_2020": ("mean_criteria", 12, 2020, ""),
        "mean_2025": ("mean_criteria", 15.5, 2025, ""),
        "rise_10_14": ("tier_rise", 2, 2025, "c10_14"),
        "rise_5_9": ("tier_rise", 0.7, 2025, "c5_9"),
        "recognised_share": ("recognised_share", 0.3962, 2030, ""),
    }


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("measure: recognised", "measure: best", "measure"),
        ("value: 3", "value: many", "value"),
        ("year", "jahr", "jahr"),
    ],
)
def test_a_slip_in_a_target_is_named(folder, tmp_path, old, new, word):
    text = "- {key: a, name: {vi: Một, en: One}, measure: recognised, value: 3, sense: at_least, year: 2025}\n"
    (folder / "targets.yaml").write_text(text, encoding="utf-8")
    assert load_targets(tmp_path, "tiny")[0].value == 3
    (folder / "targets.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LawError) as caught:
        load_targets(tmp_path, "tiny")
    assert word in str(caught.value.what)
    assert "targets.yaml:1" in caught.value.where


def test_departments_hold_from_a_day_to_a_day(folder, tmp_path):
    (folder / "departments.yaml").write_text(
        '- {key: a, name: {vi: Sở A, en: A}, in_charge_of: ["1"], criteria_set: s, effective: 2021-01-01, expires: 2022-01-01}\n'
        '- {key: b, name: {vi: Sở B, en: B}, in_charge_of: ["1", "2.3"], criteria_set: s, effective: 2022-01-02}\n',
        encoding="utf-8",
    )
    one, other = load_departments(tmp_path, "tiny")
    assert (one.expires.year, other.expires, other.in_charge_of) == (2022, None, ("1", "2.3"))


def test_the_province_sets_thresholds_for_indicators_of_the_set_only(folder, tmp_path, shipped):
    text = """\
- indicator: "2.1"
  values:
    2022-01-01: {for_all: 80, reference: {decision: made up}, verified: false}
    2021-01-01: {for_all: 70, reference: {decision: made up}, verified: false}
"""
    path = folder / "thresholds.yaml"
    path.write_text(text, encoding="utf-8")
    own = load_province_thresholds(tmp_path, "tiny", shipped.criteria_sets)
    assert [value.for_all for value in own["2.1"]] == [70, 80]
    for wrong in (text.replace('"2.1"', '"2.9"'), text.replace("2022-01-01", "2026-01-01")):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(LawError, match="should be one of"):
            load_province_thresholds(tmp_path, "tiny", shipped.criteria_sets)


@pytest.mark.parametrize(
    ("name", "old", "new", "said", "key"),
    [
        ("targets", "limit: 15, ", "", "The key {key} is missing.", "limit"),
        ("targets", "year: 2025", "year: 2025.5", "The value of {key} should be a whole number.", "year"),
        (
            "departments",
            'in_charge_of: ["2"]',
            "in_charge_of: [2]",
            "The value of {key} should be a list of texts in quotes.",
            "in_charge_of",
        ),
        ("departments", "effective: 2020-01-01", "since: 2020-01-01", "The key {key} is not known.", "since"),
        (
            "departments",
            "expires: 2025-06-30",
            "expires: 2025",
            "The value of {key} should be a date such as 2022-12-31.",
            "expires",
        ),
    ],
)
def test_a_wrong_line_is_named_exactly(law_copy, refusal, name, old, new, said, key):
    line = law_copy.spoil(f"provinces/cao-bang/{name}.yaml", old, new)
    read = {"targets": load_targets, "departments": load_departments}[name]
    where, template, values = refusal(read, law_copy.folder, "cao-bang")
    assert (where, template, values["key"]) == (f"cao-bang/{name}.yaml:{line}", said, key)


def test_communes_are_placed_in_groups_of_a_set(folder, tmp_path, shipped):
    row = '- {criteria_set: commune-2026, vintage: "2025", group: "1", codes: ["01288"], reference: {decision: "1"}}\n'
    path = folder / "commune_groups.yaml"
    path.write_text(row, encoding="utf-8")
    found = load_commune_groups(tmp_path, "tiny", shipped.criteria_sets)
    assert found == {("commune-2026", "2025"): {"01288": "1"}}
    path.write_text(row + row.replace('"1", codes', '"2", codes'), encoding="utf-8")
    with pytest.raises(LawError, match="01288"):
        load_commune_groups(tmp_path, "tiny", shipped.criteria_sets)
    path.write_text(row.replace('group: "1"', 'group: "4"'), encoding="utf-8")
    with pytest.raises(LawError, match="1, 2, 3"):
        load_commune_groups(tmp_path, "tiny", shipped.criteria_sets)


def test_a_commune_is_in_one_other_region_at_most(tmp_path, refusal):
    path = tmp_path / "provinces" / "tiny" / "regions.yaml"
    path.parent.mkdir(parents=True)
    row = (
        '- {vintage: "2020", region: southeast, effective: 2022-01-01, codes: ["90001"], reference: {decision: "1"}}\n'
    )
    path.write_text(row, encoding="utf-8")
    options = {"vintage": "2020", "regions": ["southeast"]}
    assert load_other_regions(tmp_path, "tiny", on=date(2022, 12, 31), **options) == {"90001": "southeast"}
    assert load_other_regions(tmp_path, "tiny", on=date(2021, 12, 31), **options) == {}
    assert load_other_regions(tmp_path, "nowhere", on=date(2022, 12, 31), **options) == {}
    path.write_text(row + row, encoding="utf-8")
    where, template, values = refusal(load_other_regions, tmp_path, "tiny", on=date(2022, 12, 31), **options)
    assert where == "tiny/regions.yaml:2"
    assert values["code"] == "90001"
    assert "two regions" in template
