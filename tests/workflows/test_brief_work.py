"""Criteria, departments, support, difficulties and what follows from them."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ntm_geo.monitoring.difficulties import on_day
from ntm_geo.workflows.brief_basis import BriefRequest, basis_of
from ntm_geo.workflows.brief_work import (
    criteria_rows,
    criteria_section,
    departments_table,
    difficulties_section,
    proposals_section,
    support_section,
    work_facts,
)


@pytest.fixture(scope="module")
def basis(shipped, figures):
    return basis_of(shipped, figures, BriefRequest(period=2022))


@pytest.fixture(scope="module")
def troubled(basis):
    """The basis with three difficulties: one late and passed up, one open, one solved."""
    row = {
        "code": "01291", "criterion": "2", "what": "Thiếu vốn làm đường", "raised_by": "Xã", "in_charge": "transport",
        "to_ministry": True, "raised_on": "2022-01-10", "due_on": "2022-06-30", "solved_on": None, "solution": None,
    }  # fmt: skip
    table = pd.DataFrame(
        [
            row | {"number": 1},
            row | {"number": 2, "to_ministry": False, "due_on": None, "what": "Chờ quy hoạch"},
            row | {"number": 3, "solved_on": "2022-05-01"},
        ]
    ).astype({"to_ministry": "boolean"})
    for column in ("raised_on", "due_on", "solved_on"):
        table[column] = pd.to_datetime(table[column])
    days = {key: pd.to_datetime(table[key]) for key in ("raised_on", "due_on", "solved_on")}
    visits = pd.DataFrame(
        [[1, "01291", pd.Timestamp("2022-06-01"), "Sở NN&PTNT", "Đường đạt"]],
        columns=["number", "code", "on", "who", "findings"],
    )
    return replace(basis, difficulties=on_day(table.assign(**days), date(2022, 12, 31)), inspections=visits)


def test_every_criterion_counts_all_communes(basis):
    rows = criteria_rows(basis)
    assert len(rows) == 19
    assert {sum(row[2:5]) for row in rows} == {139}
    section = criteria_section(basis)
    assert section.tables[0].total[2] == 1422
    assert section.statements[0].text.startswith("Các tiêu chí còn nhiều xã chưa đạt: tiêu chí 11")


def test_departments_are_those_of_the_day(basis, troubled):
    names = {row[0]: row for row in departments_table(basis).rows}
    assert "Sở Giao thông vận tải" in names
    assert "Sở Nông nghiệp và Môi trường" not in names
    found = {row[0]: row for row in departments_table(troubled).rows}["Sở Giao thông vận tải"]
    assert found[3:] == (2, 1)


def test_support_names_who_helps_and_says_that_it_is_illustrative(basis):
    section = support_section(basis)
    facts = work_facts(basis)
    assert f"có {facts['helped.agencies']} cơ quan" in section.statements[0].text
    assert section.tables[0].total[1:] == (facts["helped.agencies"], facts["helped.communes"])
    assert section.remarks


def test_nobody_helping_is_said(basis):
    alone = replace(basis, partners=basis.partners.iloc[:0])
    section = support_section(alone)
    assert section.tables == ()
    assert "Chưa có thông tin" in section.statements[0].text


def test_what_was_registered_is_added_up(basis):
    row = {
        "number": 1, "agency": "health", "agency_name": "Sở Y tế", "code": "01291", "year": 2022, "content": "Trạm y tế",
        "criterion": "15", "money": 120.0, "days": 3.0, "money_done": 20.0, "days_done": 1.0, "state": "done",
    }  # fmt: skip
    registered = replace(basis, support=pd.DataFrame([row, row | {"number": 2, "state": "late", "money_done": 0.0}]))
    table = support_section(registered).tables[-1]
    assert table.rows == (("Sở Y tế", 2, 1, 1, 240.0, 20.0),)
    assert table.total == ("Tổng cộng", 2, 1, 1, 240.0, 20.0)


def test_open_difficulties_are_listed_late_ones_first(basis, troubled):
    assert difficulties_section(basis).tables == ()
    section = difficulties_section(troubled)
    assert section.statements[0].text.startswith("Còn 2 khó khăn, vướng mắc chưa giải quyết, trong đó 1 quá hạn; 1 nội")
    rows = section.tables[0].rows
    assert [row[3] for row in rows] == ["Thiếu vốn làm đường", "Chờ quy hoạch"]
    assert rows[0][1:3] == ("Xã Đức Hạnh", "2")
    assert rows[0][4:] == ("Sở Giao thông vận tải", "30/06/2022", "quá hạn")
    assert work_facts(troubled)["difficulties.open"] == 2


def test_proposals_follow_from_the_figures(basis, troubled):
    said = [one.text for one in proposals_section(basis).statements]
    assert "Xã Hồng Việt (18/19)" in said[0]
    assert "130 xã chưa đạt tiêu chí 11" in said[2]
    assert "1 nội dung" in [one.text for one in proposals_section(troubled).statements][-1]


def test_what_was_solved_and_who_came_is_told_as_well(basis, troubled):
    section = difficulties_section(troubled)
    assert [table.key for table in section.tables] == ["difficulties", "difficulties_solved", "inspections"]
    [solved], [visit] = section.tables[1].rows, section.tables[2].rows
    assert (solved[1], solved[3], solved[4]) == ("Xã Đức Hạnh", "Thiếu vốn làm đường", "01/05/2022")
    assert visit[1:] == ("01/06/2022", "Xã Đức Hạnh", "Sở NN&PTNT", "Đường đạt")
    assert section.statements[1].text == "Năm 2022 đã tổ chức 1 lượt kiểm tra."
    assert len(difficulties_section(basis).statements) == 1


def test_nothing_recorded_is_not_nothing_there(basis, troubled):
    assert difficulties_section(basis).statements[0].text == "Chưa ghi nhận khó khăn, vướng mắc nào trên phần mềm."
    solved = troubled.difficulties[troubled.difficulties["state"].eq("solved")]
    said = difficulties_section(replace(troubled, difficulties=solved)).statements[0].text
    assert said == "Cả 1 khó khăn, vướng mắc đã ghi nhận đều đã được giải quyết."
