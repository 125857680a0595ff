"""Criteria. Reader: planner, officer; in the first ten seconds: picks an indicator, sees who misses it by how much."""

from __future__ import annotations

import streamlit as st

from ntm_geo.ui.kit import cache, controls, theme_view
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.programme import criteria_view, level_view, multiples_view, recognition_view, tier_view

MAP = "criteria_map"

view = controls.settle(tier_view.pick_clicked(current_view(), MAP))
view = controls.choose_map(view, sets=True)
kind, which, classes = st.columns([4.4, 2.0, 1.2], vertical_alignment="center")
with kind:
    show = criteria_view.choose_show()
if show == "one":
    standing = cache.assessment(int(view.period), view.vintage, view.rule, view.against)
    view = criteria_view.choose_theme(view, standing, which, classes)
remember(view)
standing = cache.assessment(int(view.period), view.vintage, view.rule, view.against)
if show == "many":
    multiples_view.show_small_maps(view, standing)
elif show == "table":
    multiples_view.show_heat_table(view, standing)
elif show == "withdrawal":
    recognition_view.show_withdrawal(view, standing, key=MAP)
elif show == "level":
    level_view.show_level(view, standing, key=MAP)
else:
    theme = criteria_view.make_theme(view, standing)
    rows = criteria_view.in_district(theme, standing, view)
    faded = criteria_view.outside_marked(theme, rows)
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        theme_view.show_theme(view, standing, theme, key=MAP, height=560, faded=faded)
    with right, st.container(key=f"{MAP}_side"):
        st.markdown(f"**{escaped(criteria_view.sentence(theme, rows))}**")
        criteria_view.offer_law(standing)
        criteria_view.show_histogram(theme, rows)
        criteria_view.show_ranking(view, theme, rows[~rows["code"].isin(faded)])
