"""The map asks no other host for anything, and a style is small, complete and harmless."""

import json
import re

import pandas as pd
import pytest
import streamlit_folium

from ntm_geo.maps.legend import NO_DATA, OUTSIDE, UNMATCHED, MapClass, legend_of
from ntm_geo.maps.palette import PATTERNS, TIER_COLOURS
from ntm_geo.maps.web import STATIC_DIR, AssetAddresses, MapContent, Style, encode, planning_map
from ntm_geo.tables.standing_table import TIERS

CLASSES = (*TIERS, NO_DATA, OUTSIDE, UNMATCHED)

ADDRESSES = AssetAddresses(leaflet="../here.leaflet/", script="../here.script/")
WORDS = {"home": "Toàn tỉnh", "fullscreen": "Toàn màn hình", "north": "B", "zoom_in": "+", "zoom_out": "-"}


def build_legend(classes, counted, labels):
    tiers = [MapClass(key=key, label=labels[key], colour=TIER_COLOURS[key]) for key in TIERS]
    return legend_of(classes, counted, tiers, labels)


def _content(**changes):
    classes = pd.Series([CLASSES[i % len(CLASSES)] for i in range(161)])
    legend = build_legend(classes, classes, {key: f"nhãn của {key}" for key in CLASSES})
    values = {
        "layer": "../here.layers/toy.json",
        "classes": tuple(classes),
        "counts": tuple(str(i % 20) for i in range(161)),
        "legend": legend,
        "title": "Mức độ đạt chuẩn nông thôn mới",
        "count_label": "#/19 tiêu chí",
        "total_label": "Tổng số đơn vị",
    }
    return MapContent(**(values | changes))


@pytest.fixture
def sent(monkeypatch):
    """What goes to the browser for one map."""
    arguments = {}
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: arguments.update(given))

    def send(content):
        streamlit_folium.st_folium(
            planning_map(ADDRESSES, WORDS),
            key="map",
            feature_group_to_add=Style(content),
            use_container_width=True,
        )
        return dict(arguments)

    return send


def test_nothing_is_asked_of_another_host(sent):
    arguments = sent(_content())
    spoken = json.dumps(
        [arguments[key] for key in ("script", "header", "html", "feature_group", "js_links", "css_links")]
    )
    assert not re.search(r"https?://", spoken)
    assert all(link.startswith("../here.") for link in arguments["js_links"] + arguments["css_links"])


def test_a_new_style_leaves_the_map_itself_alone(sent):
    first = sent(_content())
    second = sent(_content(title="2021", selected="00007", counts=("1",) * 161))
    assert {k: v for k, v in first.items() if k not in {"feature_group", "on_change"}} == {
        k: v for k, v in second.items() if k not in {"feature_group", "on_change"}
    }
    assert first["feature_group"] != second["feature_group"]


def test_a_change_of_161_units_is_under_three_kilobytes(sent):
    arguments = sent(_content())
    arguments.pop("on_change")
    assert len(json.dumps(arguments, ensure_ascii=False).encode()) < 3_000


def test_classes_point_into_the_legend():
    style = json.loads(encode(_content()))
    keys = [key for key, _label, _count in style["legend"]]
    assert [keys[int(digit, 36)] for digit in style["classes"]] == list(_content().classes)
    assert sum(count for _, _, count in style["legend"]) == 161
    assert [style["texts"][int(digit, 36)] for digit in style["counts"]] == list(_content().counts)


def test_more_than_36_texts_take_two_characters_each():
    counts = tuple(str(i) for i in range(161))
    style = json.loads(encode(_content(counts=counts)))
    pairs = [style["counts"][i : i + 2] for i in range(0, 322, 2)]
    assert [style["texts"][int(pair, 36)] for pair in pairs] == list(counts)


def test_what_is_hatched_costs_a_few_bytes_a_unit():
    plain, hatched = encode(_content()), encode(_content(hatched=tuple(range(0, 161, 10)), hatch_label="Củng cố"))
    assert "hatch" not in plain
    assert json.loads(hatched)["hatch"][:4] == ["Củng cố", 0, 0, 10]
    assert len(hatched) - len(plain) < 120


def test_the_id_changes_with_what_is_shown():
    assert json.loads(encode(_content()))["id"] != json.loads(encode(_content(labels=True)))["id"]


def test_a_hostile_name_cannot_leave_the_script():
    text = encode(_content(title="</script><script>alert(1)</script>\u2028"))
    assert "<" not in text
    assert "\u2028" not in text
    assert json.loads(text)["title"].startswith("</script>")


def test_every_pattern_is_drawn_by_the_script():
    script = (STATIC_DIR / "ntm-map.js").read_text(encoding="utf-8")
    assert all(f'id="ntm-{key}"' in script for key in PATTERNS)


def test_the_script_puts_no_text_into_html():
    script = (STATIC_DIR / "ntm-map.js").read_text(encoding="utf-8")
    assert "innerHTML" not in script
    assert script.count("insertAdjacentHTML") == 1, "the fixed patterns only"


def test_what_fits_the_land_is_loaded_before_the_map():
    links = [link for _name, link in planning_map(ADDRESSES, WORDS).default_js]
    assert [link.split("/")[-1].split("?")[0] for link in links] == ["leaflet.js", "ntm-fit.js", "ntm-map.js"]
