"""Thematic map on a page: the map itself, its sources, and its downloads."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import streamlit as st
from markupsafe import Markup

from ntm_geo.boundaries.units import full_name
from ntm_geo.i18n import _
from ntm_geo.themes import map_layers
from ntm_geo.themes.map_layers import MapView
from ntm_geo.themes.map_themes import Theme, theme_map
from ntm_geo.ui.kit import cache, map_view, take_view, what_if_view
from ntm_geo.ui.kit.messages import escaped

if TYPE_CHECKING:
    from collections.abc import Collection

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.tables.provenance import Provenance
    from ntm_geo.themes.map_layers import Layer
    from ntm_geo.ui.kit.state import View


_PAINT_S: Final = 0.12
REST: Final = 66
"""Pixels below the map of a page: what can be done with it stands there, in sight."""
LIST: Final = "stretch"
"""Height of a list beside a map: its column is as tall as the map (style sheet), the list takes what is left."""
DOSSIER: Final = "pages/commune.py"
"""Where a commune's own page is."""


def layer_of(view: View) -> Layer:
    """Return the layer of a view, served and ready."""
    map_view.serve_layers(cache.workspace().layers_dir)
    with st.spinner(_("Preparing the boundaries …")):
        return cache.layer(view.vintage, view.boundaries)


def map_choice(view: View) -> MapView:
    """Return what a map is drawn with."""
    return MapView(
        layer_address=map_view.LAYERS_ADDRESS,
        district=view.district,
        commune=view.commune,
        labels=view.labels == "1",
    )


def show_theme(  # noqa: PLR0913 - one map with all that may be said of it
    view: View,
    standing: PeriodAssessment,
    theme: Theme,
    *,
    key: str,
    height: int,
    faded: Collection[str] = (),
    values: bool = False,
    rest: int = REST,
) -> None:
    """Show the map of a theme, what it stands on, and the files made of it.

    Parameters
    ----------
    view : settled.
    standing : the theme was made of.
    theme : what is shown.
    key : of the map.
    height : of the map where the style sheet gives none, in pixels.
    faded : codes that stand back.
    values : whether the texts of the theme stand on the map.
    rest : pixels of a wide window that stay free below the map; 0 for a map further down a page.
    """
    drawn = layer_of(view)
    content = theme_map(standing, drawn, theme, map_choice(view), faded=faded, values=values)
    with st.container(key=f"{key}_stage"):
        map_view.show_map(content, key=key, height=height, rest=rest)
    let_map_paint()
    take, think, more = st.columns([1, 1, 1])
    with think:
        what_if_view.show_form(view, key=key)
    with take:
        take_view.show_downloads(view, standing, drawn, content, theme, key=key)
    if view.commune:
        with more:
            open_dossier(view, key=key)
    show_sources(standing, drawn, theme.provenance)


def let_map_paint() -> None:
    """Hold back for a moment what follows a map, where a browser looks on.

    A chart or table that arrives right behind the map is drawn before the map's new colours: measured, a change of
    criterion shows after 0.20 s with the pause and after 0.30 s without it.
    """
    if st.context.url:
        time.sleep(_PAINT_S)


def open_dossier(view: View, *, key: str) -> None:
    """Offer the page of the commune that is chosen."""
    units = cache.units(view.vintage).set_index("code")
    name = full_name(units.at[view.commune, "kind"], units.at[view.commune, "name"])
    if st.button(
        escaped(_("Page of {name}", name=name)), icon=":material/description:", key=f"dossier_{key}_{view.commune}"
    ):
        st.switch_page(DOSSIER)


def show_sources(standing: PeriodAssessment, drawn: Layer, provenance: Provenance | None = None) -> None:
    """Say under the map where figures and lines come from, and what does not fit."""
    figures = provenance or standing.provenance
    lines = [_("Figures: {source}", source=figures.source), *map_layers.map_notes(standing, drawn)]
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
    badge = map_layers.map_stamp(figures, drawn)
    st.html(
        Markup('<div class="ntm-source">{badge} {lines}</div>').format(
            badge=Markup('<span class="ntm-badge">{}</span>').format(badge) if badge else "",
            lines=" · ".join(lines),
        ),
    )
