"""Colours of the tiers and of the classes that are not tiers: colour-blind safe, readable in grey print.

The tiers run from light to dark as communes come nearer to the standard, in steps of lightness large enough for a
photocopy; hue changes with it (sand, amber, green, teal, navy) so that neighbours differ twice. The three classes
that are no tier have a pattern, never a tier's colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ntm_geo.tables.standing_table import TIERS

if TYPE_CHECKING:
    from collections.abc import Sequence

TIER_COLOURS: Final[dict[str, str]] = dict(
    zip(TIERS, ("#0b3c5d", "#2b7f8c", "#7fb77e", "#f5c15b", "#fdf1cf"), strict=True),
)
"""Fill of each tier, best first."""


def tier_colours(tiers: Sequence[str]) -> dict[str, str]:
    """Return the fill of each tier of a criteria set, as far apart as the colours allow.

    Parameters
    ----------
    tiers : keys, best first; at most five.
    """
    return dict(zip(tiers, _spread(tuple(TIER_COLOURS.values()), len(tiers)), strict=True))


PATTERNS: Final = {"no_data": "#c9cdd0", "outside": "#d2d6d9", "unmatched": "#e4e6e8"}
"""Classes drawn as a pattern, with the mean grey of the pattern for places that cannot draw one."""

STATUS_COLOURS: Final = {"met": "#2b7f8c", "not_met": "#f5c15b", "not_applicable": "#eef1f3"}
"""Fill of what was judged met or not: the hues of a near and a far tier, told apart in grey print too."""

OUTCOME_COLOURS: Final = {"keeps": "#0b3c5d", "falls": "#e08a2c", "not_yet": "#f4ead0"}
"""Fill of what becomes of a commune under another criteria set: keeps the standard, falls, never had it."""

LEVEL_COLOURS: Final = {
    "recognised": "#0b3c5d",
    "reached": "#2b7f8c",
    "near": "#7fb77e",
    "standard": "#f5c15b",
    "unknown": "#fdf1cf",
    "no_standard": "#f1f3f4",
}
"""Fill of where a commune is on the way to a level above the standard: the tiers' steps, and who is not asked yet."""

RISK_COLOURS: Final = {"certain": "#a4281a", "possible": "#f5b04d", "none": "#5aa3a6", "not_recognised": "#f1f3f4"}
"""Fill by the risk that recognition is withdrawn: certain, left open by what is unknown, none, not recognised."""

SEQUENTIAL: Final = ("#eaf3f2", "#b5d8d5", "#7db9b9", "#43909a", "#155e75")
"""Fills of classes of a quantity without a threshold, from few to many."""

DIFFERENCE_COLOURS: Final = {
    "not_sent": "#f1f3f4", "waiting": "#b5d8d5", "same": "#2b7f8c", "few": "#f5b04d", "many": "#a4281a"
}  # fmt: skip
"""Fill by how far appraisal stays below what a commune reported, and where there is nothing to compare yet."""

DOSSIER_COLOURS: Final = {
    "not_begun": "#f1f3f4", "filling": "#fdf1cf", "sent_back": "#e08a2c", "sent": "#f5c15b", "appraising": "#7fb77e",
    "appraised": "#2b7f8c", "council": "#155e75", "recognised": "#0b3c5d", "revoked": "#a4281a",
}  # fmt: skip
"""Fill by how far the dossier of a commune is; what was sent back stands out."""

DIFFICULTY_COLOURS: Final = {"none": "#f1f3f4", "open": "#f5b04d", "late": "#a4281a"}
"""Fills for communes without open difficulties, with some, and with late ones."""

HAMLET_COLOURS: Final = ("#f6efdc", "#f5c15b", "#4c9aa3", "#0b3c5d")
"""Fills for none, some, enough and many hamlets certified: most communes have none, so that is the quietest."""

HAMLET_MIX_COLOURS: Final = {"all": "#0b3c5d", "many": "#2b7f8c", "some": "#7fb77e", "far": "#fdf1cf"}
"""Fills of communes by their hamlets: all certified, many nearly there, some, none of them near."""

CHOICE_COLOURS: Final = {
    "selected": "#0b3c5d",
    "near": "#5aa3a6",
    "not": "#f4ead0",
    "excluded": "#e08a2c",
    "apart": "#e3e7e9",
}
"""Fill of the state of a commune on a list of priorities."""

CHANGE_COLOURS: Final = {"enters": "#2b7f8c", "leaves": "#e08a2c", "stays": "#0b3c5d", "out": "#f4ead0"}
"""Fill of communes that enter or leave a list of priorities, stay on it, or are on neither."""

CLUSTER_COLOURS: Final = {
    "high_high": "#a4281a",
    "low_low": "#155e75",
    "high_low": "#f0b7a4",
    "low_high": "#a9cfd6",
    "none": "#f1f3f4",
}
"""Fill of clusters of high and low values, as maps of local association are usually painted."""

PARTNER_COLOURS: Final = {"none": "#d1495b", "one": "#a9d3d3", "two": "#4c9aa3", "more": "#0b3c5d", "apart": "#e9ecee"}
"""Fill by the number of partners; a commune without one warns, and what is not asked about stands back."""

KIND_COLOURS: Final = {
    "department": "#0b3c5d",
    "armed_forces": "#3f7d3b",
    "bank": "#8d6cab",
    "enterprise": "#e08a2c",
    "organisation": "#5aa3c6",
    "school": "#c9b037",
    "central": "#7a4a21",
    "several": "#9aa5ad",
    "none": "#d1495b",
    "apart": "#e9ecee",
}
"""Fill by the kind of partner: qualitative, so the legend and the tooltip name it as well."""

HAMLET_POINT_COLOURS: Final = {True: "#0b3c5d", False: "#ffffff"}
"""Fills of a hamlet drawn as a place: certified or not."""

_SHORT: Final = ("#fdd9a0", "#f5b04d", "#dd8220", "#a95a0c", "#6e3704")
_ENOUGH: Final = ("#cfe6e4", "#8fc5c6", "#4c9aa3", "#1f6f7d", "#0b3c5d")
_MOST_ON_A_SIDE: Final = len(_SHORT)


def diverging(short: int, enough: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return fills for classes on both sides of a threshold; each side starts light at the threshold.

    Parameters
    ----------
    short : number of classes that miss the threshold.
    enough : number of classes that keep it.

    Raises
    ------
    ValueError
        More than five classes on a side: nobody could tell them apart.
    """
    return _spread(_SHORT, short), _spread(_ENOUGH, enough)


def sequential(count: int) -> tuple[str, ...]:
    """Return fills from few to many; ValueError for more than five."""
    return _spread(SEQUENTIAL, count)


def _spread(ramp: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return colours of a ramp that are as far apart as it allows."""
    if count > _MOST_ON_A_SIDE:
        message = f"at most {_MOST_ON_A_SIDE} classes can be told apart, not {count}"
        raise ValueError(message)
    middle = len(ramp) // 2
    if count == 1:
        return (ramp[middle],)
    return tuple(ramp[round(position * (len(ramp) - 1) / (count - 1))] for position in range(count))


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
