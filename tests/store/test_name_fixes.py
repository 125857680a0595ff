"""A decision on a name is remembered for its vintage, and can be taken back."""

from ntm_geo.store.datasets import revision
from ntm_geo.store.name_fixes import forget, remember, remembered


def test_decisions_are_remembered_for_their_vintage(store):
    remember(store, "2020", {"huyện a|hoà an": "01001", "|b": "01002"}, by="Lan")
    assert remembered(store, "2020") == {"huyện a|hoà an": "01001", "|b": "01002"}
    assert remembered(store, "2025") == {}


def test_a_later_decision_replaces_the_earlier(store):
    remember(store, "2020", {"a": "01001", "b": "01002"}, by="Lan")
    remember(store, "2020", {"a": "01003"}, by="Hà")
    assert remembered(store, "2020") == {"a": "01003", "b": "01002"}


def test_a_decision_taken_back_is_asked_about_again(store):
    remember(store, "2020", {"a": "01001"}, by="Lan")
    before = revision(store)
    forget(store, "2020", "a", by="Lan")
    assert remembered(store, "2020") == {}
    assert revision(store) > before


def test_nothing_decided_writes_nothing(store):
    remember(store, "2020", {}, by="Lan")
    forget(store, "2020", "never", by="Lan")
    assert revision(store) == 0
