"""A draft is kept for the browser it was begun in, in the order of the last change, and is no data of anybody else."""

from datetime import UTC, datetime, timedelta

from ntm_geo.store import browser_drafts
from ntm_geo.store.datasets import revision


def _names(store, seat="a", kind="order"):
    return list(browser_drafts.drafts_of(store, seat, kind))


def test_drafts_are_kept_for_their_seat_and_kind_the_last_changed_first(store):
    browser_drafts.keep_draft(store, "a", "order", "first", "1")
    browser_drafts.keep_draft(store, "a", "order", "second", "2")
    browser_drafts.keep_draft(store, "b", "order", "other", "3")
    assert browser_drafts.drafts_of(store, "a", "order") == {"second": "2", "first": "1"}
    browser_drafts.keep_draft(store, "a", "order", "first", "1 again")
    assert browser_drafts.drafts_of(store, "a", "order") == {"first": "1 again", "second": "2"}
    assert _names(store) == ["first", "second"]
    assert _names(store, seat="b") == ["other"]
    assert _names(store, kind="table") == []


def test_a_draft_dropped_is_gone_and_others_stay(store):
    browser_drafts.keep_draft(store, "a", "order", "x", "1")
    browser_drafts.keep_draft(store, "a", "order", "y", "2")
    browser_drafts.drop_draft(store, "a", "order", "x")
    browser_drafts.drop_draft(store, "a", "order", "never")
    assert _names(store) == ["y"]


def test_a_draft_changes_nothing_that_others_see(store):
    browser_drafts.keep_draft(store, "a", "order", "x", "1")
    browser_drafts.drop_draft(store, "a", "order", "x")
    assert revision(store) == 0


def test_a_draft_nobody_touches_for_long_goes_with_the_next_one(store, monkeypatch):
    browser_drafts.keep_draft(store, "a", "order", "old", "1")

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz=UTC) + browser_drafts.KEPT_FOR + timedelta(days=1)

    monkeypatch.setattr(browser_drafts, "datetime", Later)
    browser_drafts.keep_draft(store, "b", "order", "new", "2")
    assert _names(store) == []
    assert _names(store, seat="b") == ["new"]
