"""A running order being composed survives the session: the same browser finds it again, and is told it is not saved."""

from ntm_geo.briefing.order_drafts import load_drafts
from ntm_geo.briefing.running_orders import Item, RunningOrder, load_orders, save_order
from ntm_geo.ui.kit import seat
from tests.widgets import keyed

SEAT = "0123456789abcdef" * 2


def _titles(at):
    return [one.value for one in at.markdown if not one.value.startswith("**")]


def _says(at, words):
    return [one.value for one in (*at.caption, *at.warning) if words in one.value]


def _open(app, monkeypatch):
    monkeypatch.setattr(seat, "number", lambda: SEAT)
    return app("present")


def test_what_was_composed_is_there_after_the_page_was_loaded_anew(fresh, app, monkeypatch):
    at = _open(app, monkeypatch)
    assert not _says(at, "chưa lưu")
    at.button(key="gone_0").click().run()
    shown = _titles(at)
    assert _says(at, "chưa lưu")
    again = _open(app, monkeypatch)
    assert _titles(again) == shown
    assert _says(again, "chưa lưu")
    again.button(key="order_discard").click().run()
    assert _titles(again)[0] == "Tiêu đề"
    assert load_drafts(fresh, SEAT) == {}


def test_each_running_order_keeps_its_own_draft(fresh, app, monkeypatch):
    save_order(fresh, RunningOrder(name="Giao ban", items=(Item(show="tiers"),)), by="Lan", expected=None)
    at = _open(app, monkeypatch)
    at.button(key="gone_0").click().run()
    at.selectbox(key="order_name").set_value("Giao ban").run()
    assert len(_titles(at)) == 1
    at.selectbox(key="order_add").set_value("hamlets").run()
    at.button(key="order_add_button").click().run()
    at.selectbox(key="order_name").set_value(at.selectbox(key="order_name").options[0]).run()
    assert _titles(at)[0] == "Kết quả so với mục tiêu"
    assert set(load_drafts(fresh, SEAT)) == {"Giao ban", at.selectbox(key="order_name").options[0]}
    again = _open(app, monkeypatch)
    assert again.selectbox(key="order_name").value == "Giao ban"
    assert len(_titles(again)) == 2


def test_saving_ends_the_draft(fresh, app, monkeypatch):
    at = _open(app, monkeypatch)
    at.button(key="gone_0").click().run()
    keyed(at.text_input, "order_save_name_").set_value("Họp tháng").run()
    at.button(key="order_save").click().run()
    assert not at.exception
    assert at.selectbox(key="order_name").value == "Họp tháng"
    assert not _says(at, "chưa lưu")
    assert load_drafts(fresh, SEAT) == {}
    assert _titles(_open(app, monkeypatch))[0] == "Tiêu đề"


def test_a_version_somebody_else_saved_meanwhile_is_told(fresh, app, monkeypatch):
    order = RunningOrder(name="Giao ban", items=(Item(show="tiers"), Item(show="hamlets")))
    save_order(fresh, order, by="Lan", expected=None)
    at = _open(app, monkeypatch)
    at.selectbox(key="order_name").set_value("Giao ban").run()
    at.button(key="gone_0").click().run()
    _kept, version = load_orders(fresh)
    save_order(fresh, RunningOrder(name="Giao ban", items=(Item(show="title"),)), by="Hà", expected=version)
    at.run()
    assert _says(at, "người khác")
    assert len(_titles(at)) == 1
    assert _titles(at) != ["Tiêu đề"]


def test_the_browser_is_given_its_number_once(fresh, app):
    at = app("present")
    scripts = [one.proto.body for one in at.get("html") if "ntm_seat" in one.proto.body]
    assert len(scripts) == 1
    at.run()
    assert not [one for one in at.get("html") if "ntm_seat" in one.proto.body]
