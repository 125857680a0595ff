"""Presentation. Reader: the leader in a meeting; in the first ten seconds: presses the large button, sees the title."""

from __future__ import annotations

import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.ui.kit import controls, heading
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.papers import compose_view, present_view

view = controls.settle(current_view())
present_view.take_up(view)
if present_view.SHOWING in st.session_state:
    present_view.show_stage(view, st.session_state[present_view.SHOWING])
    st.stop()
head, year, chosen, start = st.columns([1.4, 1, 2, 1.4], vertical_alignment="bottom")
with head:
    heading.show_heading()
with year:
    view = controls.settle(controls.choose_period(view))
remember(view)
with chosen:
    order = compose_view.choose_order()
if start.button(
    _("Start the presentation"), icon=":material/play_arrow:", type="primary", key="start", width="stretch"
):
    present_view.begin(order)
compose_view.show_composer(view, order)
