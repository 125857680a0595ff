"""Classes of a map and its legend: every unit is in exactly one class, and the counts add up to the units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ntm_geo.maps.palette import PATTERNS
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

NO_DATA: Final = "no_data"
OUTSIDE: Final = "outside"
UNMATCHED: Final = "unmatched"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """One row of a legend: class key, label, fill, pattern (empty for a plain fill) and number of units."""

    key: str
    label: str
    colour: str
    pattern: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapClass:
    """A class a theme paints: its key, its label in the reader's language, its colour."""

    key: str
    label: str
    colour: str


def place_classes(drawn: pd.DataFrame, by_code: pd.Series) -> pd.Series:
    """Return the class of every unit that is drawn.

    Parameters
    ----------
    drawn : one row per unit on the map, in the layer's order: ``code`` and ``kind`` of the gazetteer; ``kind`` is
        missing where the drawn unit is not in the gazetteer.
    by_code : class key by code of the commune; a commune that is not in it has no data.

    Returns
    -------
    Class keys in the order of ``drawn``; index as in ``drawn``.
    """
    classes = drawn["code"].map(by_code).astype("object").fillna(NO_DATA)
    classes = classes.mask(drawn["kind"].ne(PROGRAMME_KIND), OUTSIDE)
    return classes.mask(drawn["kind"].isna(), UNMATCHED)


def legend_of(
    classes: pd.Series, counted: pd.Series, painted: Sequence[MapClass], others: Mapping[str, str]
) -> tuple[LegendEntry, ...]:
    """Return the legend of classified units: every class that is painted, and the other ones where a unit has them.

    Parameters
    ----------
    classes : class keys, one per unit on the map.
    counted : the part of ``classes`` the counts speak of, such as one district.
    painted : the classes with a colour, in the order of the legend.
    others : labels of the classes drawn as a pattern.
    """
    counts, present = counted.value_counts(), set(classes)
    plain = [
        LegendEntry(
            key=map_class.key,
            label=map_class.label,
            colour=map_class.colour,
            pattern="",
            count=int(counts.get(map_class.key, 0)),
        )
        for map_class in painted
    ]
    patterns = [
        LegendEntry(key=key, label=others[key], colour=colour, pattern=key, count=int(counts.get(key, 0)))
        for key, colour in PATTERNS.items()
        if key in present
    ]
    return (*plain, *patterns)
