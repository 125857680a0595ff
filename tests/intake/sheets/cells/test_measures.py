"""Measuring units are read where a heading gives them, and nowhere else."""

import pytest

from ntm_geo.intake.sheets.cells.measures import measure_in_heading, measure_of


@pytest.mark.parametrize(
    ("heading", "dimension", "size"),
    [
        ("Thu nhập (nghìn đồng)", "money", 1e3), ("Thu nhập (triệu đồng/người/năm)", "money", 1e6), ("Vốn, tỷ đồng", "money", 1e9),
        ("Diện tích (ha)", "area", 1e4), ("Diện tích (km²)", "area", 1e6), ("Tỷ lệ (%)", "share", 1), ("Số dân (1.000 người)", "persons", 1e3),
        ("Thu nhập - ĐVT: ngàn đồng", "money", 1e3), ("Đơn vị tính: đồng", "money", 1),
    ],
)  # fmt: skip
def test_units_in_headings(heading, dimension, size):
    found = measure_in_heading(heading)
    assert (found.dimension, found.size) == (dimension, size)


@pytest.mark.parametrize(
    "heading", ["Nhà văn hóa, thể thao phục vụ cộng đồng", "Hộ nghèo", "Hợp đồng (nếu có)", "Số hộ", "Đường xã"]
)
def test_words_that_only_hold_a_unit_are_none(heading):
    assert measure_in_heading(heading) is None


def test_the_time_a_figure_is_for():
    assert measure_of("triệu đồng/tháng").per == "month"
    assert measure_of("triệu đồng/người/năm").per == "year"
    assert measure_of("") is None
