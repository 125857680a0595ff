"""Every flow is a band as wide as its count, and both sides name every group with its sum."""

import re

from ntm_geo.maps.flows import Flow, flow_picture

COLOURS = {"a": "#111111", "b": "#222222", "c": "#333333"}
LABELS = {"a": "Đạt", "b": "Gần <đạt>", "c": "Xa"}


def _picture(*flows):
    return flow_picture(flows, groups=list(COLOURS), labels=LABELS, colours=COLOURS, heads=("2020", "2022"))


def test_both_sides_add_up():
    picture = _picture(
        Flow(source="a", target="a", count=5),
        Flow(source="b", target="a", count=3),
        Flow(source="b", target="b", count=2),
    )
    said = re.findall(r'class="name">([^<]*)', picture)
    assert said == ["Đạt: 5", "Gần &lt;đạt&gt;: 5", "Đạt: 8", "Gần &lt;đạt&gt;: 2"]


def test_bands_are_as_wide_as_their_counts():
    picture = _picture(Flow(source="a", target="a", count=30), Flow(source="b", target="a", count=10))
    heights = [float(one) for one in re.findall(r'<rect[^>]*height="([\d.]+)"', picture)]
    assert heights[0] / heights[1] == 3
    assert heights[2] == heights[0] + heights[1]


def test_nobody_moved_is_no_band_and_a_title_is_escaped():
    picture = _picture(Flow(source="a", target="b", count=0), Flow(source="a", target="a", count=1, title="<b>Xã</b>"))
    assert picture.count("<path") == 1
    assert "&lt;b&gt;" in picture
