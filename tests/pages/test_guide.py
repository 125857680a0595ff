"""The guide opens at the chapter asked for, also where the reader's language is another."""


def _headings(at):
    return [one.value for one in at.header]


def test_the_guide_opens_for_a_leader_and_changes_with_the_reader(app):
    at = app("guide")
    assert _headings(at) == ["Lãnh đạo: mười phút trước bản đồ"]
    at.segmented_control(key="guide_chapter").set_value("in-an").run()
    assert _headings(at) == ["In và xuất bản"]


def test_a_link_names_the_chapter_and_an_unknown_one_opens_the_first(app):
    for asked, heading in (("du-lieu", "Nạp dữ liệu"), ("<b>", "Lãnh đạo")):
        at = app()
        at.query_params["chapter"] = asked
        at.switch_page("pages/guide.py").run()
        assert _headings(at)[0].startswith(heading)


def test_an_english_reader_is_told_that_it_is_in_vietnamese(app):
    assert any("written in Vietnamese" in one.value for one in app("guide", lang="en").info)
