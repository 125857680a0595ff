"""A running order being composed is found again as it was; what cannot be read is left out, never an error."""

from dataclasses import replace

from ntm_geo.briefing.order_drafts import OrderDraft, drop_draft, keep_draft, load_drafts
from ntm_geo.briefing.running_orders import Item, RunningOrder
from ntm_geo.store import browser_drafts

BASE = RunningOrder(name="Họp giao ban", items=(Item(show="title"), Item(show="commune", subject="01291")))
CHANGED = replace(BASE, items=(*BASE.items, Item(show="text", title="Kết luận", statement="Một\nHai", note="nói chậm")))


def test_it_comes_back_word_for_word(fresh):
    draft = OrderDraft(base=BASE, order=CHANGED)
    keep_draft(fresh, "a", draft)
    assert load_drafts(fresh, "a") == {"Họp giao ban": draft}
    assert load_drafts(fresh, "b") == {}
    drop_draft(fresh, "a", "Họp giao ban")
    assert load_drafts(fresh, "a") == {}


def test_changed_back_it_is_no_draft(fresh):
    keep_draft(fresh, "a", OrderDraft(base=BASE, order=CHANGED))
    keep_draft(fresh, "a", OrderDraft(base=BASE, order=BASE))
    assert load_drafts(fresh, "a") == {}


def test_what_an_older_version_wrote_is_left_out(fresh):
    browser_drafts.keep_draft(fresh.store, "a", "running_order", "cũ", '{"order": 1}')
    browser_drafts.keep_draft(fresh.store, "a", "running_order", "hỏng", "{")
    keep_draft(fresh, "a", OrderDraft(base=BASE, order=CHANGED))
    assert list(load_drafts(fresh, "a")) == ["Họp giao ban"]
