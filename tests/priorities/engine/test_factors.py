"""Factors and purposes are whole: a name, a source, and only factors that exist."""

from ntm_geo.priorities.engine import FACTORS


def test_every_factor_is_named_in_both_languages():
    for key, one in FACTORS.items():
        assert one.key == key
        assert all((one.name.vi, one.name.en, one.source.vi, one.source.en))
