"""The page of the presentation: one large button, the running order under it, in both languages."""

import pytest


@pytest.mark.parametrize(("lang", "label"), [("vi", "Bắt đầu trình chiếu"), ("en", "Start the presentation")])
def test_the_way_to_the_stage_is_one_button(app, lang, label):
    at = app("present", lang=lang)
    assert at.button(key="start").label == label
    assert at.selectbox(key="order_name").value in {"Hội nghị tổng kết năm", "Annual meeting"}
