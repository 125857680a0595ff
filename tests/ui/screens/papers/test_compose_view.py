"""Composing a running order: slides are moved, worded, added, taken away; kept only when saved."""

from ntm_geo.briefing.running_orders import load_orders
from tests.widgets import keyed


def _shown(at):
    return [one.value for one in at.markdown if not one.value.startswith("**")]


def test_slides_are_moved_worded_added_taken_away_and_kept(fresh, app):
    at = app("present")
    first = _shown(at)
    assert first[:3] == ["Tiêu đề", "Kết quả so với mục tiêu", "Mức độ đạt chuẩn của các xã"]
    at.button(key="up_2").click().run()
    assert _shown(at)[1] == "Mức độ đạt chuẩn của các xã"
    at.button(key="gone_0").click().run()
    at.button(key="edit_0").click().run()
    at.text_input[0].set_value("Nhìn lại năm 2022")
    at.text_area[0].set_value("Một câu của lãnh đạo")
    at.button(key="words_taken_0").click().run()
    assert not at.exception
    assert "Nhìn lại năm 2022" in _shown(at)[0]
    at.selectbox(key="order_add").set_value("commune").run()
    at.selectbox(key="add_subject_commune").set_value("01291").run()
    at.button(key="order_add_button").click().run()
    assert "Xã Đức Hạnh" in _shown(at)[-1]
    keyed(at.text_input, "order_save_name_").set_value("Họp giao ban").run()
    at.button(key="order_save").click().run()
    assert not at.exception
    (kept,), _version = load_orders(fresh)
    assert kept.name == "Họp giao ban"
    assert [kept.items[0].show, kept.items[-1].show] == ["tiers", "commune"]
    assert (kept.items[0].title, kept.items[0].statement) == ("Nhìn lại năm 2022", "Một câu của lãnh đạo")
    assert at.selectbox(key="order_name").value == "Họp giao ban"
    at.button(key="order_delete").click().run()
    assert load_orders(fresh)[0] == ()


def test_an_order_without_a_name_is_refused_in_words(fresh, app):
    at = app("present")
    keyed(at.text_input, "order_save_name_").set_value(" ").run()
    at.button(key="order_save").click().run()
    assert any("chưa có tên" in one.value for one in at.error)
    assert load_orders(fresh)[0] == ()
