"""One box for all files: whatever is dropped is answered in words."""

import pytest


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("anh.png", b"\x89PNG\r\n\x1a\n", "ranh giới"),
        ("van-ban.xlsx", b"PK\x05\x06" + b"\0" * 18, "bảng tính"),
        ("trong.csv", b"", "rỗng"),
        ("la.csv", b"a;b\n1;2\n", "biểu mẫu"),
    ],
)
def test_what_cannot_be_taken_is_one_clear_answer(app, name, content, said):
    at = app("data")
    at.file_uploader(key="upload_0").set_value((name, content, "application/octet-stream"))
    at.run(timeout=60)
    assert not at.exception
    [error] = at.error
    assert said.lower() in error.value.lower()


def test_who_brings_it_in_is_asked_and_nothing_is_shown_before_a_file(app):
    at = app("data")
    assert at.text_input(key="data_by").label == "Người cập nhật"
    assert not at.metric or all(one.label != "Số dòng đọc được" for one in at.metric)
