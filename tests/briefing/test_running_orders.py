"""Running orders are kept by name; one is always ready; a slide says what it is about."""

import pytest

from ntm_geo.briefing.running_orders import (
    Item,
    RunningOrder,
    delete_order,
    load_orders,
    order_named,
    ready_order,
    save_order,
    show_names,
)
from ntm_geo.errors import TableError, VersionConflictError
from ntm_geo.tables.saved.running_order_table import SHOWS

ORDER = RunningOrder(
    name="Họp tháng 7",
    items=(Item(show="title", title="Họp giao ban"), Item(show="commune", subject="01291", note="Nói về đường xã")),
)


def test_one_order_is_always_ready(fresh):
    assert load_orders(fresh) == ((), None)
    assert order_named(fresh, "") == ready_order() == order_named(fresh, "Hội nghị tổng kết năm")
    assert ready_order().items[0].show == "title"


def test_every_slide_has_a_name():
    assert tuple(show_names()) == SHOWS


def test_what_is_kept_comes_back_as_it_was(fresh):
    version, new = save_order(fresh, ORDER, by="An", expected=None)
    assert new
    assert load_orders(fresh) == ((ORDER,), version.id)
    assert order_named(fresh, "Họp tháng 7") == ORDER


def test_others_stay_and_a_renamed_one_leaves_its_old_name(fresh):
    first, _new = save_order(fresh, ORDER, by="An", expected=None)
    other = RunningOrder(name="Họp xã", items=(Item(show="tiers"),))
    second, _new = save_order(fresh, other, by="An", expected=first.id)
    renamed = RunningOrder(name="Họp tháng 8", items=ORDER.items)
    third, _new = save_order(fresh, renamed, by="An", expected=second.id, instead_of="Họp tháng 7")
    assert [one.name for one in load_orders(fresh)[0]] == ["Họp tháng 8", "Họp xã"]
    delete_order(fresh, "Họp xã", by="An", expected=third.id)
    assert [one.name for one in load_orders(fresh)[0]] == ["Họp tháng 8"]


def test_two_who_compose_at_once_are_told(fresh):
    save_order(fresh, ORDER, by="An", expected=None)
    with pytest.raises(VersionConflictError):
        save_order(fresh, RunningOrder(name="Khác", items=ORDER.items), by="Bình", expected=None)


@pytest.mark.parametrize(
    "wrong",
    [
        RunningOrder(name=" ", items=ORDER.items), RunningOrder(name="A", items=()),
        RunningOrder(name="A", items=(Item(show="criterion"),)), RunningOrder(name="A", items=(Item(show="commune"),)),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_not_kept(fresh, wrong):
    with pytest.raises(TableError):
        save_order(fresh, wrong, by="An", expected=None)
    assert load_orders(fresh) == ((), None)


def test_an_unknown_order_is_named(fresh):
    with pytest.raises(TableError):
        order_named(fresh, "Không có")
