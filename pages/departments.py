"""Departments. Reader: the officer of one; in the first ten seconds: picks it, sees which communes still miss what."""

from __future__ import annotations

import streamlit as st

from ntm_geo.ui.kit import cache, controls, theme_view
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.programme import criteria_view, department_view, tier_view

MAP = "department_map"

view = controls.settle(tier_view.pick_clicked(current_view(), MAP))
view = controls.choose_map(view)
standing = cache.assessment(int(view.period), view.vintage, view.rule)
left, right = st.columns([1, 1.8], gap="medium")
with left, st.container(key=f"{MAP}_side"):
    view, department = department_view.choose_department(view)
    view = department_view.choose_criterion(view, standing, department)
    department_view.show_difficulties(view, department)
remember(view)
with right:
    theme_view.show_theme(view, standing, criteria_view.make_theme(view, standing), key=MAP, height=420)
department_view.show_work(view, standing, department)
