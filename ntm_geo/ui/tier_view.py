"""The tier map with its panel, as both pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from ntm_geo.i18n import _
from ntm_geo.ui import cache, map_view, panel
from ntm_geo.ui.state import View, remember
from ntm_geo.workflows import assess, draw
from ntm_geo.workflows.draw import Layer, MapView
from ntm_geo.workflows.profile import profile

if TYPE_CHECKING:
    from ntm_geo.workflows.assess import PeriodAssessment


def pick_clicked(view: View, key: str) -> View:
    """Return the view with the commune that was just clicked on the map of that key."""
    clicked = map_view.clicked_commune(key)
    return view.change(commune=clicked) if clicked else view


def show_tier_map(view: View, *, key: str, height: int, with_panel: bool) -> None:
    """Show the tier map of a settled view; the panel of the chosen commune lies over it."""
    space = cache.workspace()
    standing = cache.assessment(int(view.period), view.vintage, view.rule)
    map_view.serve_layers(space.layers_dir)
    with st.spinner(_("Preparing the boundaries …")):
        drawn = cache.layer(view.vintage, view.boundaries)
    content = draw.tier_map(
        standing,
        drawn,
        MapView(
            title=_("Tiers of communes, end of {year}", year=view.period),
            layer_address=map_view.LAYERS_ADDRESS,
            criteria_set=space.criteria_set,
            district=view.district,
            commune=view.commune,
            labels=view.labels == "1",
        ),
    )
    with st.container(key="map_stage" if with_panel else f"{key}_stage"):
        map_view.show_map(content, key=key, height=height)
        if with_panel and view.commune:
            _show_panel(view)
    _show_sources(standing, drawn)
    # The reader has the page by now; assessing the other years here makes the first change of year a quick one.
    for year in assess.periods(cache.figures()):
        cache.assessment(year, view.vintage, view.rule)


def _show_panel(view: View) -> None:
    space = cache.workspace()
    years = assess.periods(cache.figures())
    standings = [cache.assessment(year, view.vintage, view.rule) for year in (int(view.period), *years)]
    merged = cache.merged(view.commune, int(view.period), view.vintage)
    if panel.show_panel(profile(space, view.commune, standings), draw.class_labels(space.criteria_set), merged):
        remember(view.change(commune=""))
        st.rerun()


def _show_sources(standing: PeriodAssessment, drawn: Layer) -> None:
    """Say under the map where figures and lines come from, and what does not fit."""
    lines = [_("Figures: {source}", source=standing.provenance.source), *draw.map_notes(standing, drawn)]
    match = drawn.match
    if match.contradictions:
        lines.append(
            _(
                "{count} units carry a code of another unit (code: name drawn / name on the list): {examples}",
                count=len(match.contradictions),
                examples="; ".join(match.contradictions[:5]),
            ),
        )
    if match.not_in_gazetteer:
        lines.append(_("{count} units drawn are not on the list of units.", count=len(match.not_in_gazetteer)))
    if match.not_drawn:
        lines.append(
            _(
                "{count} units of the list are not on the map: {examples}",
                count=len(match.not_drawn),
                examples=", ".join(match.not_drawn[:5]),
            ),
        )
    badge = draw.map_stamp(standing, drawn)
    st.html(
        Markup('<div class="ntm-source">{badge} {lines}</div>').format(
            badge=Markup('<span class="ntm-badge">{}</span>').format(badge) if badge else "",
            lines=" · ".join(lines),
        ),
    )
