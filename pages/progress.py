"""Progress. Reader: the leader; in the first ten seconds: sees the tiers grow year by year, presses play."""

from __future__ import annotations

import streamlit as st

from ntm_geo.ui.kit import controls
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.programme import progress_view, tier_view

view = controls.settle(tier_view.pick_clicked(current_view(), "progress_map"))
view = controls.choose_map(view)
kind, other = st.columns([3, 1], vertical_alignment="center")
with kind:
    show = progress_view.choose_show()
if show == "two":
    with other:
        view = progress_view.choose_before(view)
remember(view)
if show == "two":
    progress_view.show_comparison(view)
elif show == "targets":
    progress_view.show_targets(view)
else:
    progress_view.show_years(view)
