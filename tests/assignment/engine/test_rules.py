"""Rules are told apart by what they say, and have a key each."""

from ntm_geo.assignment.engine import (
    at_least,
    at_most,
    capacity,
    districts,
    fair,
    keep_share,
    kinds_forbidden,
    kinds_required,
    lock_in,
    lock_out,
    spread,
)


def test_rules_have_keys_and_equal_what_says_the_same():
    rules = [
        capacity(), districts(), at_least(1), at_most(2), kinds_required("border", "bank"),
        kinds_forbidden("border", "bank"), spread(2), keep_share(0.5, frozenset()), fair(),
    ]  # fmt: skip
    assert [one.key for one in rules] == [
        "capacity", "districts", "at_least", "at_most", "kinds_required", "kinds_forbidden", "spread", "keep_share",
        "fair",
    ]  # fmt: skip
    assert len(set(rules)) == len(rules)
    assert at_least(1) == at_least() != at_least(2)
    assert kinds_required("b", "x", "y") == kinds_required("b", "y", "x")


def test_a_lock_says_who_and_why():
    lock = lock_in("A", "00001", by="Chủ tịch", why="đã hứa")
    assert (lock.inside, lock.by, lock.why) == (True, "Chủ tịch", "đã hứa")
    assert not lock_out("A", "00001").inside
