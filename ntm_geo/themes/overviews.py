"""Overviews: every criterion at once, as small maps and as a table of communes against criteria."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.i18n.collation import by_name
from ntm_geo.maps.legend import place_classes
from ntm_geo.maps.multiples import SmallMaps
from ntm_geo.maps.palette import PATTERNS
from ntm_geo.themes.map_themes import criterion_theme

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.themes.map_layers import Layer
    from ntm_geo.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMap:
    """One criterion: its map as SVG, and how many communes meet it."""

    code: str
    name: str
    picture: str
    met: int
    not_met: int
    unknown: int


def small_maps(workspace: Workspace, standing: PeriodAssessment, drawn: Layer) -> tuple[SmallMap, ...]:
    """Return a small map of every criterion, in the order of the law."""
    drawing = SmallMaps(drawn.units.to_crs(workspace.province.local_crs))
    maps = []
    for criterion in standing.criteria_set.criteria:
        theme = criterion_theme(standing, criterion.code)
        classes = place_classes(drawn.match.frame, theme.table.set_index("code")["class"])
        colours = {map_class.key: map_class.colour for map_class in theme.painted} | PATTERNS
        counts = theme.table["status"].value_counts()
        maps.append(
            SmallMap(
                code=criterion.code,
                name=str(criterion.name),
                picture=drawing.draw(list(classes), colours, label=theme.title),
                met=int(counts.get("met", 0)),
                not_met=int(counts.get("not_met", 0)),
                unknown=int(counts.get("unknown", 0)),
            )
        )
    return tuple(maps)


def heat_table(standing: PeriodAssessment) -> pd.DataFrame:
    """Return communes against criteria.

    Returns
    -------
    ``code, name, district``, then a column a criterion code with ``met``, ``not_met`` or ``unknown``, then ``count``
    of criteria met; sorted by district, then most criteria first, then code.
    """
    results = standing.assessment.results
    wide = results.pivot_table(index="code", columns="criterion", values="met", aggfunc="first", dropna=False)
    codes = [criterion.code for criterion in standing.criteria_set.criteria]
    theme = criterion_theme(standing, codes[0])
    frame = theme.table[["code", "name", "district"]].copy()
    known = wide.reindex(index=frame["code"], columns=codes)
    for code in codes:
        column = known[code].to_numpy()
        frame[code] = ["unknown" if pd.isna(item) else ("met" if item else "not_met") for item in column]
    frame["count"] = (frame[codes] == "met").sum(axis=1)
    return frame.sort_values(
        ["district", "count", "code"], ascending=[True, False, True], key=by_name, ignore_index=True
    )
