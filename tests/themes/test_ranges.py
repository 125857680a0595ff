"""Labels say on which side a limit is; colours part at the threshold."""

import numpy as np
import pytest

from ntm_geo.i18n import use_language
from ntm_geo.maps.numeric import Limits
from ntm_geo.maps.palette import lightness
from ntm_geo.themes.ranges import class_keys, painted_ranges, range_labels


@pytest.mark.parametrize(
    ("limits", "labels"),
    [
        (Limits(limits=(30.0, 39.0)), ("< 30 %", "30 – 39 %", "≥ 39 %")),
        (Limits(limits=(13.0, 17.5), closed_right=True), ("≤ 13 %", "13 – 17,5 %", "> 17,5 %")),
    ],
)
def test_labels_are_written_as_offices_do(limits, labels):
    use_language("vi")
    assert range_labels(limits, "%") == labels


def test_colours_are_lightest_at_the_threshold():
    classes = painted_ranges(Limits(limits=(10.0, 20.0, 30.0), threshold=20.0), "")
    light = [lightness(one.colour) for one in classes]
    assert light[0] < light[1]
    assert light[2] > light[3]
    turned = painted_ranges(Limits(limits=(10.0, 20.0, 30.0), threshold=20.0, closed_right=True), "", low_is_good=True)
    assert [one.colour for one in turned] != [one.colour for one in classes]


def test_without_a_threshold_more_is_darker():
    light = [lightness(one.colour) for one in painted_ranges(Limits(limits=(1.0, 2.0, 3.0, 4.0)), "")]
    assert light == sorted(light, reverse=True)


def test_what_has_no_class_has_no_key():
    assert class_keys(np.array([0, -1, 2])) == ["n0", None, "n2"]
