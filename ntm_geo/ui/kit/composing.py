"""Running orders edited in this browser: changed slide by slide, each change stored as a draft until it is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from ntm_geo.briefing.order_drafts import OrderDraft, drop_draft, keep_draft, load_drafts
from ntm_geo.briefing.running_orders import load_orders, order_named, ready_order
from ntm_geo.ui.kit import cache, seat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntm_geo.briefing.running_orders import Item, RunningOrder

_DRAFTS: Final = "order_drafts"
_CHOSEN: Final = "order_chosen"


def kept(name: str) -> RunningOrder | None:
    """Return a running order as it is kept; None where it is kept no more."""
    result, _version = load_orders(cache.workspace())
    return next((order for order in (*result, ready_order()) if order.name == name), None)


def orders() -> dict[str, RunningOrder]:
    """Return the running orders as they are kept, by name: the ready one first, then also what only a draft knows."""
    stored, _version = load_orders(cache.workspace())
    orders_by_name = {order.name: order for order in (ready_order(), *stored)}
    return orders_by_name | {name: draft.base for name, draft in _drafts().items() if name not in orders_by_name}


def chosen_name() -> str:
    """Return the name of the running order chosen last: in this session, else the one changed last in this browser."""
    latest = next(iter(_drafts()), ready_order().name)
    return str(st.session_state.get(_CHOSEN, latest))


def choose(name: str) -> None:
    """Take a running order as the one being composed."""
    st.session_state[_CHOSEN] = name


def composed(name: str) -> RunningOrder:
    """Return a running order as it is being composed. Raises TableError when there is none of that name."""
    draft = _drafts().get(name)
    return draft.order if draft else order_named(cache.workspace(), name)


def draft_of(name: str) -> OrderDraft | None:
    """Return what was changed of a running order and not saved; None where nothing was."""
    return _drafts().get(name)


def change(name: str, items: Iterable[Item]) -> RunningOrder:
    """Give a running order other slides, as a draft; returns it as it then is."""
    drafts = _drafts()
    base = drafts[name].base if name in drafts else orders()[name]
    draft = OrderDraft(base=base, order=replace(base, items=tuple(items)))
    keep_draft(cache.workspace(), seat.number(), draft)
    drafts.pop(name, None)
    if draft.changed:
        st.session_state[_DRAFTS] = {name: draft} | drafts
    return draft.order


def append(item: Item) -> tuple[str, int]:
    """Put a slide at the end of the running order being composed; returns its name and the slide's number."""
    name = chosen_name() if chosen_name() in orders() else ready_order().name
    longer = change(name, [*composed(name).items, item])
    return longer.name, len(longer.items)


def discard(name: str) -> None:
    """Drop what was changed of a running order."""
    if _drafts().pop(name, None) is not None:
        drop_draft(cache.workspace(), seat.number(), name)


def _drafts() -> dict[str, OrderDraft]:
    if _DRAFTS not in st.session_state:
        st.session_state[_DRAFTS] = load_drafts(cache.workspace(), seat.number())
    drafts: dict[str, OrderDraft] = st.session_state[_DRAFTS]
    return drafts
