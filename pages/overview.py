"""Overview. Reader: the leader; in the first ten seconds: reads the five figures and how far each target is."""

from __future__ import annotations

import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.ui.kit import cache, controls, heading
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.programme import district_view, large_figures, standing_view, tier_view

MAP = "overview_map"

view = controls.settle(tier_view.pick_clicked(current_view(), MAP))

title, period = st.columns([5, 1], vertical_alignment="center")
with title:
    province = str(cache.workspace().province.name)
    heading.show_heading(_("{province}: where new rural development stands", province=province))
with period:
    view = controls.settle(controls.choose_period(view, slim=True))
remember(view)
# The leader sees the year on its own units, whatever the tier map is set to.
view = controls.settle(view.change(vintage="", boundaries="", district=""))
standing = cache.assessment(int(view.period), view.vintage)

large_figures.show_tiers(standing, district_view.year_before(view))
standing_view.show_lists(view, standing)

left, right = st.columns([3, 2], gap="medium")
with left:
    tier_view.show_tier_map(view, key=MAP, height=460, with_panel=False, with_files=False)
with right:
    st.subheader(_("Targets"))
    large_figures.show_targets(standing)
