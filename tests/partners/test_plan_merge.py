"""What two people changed is put together pair by pair; nothing either of them did is lost without being told."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.partners.plan_merge import changes, merge_pairs
from ntm_geo.store.kinds import MODELS
from ntm_geo.tables.base import validate


def _keys(table):
    return set(zip(table["agency"], table["code"], strict=True))


def test_changes_of_different_pairs_are_both_kept(pair_table, pair_row):
    base = pair_table(("a", "00001"), ("b", "00002"))
    mine = pair_table(("a", "00001"), ("b", "00002"), ("c", "00003"))
    theirs = pair_table(pair_row("a", "00001", lock="in", lock_why="giữ"))
    merged = merge_pairs(base, mine, theirs)
    assert merged.fits
    assert _keys(merged.pairs) == {("a", "00001"), ("c", "00003")}
    assert merged.pairs.set_index("agency").loc["a", "lock"] == "in"
    assert merged.mine["change"].tolist() == ["added"]
    assert sorted(merged.theirs["change"]) == ["locked", "removed"]
    assert merged.shared == ()


def test_a_pair_both_changed_differently_is_listed_with_both_sides(pair_table, pair_row):
    base = pair_table(("a", "00001"))
    mine = pair_table(pair_row("a", "00001", lock="in", lock_why="tôi"))
    theirs = pair_table(pair_row("a", "00001", note="ghi chú"))
    merged = merge_pairs(base, mine, theirs)
    [row] = merged.conflicts.to_dict("records")
    assert not merged.fits
    assert (row["before"], row["mine"], row["theirs"]) == ("assigned", "assigned+locked · tôi", "assigned · ghi chú")
    assert merged.pairs["note"].tolist() == ["ghi chú"]


def test_the_same_change_on_both_sides_is_no_conflict(pair_table):
    base, both = pair_table(("a", "00001")), pair_table(("a", "00002"))
    merged = merge_pairs(base, both, both)
    assert merged.fits
    assert _keys(merged.pairs) == {("a", "00002")}


def test_an_agency_both_moved_is_pointed_out_though_no_pair_conflicts(pair_table):
    base = pair_table(("a", "00001"))
    merged = merge_pairs(base, pair_table(("a", "00002")), pair_table(("a", "00003")))
    assert merged.fits
    assert merged.shared == ("a",)
    assert _keys(merged.pairs) == {("a", "00002"), ("a", "00003")}


def test_new_figures_beside_a_pair_are_no_change_of_a_person(pair_table, pair_row):
    assert changes(pair_table(("a", "00001")), pair_table(pair_row("a", "00001", value=0.9, km=1.0))).empty


def test_a_change_says_what_it_is(pair_table, pair_row):
    before = pair_table(("a", "00001"), ("b", "00002"), pair_row("c", "00003", lock="in"), ("d", "00004"))
    after = pair_table(
        ("a", "00001"), ("e", "00005"), ("c", "00003"), pair_row("d", "00004", assigned=False, lock="out"),
    )  # fmt: skip
    told = changes(before, after).set_index("agency")["change"].to_dict()
    assert told == {"b": "removed", "c": "unlocked", "d": "removed", "e": "added"}


ROWS = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["00001", "00002"])),
    st.sampled_from([None, "in", "out"]),
    max_size=6,
)


@pytest.fixture(scope="module")
def build(pair_row):
    columns = list(MODELS["assignments"].to_schema().columns)

    def table(given_rows):
        rows = [pair_row(a, c, lock=lock, assigned=lock != "out") for (a, c), lock in given_rows.items()]
        frame = pd.DataFrame(rows, columns=columns).astype({"value": "float64", "km": "float64", "assigned": bool})
        return validate(frame, MODELS["assignments"])

    return table


@settings(max_examples=25)
@given(base=ROWS, mine=ROWS, theirs=ROWS)
def test_every_pair_is_as_one_of_the_two_left_it_and_merging_is_fair(build, base, mine, theirs):
    before, ours, others = build(base), build(mine), build(theirs)
    merged = merge_pairs(before, ours, others)
    kept = dict(zip(zip(merged.pairs["agency"], merged.pairs["code"], strict=True), merged.pairs["lock"], strict=True))
    kept = {key: None if pd.isna(lock) else lock for key, lock in kept.items()}
    conflicts = _keys(merged.conflicts)
    missing = object()
    for key in {*base, *mine, *theirs}:
        was, a, b = (one.get(key, missing) for one in (base, mine, theirs))
        mine_changed, theirs_changed = a != was, b != was
        assert kept.get(key, missing) == (a if mine_changed and not theirs_changed else b)
        assert (key in conflicts) == (mine_changed and theirs_changed and a != b)
    turned = merge_pairs(before, others, ours)
    assert _keys(turned.conflicts) == conflicts
