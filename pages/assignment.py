"""Who helps whom. Reader: planner, leader; in ten seconds: sees the plan, who is left without a partner, and why."""

from __future__ import annotations

import streamlit as st

from ntm_geo.ui.kit import cache, controls, flash
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.assignment import assignment_page
from ntm_geo.ui.screens.programme import tier_view

MAP = "assignment_map"

view = controls.settle(tier_view.pick_clicked(current_view(), MAP))
view = controls.choose_map(view)
remember(view)
flash.show_flash()
standing = cache.assessment(int(view.period), view.vintage, view.rule)
edits = assignment_page.take_up(view, standing)
if edits.draft is None:
    st.stop()
assignment_page.show_plan(view, standing, edits, key=MAP)
assignment_page.show_more(view, standing, edits)
