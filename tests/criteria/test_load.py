"""The criteria set of 2021-2025, and what the reader refuses."""

import shutil
from pathlib import Path

import pytest

from ntm_geo.criteria.load import list_criteria_sets, load_criteria_set
from ntm_geo.errors import LawError

DATA = Path(__file__).resolve().parents[2] / "data" / "criteria"
NAMES = {
    "1": "Quy hoạch",
    "2": "Giao thông",
    "3": "Thủy lợi và phòng, chống thiên tai",
    "4": "Điện",
    "5": "Trường học",
    "6": "Cơ sở vật chất văn hóa",
    "7": "Cơ sở hạ tầng thương mại nông thôn",
    "8": "Thông tin và Truyền thông",
    "9": "Nhà ở dân cư",
    "10": "Thu nhập",
    "11": "Nghèo đa chiều",
    "12": "Lao động",
    "13": "Tổ chức sản xuất và phát triển kinh tế nông thôn",
    "14": "Giáo dục và Đào tạo",
    "15": "Y tế",
    "16": "Văn hóa",
    "17": "Môi trường và an toàn thực phẩm",
    "18": "Hệ thống chính trị và tiếp cận pháp luật",
    "19": "Quốc phòng và An ninh",
}


def test_five_groups_nineteen_criteria_fifty_seven_indicators(shipped):
    law = shipped.criteria_sets["commune-2021"]
    assert {one.code: one.name.vi for one in law.criteria} == NAMES
    assert [one.code for one in law.groups] == ["I", "II", "III", "IV", "V"]
    indicators = [one for criterion in law.criteria for one in criterion.indicators]
    assert len(indicators) == 57
    assert all(one.name.vi and one.name.en for one in indicators)
    assert all(value.reference.decision and value.reference.clause for one in indicators for value in one.values)


def test_every_threshold_is_marked_as_not_yet_checked(shipped):
    values = [v for c in shipped.criteria_sets["commune-2021"].criteria for i in c.indicators for v in i.values]
    assert not any(value.verified for value in values)


def test_the_sets_shipped():
    assert list_criteria_sets(DATA) == ("commune-2021", "commune-2026")


@pytest.mark.parametrize(
    ("file", "old", "new", "word"),
    [
        ("10-income.yaml", "sense: at_least", "sens: at_least", "sens"),
        ("10-income.yaml", "unit: million_vnd_per_person_year", "unit: dong", "unit"),
        ("10-income.yaml", "2022-01-01:", "2031-01-01:", "2031-01-01"),
        ("10-income.yaml", "2022-01-01:", "soon:", "soon"),
        ("10-income.yaml", 'code: "10.1"', 'code: "11.1"', "11.1"),
        ("10-income.yaml", 'code: "10.1"', "code: 10.1", "code"),
        ("10-income.yaml", 'code: "10"', 'code: "9"', "9"),
        ("10-income.yaml", "northern_midlands_and_mountains: 36", "nowhere: 36", "nowhere"),
        ("10-income.yaml", "northern_midlands_and_mountains: 36", 'northern_midlands_and_mountains: "36"', "number"),
        (
            "10-income.yaml",
            "by_region: {northern_midlands_and_mountains: 36}",
            "for_all: 1\n        set_by_province: true",
            "Exactly one",
        ),
        ("10-income.yaml", "verified: false", "verified: maybe", "verified"),
        ("10-income.yaml", 'reference: {decision: "318/QĐ-TTg", clause: "10.1"}', "reference: {}", "decision"),
        ("10-income.yaml", 'group: "III"', 'group: "VI"', "group"),
        ("set.yaml", "expects:", "expect:", "expect"),
        ("05-schools.yaml", 'code: "5.1b"', 'code: "5.2b"', "5.2b"),
        ("05-schools.yaml", 'code: "5.1b"', 'code: "5.1bb"', "5.1bb"),
        ("05-schools.yaml", "sense: count", "sense: pass", "values"),
        ("05-schools.yaml", 'figure: "5.1c"', 'figure: "5.1z"', "5.1z"),
        ("05-schools.yaml", 'figure: "5.1c"', 'figure: "5.1a"', "5.1a"),
        ("05-schools.yaml", "met_when: all_parts\n    parts", "met_when: some\n    parts", "met_when"),
        ("05-schools.yaml", "    met_when: all_parts\n    parts", "    parts", "met_when"),
        ("05-schools.yaml", "above: 3, ", "", "above"),
        ("05-schools.yaml", "    sense: pass\n", "    sense: at_least\n", "5.1"),
        ("10-income.yaml", "    sense: at_least", "    met_when: any_part\n    sense: at_least", "10.1"),
        ("10-income.yaml", "by_region: {northern_midlands_and_mountains: 36}", 'by_group: {"1": 36}', "1"),
    ],
)
def test_a_slip_is_named_with_its_file(tmp_path, file, old, new, word):
    folder = tmp_path / "criteria"
    shutil.copytree(DATA, folder)
    path = folder / "sets/commune-2021" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawError) as caught:
        load_criteria_set(folder, "commune-2021")
    assert word in str(caught.value.what)
    assert f"commune-2021/{file}:" in caught.value.where or "11-" in caught.value.where or "09-" in caught.value.where


def test_a_set_that_is_not_there():
    with pytest.raises(LawError) as caught:
        load_criteria_set(DATA, "commune-1999")
    assert "set.yaml" in caught.value.where


INCOME = "sets/commune-2021/10-income.yaml"
PLANNING = "sets/commune-2021/01-planning.yaml"
BY_REGION = "by_region: {northern_midlands_and_mountains: 36}"


@pytest.mark.parametrize(
    ("name", "old", "new", "said", "key"),
    [
        (INCOME, "unit: million", "unti: million", "The key {key} is not known.", "unti"),
        (INCOME, "2022-01-01:", "2021-01-01:", "The key {key} stands twice.", "2021-01-01"),
        (INCOME, "2022-01-01:", "2022-01-01 07:00:00:", "The key {key} should be a date such as 2022-12-31.", None),
        (INCOME, "{northern_midlands_and_mountains: 36", "{7: 36", "The key {key} is not known.", 7),
        (INCOME, BY_REGION, "by_region: {}", "The value of {key} should be a mapping.", "by_region"),
        (
            INCOME,
            BY_REGION,
            "set_by_province: false",
            "The value of {key} should be true; leave the key out otherwise.",
            "set_by_province",
        ),
        ("units.yaml", 'sign: {vi: "%",', "sign: {vi: 5,", "The value of {key} should be a text in quotes.", "vi"),
        ("units.yaml", 'sign: {vi: "%",', "sign: {", "The key {key} is missing.", "vi"),
        ("units.yaml", "percent: {name:", "7: {name:", "The key {key} should be a text in quotes.", 7),
        ("breakdowns.yaml", "red_river_delta:", "7:", "The key {key} should be a text in quotes.", 7),
        (
            "sets/commune-2021/set.yaml",
            "at_least: 15",
            "at_least: 15.5",
            "The value of {key} should be a whole number.",
            "at_least",
        ),
        (
            "sets/commune-2021/set.yaml",
            "expires: 2025-12-31",
            "expires: 2025",
            "The value of {key} should be a date such as 2022-12-31.",
            "expires",
        ),
    ],
)
def test_a_wrong_line_is_named_exactly(law_copy, refusal, name, old, new, said, key):
    line = law_copy.spoil(name, old, new)
    where, template, values = refusal(load_criteria_set, law_copy.folder, "commune-2021")
    folder, file = f"criteria/{name}".rsplit("/", 2)[-2:]
    assert (where, template) == (f"{folder}/{file}:{line}", said)
    assert key in {None, values["key"]}


def test_a_threshold_without_any_value_is_named_with_its_day(law_copy, refusal):
    line = law_copy.spoil(INCOME, f"        {BY_REGION}\n", "")
    where, template, _ = refusal(load_criteria_set, law_copy.folder, "commune-2021")
    assert (where, template) == (
        f"commune-2021/10-income.yaml:{line}",
        "Exactly one of these keys is needed: {choices}.",
    )


def test_pass_or_fail_has_no_other_threshold_than_1(law_copy, refusal):
    line = law_copy.spoil(PLANNING, "for_all: 1", "for_all: 80")
    where, template, values = refusal(load_criteria_set, law_copy.folder, "commune-2021")
    assert where == f"commune-2021/01-planning.yaml:{line - 2}"
    assert (template, values["code"]) == ("Indicator {code} is passed or not: its value is 1 for all.", "1.1")


def test_the_set_says_where_it_stands_and_when_it_holds(law):
    assert law.reference.decision == "318/QĐ-TTg"
    assert (law.effective.isoformat(), law.expires.isoformat()) == ("2021-01-01", "2025-12-31")
    assert law.expects == (19, 57)
    assert [(tier.key, tier.at_least) for tier in law.tiers] == [
        ("recognised", None),
        ("c15_18", 15),
        ("c10_14", 10),
        ("c5_9", 5),
        ("c0_4", 0),
    ]


BY_GROUP = """
indicators:
  - code: "1.1"
    name: {vi: "Tỷ lệ", en: "Share"}
    unit: percent
    sense: at_least
    values:
      2026-01-01:
        by_group: %s
        reference: {decision: "51/2025/QĐ-TTg"}
        verified: false
"""


def _with_an_indicator(tmp_path, by_group):
    folder = tmp_path / "criteria"
    shutil.copytree(DATA, folder)
    head, first = (folder / "sets" / "commune-2026" / name for name in ("set.yaml", "01-planning.yaml"))
    head.write_text(head.read_text(encoding="utf-8").replace("indicators: 0", "indicators: 1"), encoding="utf-8")
    first.write_text(first.read_text(encoding="utf-8") + BY_GROUP % by_group, encoding="utf-8")
    return folder


def test_a_level_a_group_of_communes(tmp_path):
    law = load_criteria_set(_with_an_indicator(tmp_path, '{"1": 95, "2": 80, "3": 60}'), "commune-2026")
    assert law.indicator("1.1").values[0].by_group == (("1", 95.0), ("2", 80.0), ("3", 60.0))


@pytest.mark.parametrize(("by_group", "word"), [('{"1": 95, "2": 80}', "3"), ('{"1": 9, "2": 8, "3": 7, "4": 6}', "4")])
def test_a_group_that_lacks_or_is_not_there_is_named(tmp_path, by_group, word):
    with pytest.raises(LawError, match=word):
        load_criteria_set(_with_an_indicator(tmp_path, by_group), "commune-2026")
