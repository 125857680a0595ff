"""Tiers stay apart in grey print and for colour-blind readers."""

from itertools import combinations

import numpy as np
import pytest

from ntm_geo.maps.palette import PATTERNS, TIER_COLOURS, lightness
from ntm_geo.tables.standing_table import TIERS

# Machado, Oliveira & Fernandes (2009), severity 1.0, in linear RGB.
DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def _linear(colour):
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def _lab(linear):
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(linear, 0, 1) / np.array([0.95047, 1, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_every_tier_has_a_colour_and_no_pattern_shares_one():
    assert tuple(TIER_COLOURS) == TIERS
    assert not set(PATTERNS.values()) & set(TIER_COLOURS.values())


def test_known_lightness():
    assert lightness("#000000") == pytest.approx(0)
    assert lightness("#ffffff") == pytest.approx(100, abs=0.1)
    assert lightness("#777777") == pytest.approx(50, abs=0.5)


def test_tiers_darken_towards_the_standard_in_steps_a_photocopy_keeps():
    steps = np.diff([lightness(colour) for colour in TIER_COLOURS.values()])
    assert (steps >= 10).all(), steps


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_tiers_differ_for_colour_blind_readers(deficiency):
    seen = {tier: _lab(np.array(DEFICIENCIES[deficiency]) @ _linear(colour)) for tier, colour in TIER_COLOURS.items()}
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= 15, (deficiency, one, other)
