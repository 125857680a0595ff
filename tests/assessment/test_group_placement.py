"""The province's own list stands first, then the zone; before the set began, what is known at its beginning holds."""

import pandas as pd
import pytest

from ntm_geo.assessment.group_placement import placed_groups
from ntm_geo.boundaries.units import read_units


@pytest.mark.parametrize("period", [2022, 2025, 2026, 2029])
def test_all_communes_of_the_new_units_are_in_group_3(fresh, period):
    law = fresh.criteria_sets["commune-2026"]
    units = read_units(fresh.province, "2025")
    codes = pd.Index(units.loc[units["kind"].eq("commune"), "code"])
    groups = placed_groups(fresh, law, codes=codes, vintage="2025", period=period)
    assert groups.value_counts().to_dict() == {"3": 53}


def test_nothing_is_said_of_units_whose_zone_is_not_known(fresh):
    law = fresh.criteria_sets["commune-2026"]
    groups = placed_groups(fresh, law, codes=pd.Index(["01291"]), vintage="2020", period=2022)
    assert groups.isna().all()
