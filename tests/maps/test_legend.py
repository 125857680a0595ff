"""Every unit is in one class, and the legend's counts add up."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.maps.legend import NO_DATA, OUTSIDE, UNMATCHED, MapClass, legend_of, place_classes
from ntm_geo.maps.palette import TIER_COLOURS
from ntm_geo.tables.standing_table import TIERS

CLASSES = (*TIERS, NO_DATA, OUTSIDE, UNMATCHED)

LABELS = {key: key.upper() for key in CLASSES}


def build_legend(classes, counted, labels):
    tiers = [MapClass(key=key, label=labels[key], colour=TIER_COLOURS[key]) for key in TIERS]
    return legend_of(classes, counted, tiers, labels)


def classify(drawn, standings):
    return place_classes(drawn, standings.set_index("code")["tier"].replace("unknown", NO_DATA))


def _drawn(rows):
    return pd.DataFrame(rows, columns=["code", "kind"]).astype("object")


def _standings(tiers):
    return pd.DataFrame({"code": list(tiers), "tier": list(tiers.values())})


def test_towns_are_outside_strangers_unmatched_and_communes_without_data_apart():
    drawn = _drawn(
        [("00001", "commune"), ("00002", "commune"), ("00003", "commune"), ("00004", "ward"), ("00005", None)]
    )
    classes = classify(drawn, _standings({"00001": "recognised", "00002": "unknown"}))
    assert list(classes) == ["recognised", "no_data", "no_data", "outside", "unmatched"]


def test_a_stranger_never_takes_the_tier_of_the_unit_whose_code_it_carries():
    classes = classify(_drawn([("00001", None)]), _standings({"00001": "recognised"}))
    assert list(classes) == ["unmatched"]


def test_all_tiers_stand_in_the_legend_even_when_empty():
    classes = pd.Series(["recognised", "outside"])
    entries = build_legend(classes, classes, LABELS)
    assert [(entry.key, entry.count) for entry in entries] == [
        ("recognised", 1),
        ("c15_18", 0),
        ("c10_14", 0),
        ("c5_9", 0),
        ("c0_4", 0),
        ("outside", 1),
    ]


def test_counts_of_a_district_keep_the_classes_of_the_whole_map():
    classes = pd.Series(["recognised", "no_data", "c5_9"])
    entries = build_legend(classes, classes.iloc[:1], LABELS)
    assert {entry.key: entry.count for entry in entries}["no_data"] == 0


@settings(max_examples=60)
@given(st.lists(st.sampled_from(CLASSES), max_size=200))
def test_counts_add_up_to_the_units(keys):
    classes = pd.Series(keys, dtype="object")
    assert sum(entry.count for entry in build_legend(classes, classes, LABELS)) == len(keys)
