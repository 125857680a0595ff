"""Criteria set, units and date belong together, are bridged, or are refused with a reason."""

from datetime import date

import pytest

from ntm_geo.errors import NotInForceError
from ntm_geo.workspace.belonging import Bridge, check_belongs


@pytest.mark.parametrize(
    ("vintage", "day", "bridge"),
    [
        ("", date(2022, 12, 31), Bridge(kind="native", source="2020", target="2020")),
        ("2020", date(2022, 12, 31), Bridge(kind="native", source="2020", target="2020")),
        ("2025", date(2022, 12, 31), Bridge(kind="carried", source="2020", target="2025")),
        ("", date(2025, 12, 31), Bridge(kind="native", source="2025", target="2025")),
        ("", date(2026, 12, 31), Bridge(kind="native", source="2025", target="2025")),
    ],
)
def test_figures_come_to_units_of_their_time_or_newer(shipped, vintage, day, bridge):
    assert check_belongs(shipped, vintage=vintage, on=day) == bridge


@pytest.mark.parametrize(
    ("vintage", "day", "why"),
    [
        ("2020", date(2025, 12, 31), "cannot be told apart"),
        ("", date(2031, 12, 31), "ended on"),
        ("2025", date(2031, 6, 30), "ended on"),
        ("1999", date(2022, 12, 31), "1999"),
        ("", date(2019, 12, 31), "no units in force"),
    ],
)
def test_what_does_not_belong_together_is_refused_and_says_why(shipped, vintage, day, why):
    with pytest.raises(NotInForceError, match=why):
        check_belongs(shipped, vintage=vintage, on=day)
