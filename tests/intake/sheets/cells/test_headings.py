"""Headings are read as offices name criteria and indicators; what is not known is not guessed."""

import pytest

from ntm_geo.intake.sheets.cells.headings import MET_COUNT, vocabulary
from tests.intake.office_sheets import HEADINGS, SHORT


@pytest.fixture(scope="module")
def results(shipped):
    return vocabulary("results", shipped.criteria_sets["commune-2021"])


@pytest.fixture(scope="module")
def scores(shipped):
    return vocabulary("scores", shipped.criteria_sets["commune-2021"])


def _key(known, heading):
    meaning = known.read(heading)
    return meaning.key if meaning else ""


@pytest.mark.parametrize("style", [name for name in HEADINGS if name not in {"numbers", "number-texts"}])
def test_every_way_to_name_a_criterion(shipped, results, style):
    for criterion in shipped.criteria_sets["commune-2021"].criteria:
        for short in SHORT[criterion.code]:
            heading = HEADINGS[style](criterion.code, criterion.name.vi, short)
            assert _key(results, heading) == criterion.code, heading


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Qui hoạch", "1"), ("Thuỷ lợi", "3"), ("(5) Trường học", "5"), ("TC_09", "9"), ("Tiêu chí  07", "7"), ("Y Tế", "15"),
        ("Tổng số TC đạt", MET_COUNT), ("Tổng", MET_COUNT), ("6 tháng", ""), ("31/12/2022", ""), ("5/19", ""), ("12 xã", ""),
        ("Hạ tầng KT-XH", ""), ("Xã hội", ""), ("NTM", ""), ("1", ""), ("Năm 2022", ""), ("Cơ sở", ""), ("I", ""), ("II", ""), ("Y", ""),
    ],
)  # fmt: skip
def test_other_headings_of_criteria(results, heading, key):
    assert _key(results, heading) == key


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("11.1 Tỷ lệ nghèo đa chiều", "11.1"), ("12.2 Lao động có chứng chỉ", "12.2"), ("CT 1.1", "1.1"), ("BHYT", "15.1"),
        ("Thu nhập bình quân đầu người", "10.1"), ("2.1. Đường xã", "2.1"), ("Chỉ tiêu 17.10", "17.10"), ("17.10", ""),
        ("10. Thu nhập bình quân (nghìn đồng/người/năm)", "10.1"), ("Thu nhập bình quân (triệu đồng)", "10.1"),
        ("10. Thu nhập bình quân (kế hoạch 2023)", ""),
    ],
)  # fmt: skip
def test_headings_of_indicators(scores, heading, key):
    assert _key(scores, heading) == key


def test_a_number_and_a_name_that_differ_are_told(scores):
    assert scores.contradicts("14.2", "14.2 Lao động có chứng chỉ") == "12.2"
    assert scores.contradicts("12.2", "12.2 Lao động có chứng chỉ") == ""


def test_a_row_of_numbers_is_read_in_the_order_of_the_set(results, scores):
    assert results.in_sequence(["1", "2", "3"]) == ["1", "2", "3"]
    assert scores.in_sequence(["17.1", "17.9", "17.1"]) == ["17.1", "17.9", "17.10"]
    assert results.in_sequence(["18", "19", "20"]) == []
    assert results.in_sequence(["1", "x"]) == []
    assert results.bare_code("(05)") == "5"


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("5.1b. Tỷ lệ trường đạt cơ sở vật chất mức độ 1", "5.1b"), ("CT 5.1c", "5.1c"), ("Số trường của xã", "5.1c"),
        ("Xóa mù chữ mức độ 2", "14.1d"), ("5.1. Tỷ lệ trường học các cấp đạt tiêu chuẩn", "5.1"),
        ("Tỷ lệ hộ sử dụng nước sạch", "17.1a"), ("17.1 Phổ biến", "17.1"), ("5.1z", ""),
    ],
)  # fmt: skip
def test_headings_of_parts(scores, heading, key):
    assert _key(scores, heading) == key


def test_a_row_of_codes_may_hold_parts(scores):
    assert [scores.bare_code(text) for text in ("5.1a", "(5,1B)", "5.1", "5.1z")] == ["5.1a", "5.1b", "5.1", ""]
