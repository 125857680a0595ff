"""A column is what its heading and its content say together, and what a person says above both."""

import pytest

from tests.intake.read_rows import values_of, workbook

NAMES = ("Cốc Pàng", "Thượng Hà", "Cô Ba")


def _rows(header, *tail):
    return [["NĂM 2022"], header, *[[number, name, *tail] for number, name in enumerate(NAMES, 1)]]


def _keys(found):
    return {column.letter: column.key for column in found.understood.reading.columns}


@pytest.mark.parametrize("heading", ["Tên xã", "Nội dung", "Huyện, thành phố / xã", "Danh mục", "Phường Xã", "Cột B"])
def test_the_unit_is_found_under_any_heading(reader, heading):
    found = reader.rows(*_rows(["TT", heading, "TC1", "TC2"], "x", 0))
    assert _keys(found)["B"] == "unit_name"
    assert found.taken == 3


def test_codes_are_found_by_what_they_are(reader, communes_2020):
    codes = communes_2020["code"].tolist()[:3]
    found = reader.rows(["NĂM 2022"], ["Mã PX", "TC1", "TC2"], *[[code, "x", 0] for code in codes])
    assert _keys(found)["A"] == "code"
    assert found.taken == 3


def test_a_column_that_seems_a_criterion_and_is_not_known_is_told(reader):
    found = reader.rows(
        *_rows(
            ["TT", "Tên xã", "TC1", "Chuyển đổi thần kỳ", "TC 21", "Ý kiến khác", "3. Kế hoạch"],
            "x",
            "x",
            "x",
            "dài dòng",
            5,
        )
    )
    unread = {left.letter: left.reason for left in found.understood.reading.left}
    assert unread == {"D": "unread", "E": "unread", "F": "unknown", "G": "unread"}
    assert [problem.kind for problem in found.problems] == ["column-unread"] * 3


def test_a_few_criteria_without_a_column_are_told(reader, shipped):
    header = [
        f"TC{criterion.code}"
        for criterion in shipped.criteria_sets["commune-2021"].criteria
        if criterion.code not in {"4", "7"}
    ]
    found = reader.rows(*_rows(["TT", "Tên xã", *header], *["x"] * 16, 0))
    assert [problem.kind for problem in found.problems] == ["criteria-missing"]


def test_a_person_chooses_what_a_column_is(reader):
    book = workbook(("A", _rows(["TT", "Tên xã", "TC1", "Lạ hoắc"], "x", 0)))
    assert {key for _code, key in values_of(reader(book))} == {"1"}
    chosen = reader(book, columns=(("D", "2"),))
    assert {key for _code, key in values_of(chosen)} == {"1", "2"}
    assert [problem.kind for problem in chosen.problems] == []
    left = reader(book, columns=(("A!C", ""), ("D", "1")))
    assert set(values_of(left).values()) == {False}


def test_hidden_columns_never_win(reader):
    book = workbook(("A", _rows(["TT", "Tên xã", "TC1", "TC2", "TC1", "TC2"], 0, 0, "x", "x")))
    for letter in "CD":
        book["A"].column_dimensions[letter].hidden = True
    found = reader(book)
    assert (set(values_of(found).values()), found.open_questions) == ({True}, ())
    assert {left.letter: left.reason for left in found.understood.reading.left} == {"C": "hidden", "D": "hidden"}


def test_columns_that_are_only_hidden_are_asked(reader):
    book = workbook(("A", _rows(["TT", "Tên xã", "TC1", "TC2"], 0, "x")))
    book["A"].column_dimensions["D"].hidden = True
    found = reader(book)
    assert [question.key for question in found.open_questions] == ["hidden-columns"]
    assert {key for _code, key in values_of(found)} == {"1"}
    taken = reader(book, answers=(("hidden-columns", "take"),))
    assert {key for _code, key in values_of(taken)} == {"1", "2"}


def test_a_heading_with_one_number_and_another_name_is_asked(reader):
    book = workbook(("A", _rows(["TT", "Tên xã", "11.1 Nghèo đa chiều", "14.2 Lao động có chứng chỉ"], 20.5, 14.2)))
    [question] = reader(book).open_questions
    assert (question.key, [option.value for option in question.options]) == ("column-D", ["14.2", "12.2"])
    chosen = reader(book, answers=(("column-D", "12.2"),))
    assert {key for _code, key in values_of(chosen)} == {"11.1", "12.2"}
