"""Hamlets. Reader: leader, planner; in the first ten seconds: sees where hamlets are certified, how many are needed."""

from __future__ import annotations

import streamlit as st

from ntm_geo.ui.kit import cache, controls, flash, seat, theme_view
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.programme import entry_forms, hamlet_class_view, hamlet_view, tier_view

MAP = "hamlet_map"

view = controls.settle(tier_view.pick_clicked(current_view(), MAP))
view = controls.choose_map(view)
remember(view)
standing = cache.assessment(int(view.period), view.vintage, view.rule)
flash.show_flash()
judged = hamlet_class_view.judged(standing)
by_class = hamlet_class_view.choose_show(judged) == "classes"
left, right = st.columns([1.8, 1], gap="medium")
with left:
    theme = hamlet_view.theme(standing, judged if by_class else None)
    theme_view.show_theme(view, standing, theme, key=MAP, height=470, values=not by_class)
with right, st.container(key=f"{MAP}_side"):
    if by_class and judged:
        hamlet_class_view.show_classes(view, standing, judged)
    else:
        hamlet_view.show_goals(view, standing)
    if view.vintage in cache.figures().registers:
        entry_forms.offer_entries(view, "hamlet")
    hamlet_view.offer_law()
name = seat.who("data_by") if view.commune else ""
hamlet_view.show_register(view, standing, judged, by=name)
