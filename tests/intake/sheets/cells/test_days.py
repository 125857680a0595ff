"""Days are read with the day in front, and with the month in front only where that is known."""

from datetime import date

import pytest

from ntm_geo.intake.sheets.cells.days import day_first, day_of, made_day, month_first


@pytest.mark.parametrize(
    ("written", "day"),
    [("31/12/2022", date(2022, 12, 31)), ("ngày 5 tháng 3 năm 2022", date(2022, 3, 5)), ("2022-03-05", date(2022, 3, 5)),
     (44_625, date(2022, 3, 5)), ("12/31/2022", date(2022, 12, 31)), ("x", None), (True, None), (12, None)],
)  # fmt: skip
def test_days_as_cells_hold_them(written, day):
    assert day_of(written) == day


def test_the_month_stands_in_front_where_that_is_asked_for():
    assert (day_first("03/04/22"), month_first("03/04/22")) == (date(2022, 4, 3), date(2022, 3, 4))
    assert month_first("31/12/2022") is None
    assert made_day(2022, 2, 30) is None
