"""Tier map: find a commune, click it, read what it misses."""

import json

import pytest


def _style(at):
    """The style the map was given, as the browser reads it."""
    (component,) = at.get("component_instance")
    arguments = json.loads(component.proto.json_args)
    text = arguments["feature_group"] if isinstance(arguments["feature_group"], str) else str(arguments)
    start = text.index("NTM.paint(") + len("NTM.paint(")
    return json.JSONDecoder().raw_decode(text[start:])[0]


@pytest.mark.parametrize(
    ("address", "units", "counts"),
    [
        ({}, 161, {"recognised": 17, "c15_18": 3, "c10_14": 50, "c5_9": 68, "c0_4": 1, "outside": 22}),
        ({"vintage": "2025"}, 56, {"recognised": 1, "c15_18": 1, "c10_14": 14, "c5_9": 32, "c0_4": 5, "outside": 3}),
        ({"period": "2020"}, 161, {"recognised": 12, "c15_18": 2, "c10_14": 26, "c5_9": 84, "c0_4": 15}),
    ],
)
def test_the_legend_counts_every_unit_once(app, address, units, counts):
    style = _style(app("tier_map", **address))
    legend = {key: count for key, _, count in style["legend"]}
    assert sum(legend.values()) == units == len(style["classes"])
    assert counts.items() <= legend.items()


def test_a_change_of_year_changes_the_style_alone(app):
    at = app("tier_map")
    before = json.loads(at.get("component_instance")[0].proto.json_args)
    at.selectbox(key="choose_period").set_value("2021").run()
    after = json.loads(at.get("component_instance")[0].proto.json_args)
    assert _style(at)["title"].endswith("2021")
    assert before["script"] == after["script"]
    assert before["feature_group"] != after["feature_group"]
    assert len(json.dumps(after["feature_group"])) < 3_500


def test_a_district_and_names_go_into_the_style(app):
    style = _style(app("tier_map", district="045", labels="1"))
    assert (style["district"], style["labels"]) == ("045", True)
