"""Headings are read as offices name criteria and indicators; what is not known is not guessed."""

import pytest

from ntm_geo.intake.sheets.cells.headings import MET_COUNT, vocabulary
from tests.intake.office_sheets import HEADINGS, SHORT


@pytest.fixture(scope="module")
def results(shipped):
    return vocabulary("results", shipped.criteria_set)


@pytest.fixture(scope="module")
def scores(shipped):
    return vocabulary("scores", shipped.criteria_set)


def _key(known, heading):
    meaning = known.read(heading)
    return meaning.key if meaning else ""


@pytest.mark.parametrize("style", [name for name in HEADINGS if name not in {"numbers", "number-texts"}])
def test_every_way_to_name_a_criterion(shipped, results, style):
    for criterion in shipped.criteria_set.criteria:
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
