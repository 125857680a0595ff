"""The report as blocks: sections in Roman numbers, running numbers of tables and figures, annexes on pages of their own."""

from dataclasses import replace

import pytest

from ntm_geo.errors import ContractError
from ntm_geo.reports.document import Grid, Page, Picture, Text, grid_of, report_of
from ntm_geo.reports.official import Letterhead


def test_a_report_has_its_parts_in_order(briefing):
    paper = report_of(briefing)
    assert [type(one).__name__ for one in paper.blocks] == [
        "Text", "Text", "Text", "Text", "Grid", "Text", "Picture", "Text", "Picture", "Text", "Text"
    ]  # fmt: skip
    lines = [one.text for one in paper.blocks if isinstance(one, Text)]
    assert lines[0] == "I. MỨC ĐỘ ĐẠT CHUẨN CỦA CÁC XÃ"
    assert lines[3] == "Bảng 1. Mức độ đạt chuẩn"
    assert lines[5:7] == ["Hình 1. Số xã theo năm", "Hình 2. Bản đồ mức độ"]
    assert lines[-1] == "Nguồn số liệu: Báo cáo của văn phòng điều phối"
    assert (paper.title, paper.mark) == ("BÁO CÁO", "Số liệu minh họa")


def test_a_wide_annex_lies_across_the_page(briefing):
    page, *rest = report_of(briefing).annexes
    assert page == Page(landscape=True)
    assert [one.text for one in rest if isinstance(one, Text)] == [
        "Phụ lục I",
        "KẾT QUẢ TỪNG XÃ",
        "(Kèm theo Báo cáo số         /BC-UBND ngày      tháng      năm         )",
    ]
    assert next(one for one in rest if isinstance(one, Grid)).small


def test_cells_are_told_and_totals_come_last(tier_table):
    grid = grid_of(tier_table)
    assert grid.rows == (
        ("Đạt chuẩn", "1", "3", "33,3%", "25%"), ("=1+1", "2", "3", "66,7%", ""), ("Tổng số xã", "3", "6", "50,0%", "")
    )  # fmt: skip
    assert (grid.total, grid.centred) == (True, (1, 2, 3, 4))


def test_a_letterhead_can_be_given(briefing):
    head = Letterhead(issuer="SỞ A", place="B", number="12/BC", signer="Nguyễn Văn A", signer_role="GIÁM ĐỐC")
    assert report_of(briefing, head).head.number == "12/BC"
    assert isinstance(report_of(briefing).blocks[6], Picture)


def test_a_briefing_that_contradicts_itself_makes_no_report(briefing):
    with pytest.raises(ContractError):
        report_of(replace(briefing, facts=dict(briefing.facts) | {"communes": 9}))
