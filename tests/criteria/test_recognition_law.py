"""Rules of recognition as data."""

import pytest

from ntm_geo.criteria.load import load_criteria_set
from ntm_geo.criteria.recognition_law import (
    DEADLINES,
    levels_of,
    load_procedure_rules,
    read_recognition_law,
    recognition_rules,
)
from ntm_geo.criteria.yaml_source import read_section
from ntm_geo.errors import LawError


def test_the_rules_shipped_are_those_told_to_us_and_not_checked(shipped):
    law = shipped.criteria_sets["commune-2021"].recognition
    assert (law.withdrawal.named_from, law.withdrawal.always_from) == (0.3, 0.5)
    assert law.withdrawal.named == ("10", "17", "19")
    assert law.ends_with_set.levels == ("advanced", "model")
    assert [condition.key for condition in law.conditions_of()] == ["construction_debt", "satisfaction", "security"]
    rules = recognition_rules(law)
    assert len(rules) == 9
    assert not any(rule.verified for _text, rule in rules)


def test_of_the_new_set_no_rule_is_known(shipped):
    assert shipped.criteria_sets["commune-2026"].recognition is None
    assert recognition_rules(None) == []


def test_levels_of_the_years_of_each_set(shipped):
    sets = shipped.criteria_sets
    assert levels_of(sets["commune-2021"]) == ("standard", "advanced", "model")
    assert levels_of(sets["commune-2026"]) == ("standard", "modern")
    assert levels_of(shipped.law.others["hamlet-2019"]) == ("standard", "advanced", "model", "modern")
    rules = recognition_rules(None, sets["commune-2026"].levels)
    assert [text for text, _rule in rules] == ["levels of its years: standard, modern"]


def test_conditions_that_figures_tell_of(shipped):
    rules = {rule.key: rule for rule in shipped.criteria_sets["commune-2021"].recognition.conditions}
    assert (rules["model_income"].judged_by, rules["model_income"].above) == ("advanced_level", 0.1)
    assert rules["advanced_of_period"].judged_by == "advanced_set"
    assert not rules["smart_hamlet"].judged_by


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("named_from: 0.30", "named_from: 0.60"),
        ("always_from: 0.50", "always_from: 1.50"),
        ('levels: ["advanced", "model"]', 'levels: ["gold"]'),
        ("    named:", "    names:"),
        ("  conditions:", "  condition:"),
        ('known: ["standard", "advanced", "model"]', 'known: ["silver"]'),
        ("judged_by: advanced_set", "judged_by: somebody"),
        ("      above: 0.10\n", ""),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(law_copy, old, new):
    law_copy.spoil("sets/commune-2021/set.yaml", old, new)
    with pytest.raises(LawError, match=r"set.yaml:\d+"):
        load_criteria_set(law_copy.folder, "commune-2021")


def test_a_set_that_says_nothing_has_none(law_copy):
    assert read_recognition_law(read_section(law_copy.folder / "sets/commune-2026/set.yaml")) is None


def test_days_and_votes_of_the_procedure_are_read_and_marked(shipped):
    rules = load_procedure_rules(shipped.criteria_dir)
    assert set(rules.days) == set(DEADLINES)
    assert (rules.vote_above, rules.verified) == (0.5, False)


@pytest.mark.parametrize(
    "line", ["{deadline: never, days: 3, verified: false}", "{deadline: council, days: x, verified: false}"]
)
def test_a_deadline_that_is_none_is_told_with_its_place(tmp_path, line):
    (tmp_path / "procedure.yaml").write_text(f"- {line}\n", encoding="utf-8")
    with pytest.raises(LawError, match=r"procedure\.yaml:1"):
        load_procedure_rules(tmp_path)
