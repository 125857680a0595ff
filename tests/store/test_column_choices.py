"""What a column was said to be is remembered for its kind and its set of criteria, and can be taken back."""

from ntm_geo.store.column_choices import ColumnChoice, forget_columns, remember_columns, remembered_columns
from ntm_geo.store.datasets import revision


def _keys(store, criteria_set="a", kind="results"):
    return {heading: choice.key for heading, choice in remembered_columns(store, criteria_set, kind).items()}


def test_choices_are_remembered_with_who_and_when_for_their_kind_and_set(store):
    remember_columns(store, "a", "results", {"la hoac": "3", "ghi chu": ""}, by="Lan")
    assert _keys(store) == {"la hoac": "3", "ghi chu": ""}
    assert _keys(store, kind="scores") == {}
    assert _keys(store, criteria_set="b") == {}
    choice = remembered_columns(store, "a", "results")["la hoac"]
    assert isinstance(choice, ColumnChoice)
    assert (choice.by, choice.decided_at[:2], choice.decided_at[10]) == ("Lan", "20", "T")


def test_a_later_choice_replaces_the_earlier(store):
    remember_columns(store, "a", "results", {"x": "3", "y": "4"}, by="Lan")
    remember_columns(store, "a", "results", {"x": ""}, by="Hà")
    assert _keys(store) == {"x": "", "y": "4"}
    assert remembered_columns(store, "a", "results")["x"].by == "Hà"


def test_a_choice_taken_back_is_gone_and_others_stay(store):
    remember_columns(store, "a", "results", {"x": "3", "y": "4"}, by="Lan")
    before = revision(store)
    forget_columns(store, "a", "results", ["x"], by="Lan")
    assert _keys(store) == {"y": "4"}
    assert revision(store) > before


def test_nothing_chosen_writes_nothing(store):
    remember_columns(store, "a", "results", {}, by="Lan")
    forget_columns(store, "a", "results", [], by="Lan")
    forget_columns(store, "a", "results", ["never"], by="Lan")
    assert revision(store) == 0
