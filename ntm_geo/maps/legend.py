"""Classes of a map and its legend: every unit is in exactly one class, and the counts add up to the units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.maps.palette import PATTERNS, TIER_COLOURS
from ntm_geo.tables.standings import TIERS, UNKNOWN_TIER
from ntm_geo.tables.units import PROGRAMME_KIND

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_DATA: Final = "no_data"
OUTSIDE: Final = "outside"
UNMATCHED: Final = "unmatched"
CLASSES: Final = (*TIERS, NO_DATA, OUTSIDE, UNMATCHED)
"""Every class a unit can have on the tier map, in the order of the legend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """One row of a legend: class key, label, fill, pattern (empty for a plain fill) and number of units."""

    key: str
    label: str
    colour: str
    pattern: str
    count: int


def classify(drawn: pd.DataFrame, standings: pd.DataFrame) -> pd.Series:
    """Return the class of every unit that is drawn.

    Parameters
    ----------
    drawn : one row per unit on the map, in the layer's order: ``code`` and ``kind`` of the gazetteer; ``kind`` is
        missing where the drawn unit is not in the gazetteer.
    standings : ``tables.Standings`` of one period.

    Returns
    -------
    Class keys in the order of ``drawn``; index as in ``drawn``.
    """
    tiers = standings.set_index("code")["tier"].replace(UNKNOWN_TIER, NO_DATA)
    classes = drawn["code"].map(tiers).astype("object").fillna(NO_DATA)
    classes = classes.mask(drawn["kind"].ne(PROGRAMME_KIND), OUTSIDE)
    return classes.mask(drawn["kind"].isna(), UNMATCHED)


def build_legend(classes: pd.Series, counted: pd.Series, labels: Mapping[str, str]) -> tuple[LegendEntry, ...]:
    """Return the legend of classified units: all tiers, and the other classes where a unit has them.

    Parameters
    ----------
    classes : class keys, one per unit on the map.
    counted : the part of ``classes`` the counts speak of, such as one district.
    labels : label per class key, in the language of the reader.
    """
    counts = counted.value_counts()
    present = set(classes)
    return tuple(
        LegendEntry(
            key=key,
            label=labels[key],
            colour=TIER_COLOURS.get(key) or PATTERNS[key],
            pattern="" if key in TIER_COLOURS else key,
            count=int(counts.get(key, 0)),
        )
        for key in CLASSES
        if key in TIER_COLOURS or key in present
    )
