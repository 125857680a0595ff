"""Criteria, departments, support, difficulties and what follows from them."""

from dataclasses import replace

import pandas as pd
import pytest

from ntm_geo.briefing.work_sections import (
    difficulties_section,
    proposals_section,
    support_section,
    work_facts,
)


@pytest.fixture(scope="module")
def data(brief_data):
    return brief_data()


def test_support_names_who_helps_and_says_that_it_is_illustrative(data):
    section = support_section(data)
    facts = work_facts(data)
    assert f"có {facts['helped.agencies']} cơ quan" in section.statements[0].text
    assert section.tables[0].total[1:] == (facts["helped.agencies"], facts["helped.communes"])
    assert section.remarks


def test_nobody_helping_is_said(data):
    alone = replace(data, partners=data.partners.iloc[:0])
    section = support_section(alone)
    assert section.tables == ()
    assert "Chưa có thông tin" in section.statements[0].text


def test_what_was_registered_is_added_up(data):
    row = {
        "number": 1, "agency": "health", "agency_name": "Sở Y tế", "code": "01291", "year": 2022, "content": "Trạm y tế",
        "criterion": "15", "money": 120.0, "days": 3.0, "money_done": 20.0, "days_done": 1.0, "state": "done",
    }  # fmt: skip
    registered = replace(data, support=pd.DataFrame([row, row | {"number": 2, "state": "late", "money_done": 0.0}]))
    table = support_section(registered).tables[-1]
    assert table.rows == (("Sở Y tế", 2, 1, 1, 240.0, 20.0),)
    assert table.total == ("Tổng cộng", 2, 1, 1, 240.0, 20.0)


def test_open_difficulties_are_listed_late_ones_first(data, troubled):
    assert difficulties_section(data).tables == ()
    section = difficulties_section(troubled)
    assert section.statements[0].text.startswith("Còn 2 khó khăn, vướng mắc chưa giải quyết, trong đó 1 quá hạn; 1 nội")
    rows = section.tables[0].rows
    assert [row[3] for row in rows] == ["Thiếu vốn làm đường", "Chờ quy hoạch"]
    assert rows[0][1:3] == ("Xã Đức Hạnh", "2")
    assert rows[0][4:] == ("Sở Giao thông vận tải", "30/06/2022", "quá hạn")
    assert work_facts(troubled)["difficulties.open"] == 2


def test_proposals_follow_from_the_figures(data, troubled):
    said = [one.text for one in proposals_section(data).statements]
    assert "Xã Hồng Việt (18/19, còn thiếu: tiêu chí 2; chưa rõ: các điều kiện ngoài tiêu chí)" in said[0]
    assert "130 xã chưa đạt tiêu chí 11" in said[2]
    assert "1 nội dung" in [one.text for one in proposals_section(troubled).statements][-1]


def test_what_was_solved_and_who_came_is_told_as_well(data, troubled):
    section = difficulties_section(troubled)
    assert [table.key for table in section.tables] == ["difficulties", "difficulties_solved", "inspections"]
    [solved], [visit] = section.tables[1].rows, section.tables[2].rows
    assert (solved[1], solved[3], solved[4]) == ("Xã Đức Hạnh", "Thiếu vốn làm đường", "01/05/2022")
    assert visit[1:] == ("01/06/2022", "Xã Đức Hạnh", "Sở NN&PTNT", "Đường đạt")
    assert section.statements[1].text == "Năm 2022 đã tổ chức 1 lượt kiểm tra."
    assert len(difficulties_section(data).statements) == 1


def test_nothing_recorded_is_not_nothing_there(data, troubled):
    assert difficulties_section(data).statements[0].text == "Chưa ghi nhận khó khăn, vướng mắc nào trên phần mềm."
    solved = troubled.difficulties[troubled.difficulties["state"].eq("solved")]
    said = difficulties_section(replace(troubled, difficulties=solved)).statements[0].text
    assert said == "Cả 1 khó khăn, vướng mắc đã ghi nhận đều đã được giải quyết."
