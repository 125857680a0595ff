"""The legal calendar on the page: picking a year leaves what its figures are judged by."""


def _open(app, year=None):
    at = app("data")
    at.session_state["data_part"] = "Bộ tiêu chí"
    at.session_state["law_set"] = "commune-2026"
    at.session_state["law_part_commune-2026"] = "Lịch pháp lý"
    at.session_state["calendar_year"] = year
    at.run()
    assert not at.exception
    return next(item.value for item in at.dataframe if "Năm áp dụng" in item.value.columns)


def test_a_year_keeps_its_rules_only(app, fresh):
    every = _open(app)
    of_2026 = _open(app, 2026)
    assert len(of_2026) < len(every)
    assert "51/2025/QĐ-TTg" in set(of_2026["Số quyết định"])
    assert "318/QĐ-TTg" not in set(of_2026["Số quyết định"])


def test_a_click_on_the_criteria_page_opens_the_rules_of_its_year(app, fresh):
    at = app("criteria", period="2022")
    at.button(key="law_of_year").click().run()
    assert not at.exception
    assert at.selectbox(key="calendar_year").value == 2022


def test_a_click_on_what_is_to_be_checked_opens_the_comparing(app, fresh):
    at = app("criteria", period="2022")
    at.button(key="law_to_check").click().run()
    assert not at.exception
    assert at.selectbox(key="law_set").value == "commune-2021"
    assert at.multiselect(key="law_compared").options
