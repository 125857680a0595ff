"""Papers. Reader: the planner; in the first ten seconds: sees what the papers will say, presses the one asked for."""

from __future__ import annotations

import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.ui.kit import controls, heading
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.papers import correction_view, report_view

view = controls.settle(current_view())
head, year, half = st.columns([2, 1, 1.6], vertical_alignment="center")
with head:
    heading.show_heading()
with year:
    view = controls.settle(controls.choose_period(view, slim=True))
remember(view)
with half:
    brief = report_view.choose_brief(view)
report_view.show_preview(view)
report_view.show_job()
report_view.show_products(brief)
with st.expander(_("Correct one cell before the meeting"), icon=":material/edit:"):
    correction_view.show_correction(view, brief)
