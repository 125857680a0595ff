"""Levels of the province's region on a day; of another region only for communes placed there."""

from datetime import date

import pytest

from ntm_geo.assessment.judged_by.levels_in_force import province_levels, regional_levels
from ntm_geo.errors import NotInForceError


def test_the_level_of_the_year_is_asked_for(shipped):
    law = shipped.criteria_sets["commune-2021"]
    asked = [
        province_levels(shipped, law, date(year, 12, 31)).set_index("indicator").loc["10.1", "threshold"]
        for year in (2021, 2022, 2025)
    ]
    assert asked == [36, 39, 48]
    with pytest.raises(NotInForceError):
        province_levels(shipped, law, date(2026, 12, 31))


def test_nobody_of_the_province_is_judged_by_another_region(shipped):
    law = shipped.criteria_sets["commune-2021"]
    assert regional_levels(shipped, law, date(2022, 12, 31), vintage="2020") == ()
