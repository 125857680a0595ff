"""The bibliography is read with the days that are known, and no others."""

from datetime import date

from ntm_geo.criteria.decisions import load_decisions


def test_days_are_those_published_and_what_is_not_known_is_left_out(shipped):
    decisions = {decision.number: decision for decision in load_decisions(shipped.criteria_dir)}
    assert decisions["51/2025/QĐ-TTg"].in_force == date(2026, 2, 15)
    assert decisions["211/QĐ-TTg"].signed == date(2024, 3, 1)
    assert decisions["03/2024/QĐ-TTg"].signed is None


def test_an_unknown_key_names_its_line(law_copy, refusal):
    line = law_copy.spoil("decisions.yaml", "signed: 2022-03-08", "sighned: 2022-03-08")
    where, _template, _values = refusal(load_decisions, law_copy.folder)
    assert where == f"criteria/decisions.yaml:{line}"
