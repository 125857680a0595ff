"""A department's page."""


def test_a_department_sees_its_criteria_and_its_list(app):
    at = app("departments", department="statistics")
    assert at.radio[0].options == ["Tiêu chí 10. Thu nhập"]
    frame = at.dataframe[0].value
    assert len(frame) == 124
    assert any("còn 124 nội dung chưa đạt tại 124 xã" in one.value for one in at.markdown)


def test_choosing_another_changes_criteria_and_link(app):
    at = app("departments")
    at.selectbox[-1].set_value("trade").run()
    assert not at.exception
    assert [one.split(".")[0] for one in at.radio[0].options] == ["Tiêu chí 4", "Tiêu chí 7"]


def test_a_district_narrows_the_list(app):
    at = app("departments", department="statistics", district="045")
    assert set(at.dataframe[0].value["Huyện"]) == {"Huyện Hà Quảng"}


def test_a_charge_nobody_compared_says_so(app):
    (said,) = [caption.value for caption in app("departments").caption if "quyết định của tỉnh" in caption.value]
    assert said.startswith("Phân công theo dõi tiêu chí chưa đối chiếu")
