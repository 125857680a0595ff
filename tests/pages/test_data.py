"""Data: everything the planner needs to bring figures in is on one page."""


def test_the_page_has_its_six_parts_in_both_languages(app):
    vietnamese, english = app("data"), app("data", lang="en")
    names = ["Nạp tệp", "Số liệu đang dùng", "Lịch sử", "Biểu mẫu", "Bộ tiêu chí", "Ngưỡng của tỉnh"]
    assert [one.label for one in vietnamese.tabs] == names
    assert next(one.label for one in english.tabs) == "Import"
    assert len(vietnamese.file_uploader) == 1
