"""The leader reads what it takes, and sees at once when it cannot be."""

import pytest


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "Không có phương án nào ít kinh phí hơn"), ("en", "No cheaper plan exists")]
)
def test_what_it_takes_is_read_first(app, lang, words):
    at = app("pathway", lang=lang, period="2022")
    assert any(words in one.value for one in at.markdown)
    assert not at.error


def test_too_small_a_budget_says_what_clashes(app):
    at = app("pathway", period="2022")
    for key in ("goal_advanced", "goal_model", "goal_floor", "goal_hamlets"):
        next(one for one in at.number_input if one.key == key).set_value(0)
    next(one for one in at.number_input if one.key == "path_budget").set_value(30_000.0).run()
    assert any("ngân sách hằng năm" in one.value and "số xã đạt chuẩn" in one.value for one in at.error)
    assert any("đạt tối đa" in one.value for one in at.markdown)
