"""The forms filled from the data: groups add up, the plan counts what is registered, what nobody reported stays open."""

import pandas as pd
import pytest

from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of
from ntm_geo.briefing.form_filling import form_05, form_06, form_07, form_10, form_11
from ntm_geo.monitoring.work_registers import save
from ntm_geo.records.figures import load_figures
from ntm_geo.store.kinds import MODELS
from ntm_geo.tables.base import validate


@pytest.fixture(scope="module")
def data(brief_data):
    return brief_data()


def test_form_05_counts_by_group_and_in_all(data):
    form = form_05(data)
    assert [one.heading for one in form.columns[2:7]] == ["Nhóm 1", "Nhóm 2", "Nhóm 3", "Chưa xếp nhóm", "Tổng cộng"]
    assert [one.over for one in form.columns[2::5]] == [
        "Kết quả đến 31/12/2021",
        "Năm 2022",
        "Kế hoạch đến cuối năm 2022",
    ]
    assert len(form.rows) == 10
    for row in form.rows:
        for start in (2, 7, 12):
            assert sum(row[start : start + 4]) == row[start + 4]
    assert form.rows[9][11] == 137
    assert any("2026–2030" in one for one in form.notes)


def test_form_06_adds_up_and_leaves_open_what_is_not_known(data):
    rows = {(row[0], row[1]): row for row in form_06(data).rows}
    values = [row for row in rows.values() if row[2] is not None]
    whole, all_met, five, few = values[0], values[1], values[4], values[5]
    assert whole[11] == 139
    assert all_met[11] + five[11] + few[11] == 139
    assert all_met[11] == values[2][11] + values[3][11]
    assert sum(row[2] is None for row in rows.values()) == 5
    assert any("đề nghị điền khi báo cáo" in one for one in form_06(data).notes)


def test_form_10_says_every_criterion_and_indicator_of_a_commune(data):
    form = form_10(data, "01291")
    assert "Xã Đức Hạnh, Huyện Bảo Lâm" in form.about
    assert len(form.strong) == 19
    assert len(form.rows) == 19 + sum(len(one.lines) for one in data.standing.criteria_set.criteria)
    rows = {row[0]: row for row in form.rows}
    assert rows["10"][3] == rows["10"][5] == "chưa đạt"
    assert rows["10.1"][4].endswith("triệu đồng/người/năm")
    assert rows["1.1"][2:6] == (None, "đạt", None, "đạt")


def test_six_months_leave_their_column_open(brief_data):
    half = brief_data(half=True)
    assert [row[7:12] for row in form_05(half).rows] == [(None,) * 5] * 10
    rows = {row[0]: row for row in form_10(half, "01291").rows}
    assert (rows["10"][3], rows["10"][5]) == ("chưa đạt", None)
    assert any("cuối năm" in one for one in form_10(half, "01291").notes)


def test_the_plan_counts_what_is_registered(fresh):
    figures = load_figures(fresh)
    before = form_05(briefing_data_of(fresh, figures, BriefRequest(period=2022)))
    table = pd.DataFrame({"code": ["01291"], "year": [2022], "criterion": ["17"], "note": [None]})
    save(fresh, "registrations", validate(table, MODELS["registrations"]), vintage="2020", by="An", expected=None)
    after = briefing_data_of(fresh, figures, BriefRequest(period=2022))
    assert form_05(after).rows[7][16] == before.rows[7][16] + 1
    assert {row[0]: row[6] for row in form_10(after, "01291").rows}["17"] == "phấn đấu đạt"


def test_the_set_of_2026_is_counted_as_it_is(data):
    assert [one.number for one in [form_05(data), form_06(data), form_10(data, "01291"), form_10(data, "01294")]] == [
        "05",
        "06",
        "10",
        "10",
    ]


def test_forms_of_money_begin_with_the_plan_of_the_year(brief_data):
    data = brief_data()
    for form in (form_07(data), form_11(data, "01291")):
        assert [column.heading for column in form.columns[2:]] == [
            "Kế hoạch năm", "Kết quả huy động năm 2022", "Kế hoạch 6 tháng cuối năm",
        ]  # fmt: skip
        assert [row[1] for row in form.rows][:2] == ["Tổng số vốn huy động", "Ngân sách trung ương"]
    assert "Đã có báo cáo của 0/139 xã." in form_07(data).notes


def test_forms_of_money_add_up_what_communes_reported(fresh):
    rows = [("01291", "credit", 1500.0, 700.0, 1400.0, 800.0), ("01294", "people_cash", 20.0, 8.0, 18.5, 12.0)]
    table = pd.DataFrame(rows, columns=["code", "source", "planned", "raised_half", "raised", "planned_rest"])
    save(fresh, "funds", validate(table.assign(year=2022), MODELS["funds"]), vintage="2020", by="An", expected=None)
    figures = load_figures(fresh)
    year = briefing_data_of(fresh, figures, BriefRequest(period=2022, vintage="2020"))
    rows = {row[1]: row[2:] for row in form_07(year).rows}
    assert rows["Tổng số vốn huy động"] == ("1.520", "1.418,5", "812")
    assert rows["Tín dụng chính sách"] == ("1.500", "1.400", "800")
    assert rows["Doanh nghiệp"] == (None, None, None)
    half = briefing_data_of(fresh, figures, BriefRequest(period=2022, vintage="2020", half=True))
    rows = {row[1]: row[2:] for row in form_11(half, "01294").rows}
    assert rows["Tổng số vốn huy động"] == ("20", "8", "12")
    assert form_11(half, "01294").columns[3].heading == "Kết quả huy động 6 tháng năm 2022"
