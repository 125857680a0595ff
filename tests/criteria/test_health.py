"""Is the law data whole, dated and referenced?"""

import shutil
from pathlib import Path

import pytest

from ntm_geo.criteria.health import check_law, law_page

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data" / "criteria"


def test_the_law_shipped_is_whole(shipped):
    findings = check_law(shipped.criteria_dir, shipped.province.key)
    assert {one.severity for one in findings} == {"info"}
    assert {one.kind for one in findings} <= {"unverified", "not-set"}
    assert len({one.place for one in findings}) == 57


def test_the_page_of_unverified_values_is_current(shipped):
    kept = (ROOT / "docs/law.md").read_text(encoding="utf-8")
    assert kept == law_page(shipped.criteria_set), "make it anew: python -m ntm_geo law page > docs/law.md"
    assert kept.count("\n| ") - 1 >= 57


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        ("sets/commune-2021/set.yaml", "indicators: 57", "indicators: 58", "count"),
        ("sets/commune-2021/set.yaml", "criteria: 19", "criteria: 20", "count"),
        ("sets/commune-2021/11-poverty.yaml", "318/QĐ-TTg", "999/QĐ-TTg", "unknown-decision"),
        ("sets/commune-2021/11-poverty.yaml", "2021-01-01", "2022-03-08", "late-value"),
        ("provinces/cao-bang/departments.yaml", 'in_charge_of: ["10"]', 'in_charge_of: ["10.1"]', "nobody-in-charge"),
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
