"""Which criteria stand in for which: strict, whole, and marked as our own reading."""

import pytest

from ntm_geo.criteria.load import load_criteria_set
from ntm_geo.criteria.set_succession import load_successions

NAME = "successions/commune-2021-to-commune-2026.yaml"
KEYS = ("commune-2021", "commune-2026")


def _sets(folder):
    return {key: load_criteria_set(folder, key) for key in KEYS}


def test_every_new_criterion_has_one_and_every_old_one_is_used_once(law_copy):
    (found,) = load_successions(law_copy.folder, _sets(law_copy.folder))
    assert [code for code, _standing in found.stands_for] == [str(number) for number in range(1, 11)]
    used = [one for _code, standing in found.stands_for for one in standing]
    assert sorted(used, key=int) == [str(number) for number in range(1, 20)]
    assert not found.verified


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"3": ["10", "13"]', '"3": ["10", "30"]'),
        ('"3": ["10", "13"]', '"3": []'),
        ('"3": ["10", "13"]', '"30": ["10", "13"]'),
        ('"10": ["19"]', ""),
        ("source: commune-2021", "source: commune-1999"),
        ("verified: false", "verified: maybe"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(law_copy, refusal, old, new):
    law_copy.spoil(NAME, old, new)
    where, _what, _values = refusal(load_successions, law_copy.folder, _sets(law_copy.folder))
    assert where.startswith("successions/commune-2021-to-commune-2026.yaml:")
