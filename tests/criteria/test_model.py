"""The law as frozen objects."""

import dataclasses

import pytest


def test_criteria_and_indicators_are_found_by_code(shipped):
    law = shipped.criteria_sets["commune-2021"]
    assert law.criterion("10").name.vi == "Thu nhập"
    assert law.indicator("10.1").unit == "million_vnd_per_person_year"
    for code in ("20", "10.9", ""):
        with pytest.raises(KeyError):
            law.indicator(code)
        with pytest.raises(KeyError):
            law.criterion(code)


def test_nobody_changes_the_law_by_accident(shipped):
    with pytest.raises(dataclasses.FrozenInstanceError):
        shipped.criteria_sets["commune-2021"].key = "mine"
    hash(shipped.criteria_sets["commune-2021"])
