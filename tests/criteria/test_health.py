"""Is the law data whole, dated and referenced?"""

import shutil
from pathlib import Path

import pytest

from ntm_geo.criteria.health import check_law, law_page
from ntm_geo.criteria.load import load_criteria_set
from ntm_geo.i18n import use_language

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data" / "criteria"


def test_the_law_shipped_is_whole(shipped):
    findings = check_law(shipped.criteria_dir, shipped.province.key)
    assert {one.severity for one in findings} == {"info"}
    assert {one.kind for one in findings} <= {"unverified", "not-set", "no-departments", "no-indicators"}
    assert len({one.place for one in findings}) == 57 + 9 + 1  # indicators, parts, indicators of the newer set


def test_the_page_of_unverified_values_is_current(shipped):
    kept = (ROOT / "docs/law.md").read_text(encoding="utf-8")
    assert kept == law_page(tuple(shipped.criteria_sets.values())), (
        "make it anew: python -m ntm_geo law page > docs/law.md"
    )
    assert kept.count("\n| ") - 1 >= 57


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        ("sets/commune-2021/set.yaml", "indicators: 57", "indicators: 58", "count"),
        ("sets/commune-2021/set.yaml", "criteria: 19", "criteria: 20", "count"),
        ("sets/commune-2021/11-poverty.yaml", "318/QĐ-TTg", "999/QĐ-TTg", "unknown-decision"),
        ("sets/commune-2021/11-poverty.yaml", "2021-01-01", "2022-03-08", "late-value"),
        (
            "provinces/cao-bang/departments.yaml",
            'in_charge_of: ["10"], criteria_set: commune-2021',
            'in_charge_of: ["10.1"], criteria_set: commune-2021',
            "nobody-in-charge",
        ),
    ],
)
def test_what_is_missing_is_an_error(tmp_path, file, old, new, kind):
    folder = tmp_path / "criteria"
    shutil.copytree(DATA, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    errors = [one for one in check_law(folder, "cao-bang") if one.severity == "error"]
    assert {one.kind for one in errors} == {kind}
    assert all(str(one.what) for one in errors)


def _errors(law_copy):
    return [(one.kind, str(one.what)) for one in check_law(law_copy.folder, "cao-bang") if one.severity == "error"]


def test_a_criterion_that_is_missing_is_counted_in_words(law_copy):
    (law_copy.folder / "sets/commune-2021/10-income.yaml").unlink()
    counted = [said for kind, said in _errors(law_copy) if kind == "count"]
    assert counted == [
        "The set has 18 criteria, but 19 are expected.",
        "The set has 56 indicators, but 57 are expected.",
    ]


def test_a_department_in_charge_of_what_nobody_asks_for_is_named(law_copy):
    law_copy.spoil("provinces/cao-bang/departments.yaml", '"18.4"', '"18.44"')
    said = "Sở Tư pháp is in charge of 18.44, which no criteria set has."
    assert _errors(law_copy) == [("unknown-code", said)]


def test_a_threshold_the_province_has_set_is_no_longer_missed(law_copy):
    own = '- indicator: "2.1"\n  values:\n    2022-06-01: {for_all: 80, reference: {decision: "1"}, verified: true}\n'
    law_copy.spoil("provinces/cao-bang/thresholds.yaml", "[]", own)
    not_set = {one.place for one in check_law(law_copy.folder, "cao-bang") if one.kind == "not-set"}
    assert "commune-2021 › 2.1" not in not_set
    assert "commune-2021 › 2.2" in not_set


@pytest.mark.parametrize(
    ("old", "new", "key"), [("title:", "titel:", "titel"), ("signed: 2022-03-08", "signed: 2022", "signed")]
)
def test_the_bibliography_is_read_as_strictly(law_copy, refusal, old, new, key):
    line = law_copy.spoil("decisions.yaml", old, new)
    where, _, values = refusal(check_law, law_copy.folder, "cao-bang")
    assert (where, values["key"]) == (f"criteria/decisions.yaml:{line}", key)


def test_the_page_says_what_is_asked_from_when_and_by_which_clause(law):
    page = law_page([law])
    income = "| 10.1 Thu nhập bình quân đầu người | 2022-01-01 | at least 39 million VND/person/year"
    assert f"{income} (Northern midlands and mountains) | 318/QĐ-TTg, 10.1 |\n" in page
    assert " | 2021-01-01 | set by the province | 318/QĐ-TTg, 2.1 |\n" in page
    assert " | 2021-01-01 | pass | 318/QĐ-TTg, 1.1 |\n" in page
    use_language("en")
    assert law_page([law]) == page


def test_the_page_leaves_out_what_was_checked(law_copy):
    law_copy.spoil("sets/commune-2021/10-income.yaml", "verified: false", "verified: true")
    page = law_page([load_criteria_set(law_copy.folder, "commune-2021")])
    assert "Thu nhập bình quân đầu người | 2021-01-01" not in page
    assert "Thu nhập bình quân đầu người | 2022-01-01" in page


def test_a_rule_of_withdrawal_that_names_no_criterion_of_the_set_is_named(law_copy):
    law_copy.spoil("sets/commune-2021/set.yaml", 'named: ["10", "17", "19"]', 'named: ["10", "17", "20"]')
    said = "The rule of withdrawal names criterion 20, which the set does not have."
    assert _errors(law_copy) == [("unknown-code", said)]
