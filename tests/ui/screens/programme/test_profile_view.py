"""A commune's page."""


def _text(at):
    return " ".join(one.proto.body for one in at.get("html"))


def test_it_shows_standing_criteria_recognitions_and_hamlets(app):
    text = _text(app("commune", commune="01438"))
    for word in ("Xã Ngọc Đào", "Đạt chuẩn", "17/19", "Còn thiếu (2)", "Công nhận", "Xóm (", "Diện tích", "2020"):
        assert word in text


def test_on_paper_it_says_province_and_year(app):
    text = _text(app("commune", commune="01438"))
    assert "ntm-print-head" in text
    assert "Tỉnh Cao Bằng · Kết quả đến hết năm 2022" in text


def test_without_a_commune_it_asks_for_a_name(app):
    at = app("commune")
    assert "không dấu" in at.info[0].value


def test_a_town_is_shown_as_outside_the_programme(app):
    assert "Ngoài chương trình" in _text(app("commune", commune="01267"))


def test_it_is_there_for_merged_communes_too(app):
    assert "Gồm" in _text(app("commune", commune="01438", vintage="2025")) or "Hợp nhất" in _text(
        app("commune", commune="01438", vintage="2025")
    )


def test_without_a_commune_it_tells_what_changed_and_what_was_looked_at(app):
    at = app("commune", commune="01438")
    at.session_state["ntm_view"] = at.session_state["ntm_view"].change(commune="")
    at.session_state["choose_commune_2020"] = ""
    at.run()
    assert any("Thay đổi so với cuối năm 2021" in one.value for one in at.subheader)
    assert len(at.dataframe[0].value) > 10
    assert at.button(key="seen_01438").label == "Xã Ngọc Đào"
    at.button(key="seen_01438").click().run()
    assert at.session_state["ntm_view"].commune == "01438"
