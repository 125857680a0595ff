"""What was registered and done is kept with checks, summed, and compared with care."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.partners import support


def _rows(*rows):
    base = {
        "number": None, "agency": "health", "code": "01291", "year": 2023, "content": "Khám bệnh lưu động",
        "criterion": "15", "money": 20.0, "days": 5.0, "due_on": "2023-06-30", "done_on": None, "done": None,
        "money_done": None, "days_done": None,
    }  # fmt: skip
    frame = pd.DataFrame([base | one for one in rows])
    return frame.assign(due_on=pd.to_datetime(frame["due_on"]), done_on=pd.to_datetime(frame["done_on"]))


def _save(space, table, expected=None):
    return support.save_support(space, table, vintage="2020", by="An", expected=expected)


def test_rows_get_numbers_and_come_back(fresh):
    assert support.load_support(fresh, vintage="2020").table.empty
    version, new = _save(fresh, _rows({}, {"agency": "trade", "criterion": None, "money": None}))
    kept = support.load_support(fresh, vintage="2020")
    assert new
    assert (kept.version, kept.table["number"].tolist()) == (version.id, [1, 2])
    _save(fresh, _rows({"content": "Khác"}))
    table = support.load_support(fresh, vintage="2020").table
    assert table["number"].tolist() == [1, 2, 3], "somebody who began with nothing keeps both"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"agency": "nobody"}, "nobody"), ({"code": "99999"}, "99999"), ({"criterion": "99"}, "criterion no set has"),
        ({"content": ""}, "is missing"), ({"money": -1.0}, "cannot be “-1.0”"),
        ({"done_on": "2022-12-31"}, "before the year"),
    ],
)  # fmt: skip
def test_a_faulty_row_is_refused_whole(fresh, changes, said):
    with pytest.raises(TableError, match=said):
        _save(fresh, _rows({}, changes))
    assert support.load_support(fresh, vintage="2020").version is None


def test_late_comes_first_and_sums_agree(fresh):
    _save(fresh, _rows(
        {"done_on": "2023-05-01", "money_done": 18.0, "days_done": 6.0}, {"agency": "trade", "money": 30.0},
        {"due_on": "2023-12-01"}, {"year": 2024},
    ))  # fmt: skip
    table = support.follow_up(fresh, vintage="2020", year=2023, on=date(2023, 7, 1))
    assert table["state"].tolist() == ["late", "open", "done"]
    assert table["agency_name"].iloc[0] == "Sở Công Thương"
    sums = support.totals(table, "agency").set_index("agency")
    assert sums.loc["health", ["items", "done", "late", "money", "money_done"]].tolist() == [2, 1, 0, 40.0, 18.0]
    assert sums["items"].sum() == len(table)
    said = support.support_sentence(table, 2023)
    assert "2 cơ quan đăng ký 3 nội dung với 1 xã" in said
    assert "70 triệu đồng" in said
    assert "Có 1 nội dung quá hạn." in said
    assert support.support_sentence(table.iloc[:0], 2023) == "Chưa có nội dung đăng ký cho năm 2023."


def test_what_has_no_date_is_late_once_its_year_is_over(fresh):
    _save(fresh, _rows({"due_on": None}))
    states = [
        support.follow_up(fresh, vintage="2020", year=2023, on=day)["state"].iloc[0]
        for day in (date(2023, 12, 31), date(2024, 1, 1))
    ]
    assert states == ["open", "late"]


def test_helped_communes_are_compared_with_the_rest_and_a_caveat(standing):
    before, after = standing(2021), standing(2022)
    table = before.assessment.standings
    left = table.loc[table["recognition"].isna(), "code"].tolist()
    helped = frozenset(left[::3])
    found = support.compare_progress(before, after, helped)
    gain = after.assessment.standings.set_index("code")["met"] - table.set_index("code")["met"]
    assert (found.helped, found.others) == (len(helped), len(left) - len(helped))
    assert found.helped_gain == pytest.approx(gain[list(helped)].mean())
    said = support.progress_sentences(found)
    assert said[-1] == support.caveat()
    assert "không chứng minh" in said[-1]


def test_too_few_communes_are_not_compared(standing):
    found = support.compare_progress(standing(2021), standing(2022), frozenset(["01291"]))
    [said] = support.progress_sentences(found)
    assert "quá ít" in said
