"""Hamlets. Reader: leader, planner; in the first ten seconds: sees where hamlets are certified, how many are needed."""

from __future__ import annotations

import streamlit as st

from ntm_geo.ui import cache, controls, entry_forms, hamlet_view, seat, theme_view, tier_view
from ntm_geo.ui.messages import escaped
from ntm_geo.ui.state import current_view, remember
from ntm_geo.workflows.count_themes import hamlet_theme
from ntm_geo.workflows.hamlets import hamlet_points, hamlet_target

MAP = "hamlet_map"

view = controls.settle(tier_view.pick_clicked(current_view(), MAP))
view = controls.choose_map(view)
remember(view)
standing = cache.assessment(int(view.period), view.vintage, view.rule)
target = hamlet_target(cache.workspace())
entry_forms.show_said()
if said := st.session_state.pop("hamlets_said", ""):
    st.success(escaped(said), icon=":material/check_circle:")
left, right = st.columns([1.8, 1], gap="medium")
with left:
    points = hamlet_points(cache.figures(), standing)
    theme = hamlet_theme(standing, target, points=points)
    theme_view.show_theme(view, standing, theme, key=MAP, height=470, values=True)
with right, st.container(key=f"{MAP}_side"):
    if target is not None:
        hamlet_view.show_goals(view, standing, target)
    if view.vintage in cache.figures().registers:
        entry_forms.offer_entries(view, "hamlet")
name = seat.who("data_by") if view.commune else ""
hamlet_view.show_register(view, standing, by=name)
