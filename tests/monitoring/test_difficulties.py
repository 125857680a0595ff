"""Difficulties on a day: open, late, solved; late ones first."""

from datetime import date

import pandas as pd

from ntm_geo.monitoring.difficulties import on_day, open_by

ROWS = [
    (1, "01291", "2", "2022-01-01", "2022-06-30", None),
    (2, "01291", None, "2022-02-01", None, None),
    (3, "01294", "2", "2022-03-01", "2022-12-31", "2022-05-01"),
    (4, "01294", "10", "2022-09-01", "2022-10-01", None),
]


def _table():
    frame = pd.DataFrame(ROWS, columns=["number", "code", "criterion", "raised_on", "due_on", "solved_on"])
    return frame.assign(**{one: pd.to_datetime(frame[one]) for one in ("raised_on", "due_on", "solved_on")})


def test_late_ones_come_first_and_say_by_how_much():
    rows = on_day(_table(), date(2022, 7, 10))
    assert rows[["number", "state", "days_late"]].to_numpy().tolist() == [
        [1, "late", 10],
        [2, "open", 0],
        [3, "solved", 0],
    ]


def test_a_difficulty_is_open_until_the_day_it_is_solved():
    assert on_day(_table(), date(2022, 4, 30)).set_index("number").loc[3, "state"] == "open"
    assert on_day(_table(), date(2022, 5, 1)).set_index("number").loc[3, "state"] == "solved"
    assert on_day(_table(), date(2022, 6, 30)).set_index("number").loc[1, "state"] == "open"


def test_counts_add_up_to_what_is_open():
    rows = on_day(_table(), date(2022, 12, 1))
    counts = open_by(rows, "code")
    assert counts.to_numpy().tolist() == [["01291", 2, 1], ["01294", 1, 1]]
    assert open_by(rows, "criterion")["open"].sum() == 2


def test_nothing_raised_is_nothing_open():
    assert open_by(on_day(_table(), date(2021, 1, 1)), "code").empty
