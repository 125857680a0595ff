"""The league of districts on a page."""


def test_it_says_who_is_ahead_and_what_changed(app):
    at = app("districts")
    assert any("dẫn đầu" in one.value and "So với năm 2021" in one.value for one in at.markdown)
    frame = at.dataframe[0].value
    assert frame["Số xã"].sum() == 139
    assert frame["Số xã đạt chuẩn"].sum() == 17


def test_communes_are_compared_where_there_are_no_districts(app):
    at = app("districts", vintage="2025")
    assert len(at.dataframe[0].value) == 53


def test_the_first_year_has_nothing_to_compare_with(app):
    at = app("districts", period="2020")
    assert not any("So với năm" in one.value for one in at.markdown)
