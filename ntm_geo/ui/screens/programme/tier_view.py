"""The tier map with its panel, as both pages show it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ntm_geo.assessment.hamlet_standing import hamlet_standing
from ntm_geo.assessment.years import years_to
from ntm_geo.briefing.profile import profile
from ntm_geo.themes import map_layers
from ntm_geo.themes.map_themes import theme_map, tier_theme
from ntm_geo.ui.kit import cache, map_view, take_view, theme_view, what_if_view
from ntm_geo.ui.kit.state import View, remember
from ntm_geo.ui.screens.programme import panel


def pick_clicked(view: View, key: str) -> View:
    """Return the view with the commune that was just clicked on the map of that key."""
    clicked = map_view.clicked_commune(key)
    return view.change(commune=clicked) if clicked else view


def show_tier_map(view: View, *, key: str, height: int, with_panel: bool, with_files: bool = True) -> None:
    """Show the tier map of a settled view; the panel of the chosen commune lies over it."""
    standing = cache.assessment(int(view.period), view.vintage, view.rule, view.against)
    drawn = theme_view.layer_of(view)
    theme = tier_theme(standing)
    content = theme_map(standing, drawn, theme, theme_view.map_choice(view))
    content = replace(content, panel=with_panel, folded=not with_files)
    with st.container(key="map_stage" if with_panel else f"{key}_stage"):
        map_view.show_map(content, key=key, height=height, rest=theme_view.REST)
        if with_panel and view.commune:
            _show_panel(view)
    if with_files:
        with st.container(horizontal=True):
            take_view.show_downloads(view, standing, drawn, content, theme, key=key)
            what_if_view.show_form(view, key=key)
    theme_view.show_sources(standing, drawn)
    # The reader has the page by now; assessing the other years here makes the first change of year a quick one.
    for year in years_to(cache.workspace(), cache.figures(), int(view.period), view.vintage):
        cache.assessment(year, view.vintage, view.rule, view.against)


def _show_panel(view: View) -> None:
    space = cache.workspace()
    years = years_to(space, cache.figures(), int(view.period), view.vintage)
    standings = [cache.assessment(year, view.vintage, view.rule, view.against) for year in (int(view.period), *years)]
    merged = cache.merged(view.commune, int(view.period), view.vintage)
    shown = profile(space, view.commune, standings, hamlet_standing(space, cache.figures(), standings[0]))
    if panel.show_panel(shown, map_layers.class_labels(standings[0].criteria_set), merged):
        remember(view.change(commune=""))
        st.rerun()
