"""Colours of the tiers and of the classes that are not tiers: colour-blind safe, readable in grey print.

The tiers run from light to dark as communes come nearer to the standard, in steps of lightness large enough for a
photocopy; hue changes with it (sand, amber, green, teal, navy) so that neighbours differ twice. The three classes
that are no tier have a pattern, never a tier's colour.
"""

from __future__ import annotations

from typing import Final

from ntm_geo.tables.standings import TIERS

TIER_COLOURS: Final[dict[str, str]] = dict(
    zip(TIERS, ("#0b3c5d", "#2b7f8c", "#7fb77e", "#f5c15b", "#fdf1cf"), strict=True),
)
"""Fill of each tier, best first."""

PATTERNS: Final = {"no_data": "#c9cdd0", "outside": "#d2d6d9", "unmatched": "#e4e6e8"}
"""Classes drawn as a pattern, with the mean grey of the pattern for places that cannot draw one."""

_SRGB_KNEE: Final = 0.04045
_LAB_KNEE: Final = 0.008856


def lightness(colour: str) -> float:
    """Return CIE L* (0 black … 100 white) of a ``#rrggbb`` colour.

    Source: IEC 61966-2-1 (sRGB to luminance) and CIE 15 (luminance to L*).
    """
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    if luminance <= _LAB_KNEE:
        return float(903.3 * luminance)
    return float(116 * luminance ** (1 / 3) - 16)


def _linear(channel: float) -> float:
    if channel <= _SRGB_KNEE:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
