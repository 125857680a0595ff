"""What it takes to complete a criterion: whole, not negative, and nothing waits for itself."""

import pytest

from ntm_geo.criteria.efforts import load_efforts

NAME = "efforts/commune-2021.yaml"


def test_every_criterion_has_a_cost_and_all_say_they_are_made_up(law_copy, law):
    found = load_efforts(law_copy.folder, law)
    assert list(found.costs) == [one.code for one in law.criteria]
    assert found.before == {"7": ("2",)}
    assert found.illustrative


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"7": ["2"]', '"7": ["7"]'),
        ('"7": ["2"]', '"7": ["2"]\n  "2": ["7"]'),
        ('"7": ["2"]', '"7": ["77"]'),
        ('"10": {fixed: 600', '"10": {fixed: -600'),
        ("hamlet: 150", "hamlet: many"),
        ('  "19": {fixed: 120, per_gap: 120}\n', ""),
        ("criteria_set: commune-2021", "criteria_set: commune-2026"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(law_copy, law, refusal, old, new):
    law_copy.spoil(NAME, old, new)
    where, _what, _values = refusal(load_efforts, law_copy.folder, law)
    assert where.startswith("efforts/commune-2021.yaml:")
