"""Districts. Reader: the leader; in the first ten seconds: sees who is ahead, picks one, its communes fill the map."""

from __future__ import annotations

import streamlit as st

from ntm_geo.ui.kit import cache, controls
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.programme import district_view, tier_view

MAP = "district_map"

view = controls.settle(tier_view.pick_clicked(current_view(), MAP))
view = controls.choose_map(view)
remember(view)
standing = cache.assessment(int(view.period), view.vintage, view.rule)
left, right = st.columns([1.35, 1], gap="medium")
with left, st.container(key=f"{MAP}_side"):
    district_view.show_league(view, standing)
with right:
    tier_view.show_tier_map(view, key=MAP, height=470, with_panel=False)
