"""Plans and difficulties. Reader: officer, planner; in the first ten seconds: sees what is late, adds what came in."""

from __future__ import annotations

import streamlit as st

from ntm_geo.ui.kit import controls, flash, seat
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.programme import plan_view, tier_view

view = controls.settle(tier_view.pick_clicked(current_view(), plan_view.MAP))
view = controls.choose_map(view)
remember(view)
kind, name = st.columns([2.4, 1], vertical_alignment="center")
with kind:
    show = plan_view.choose_show()
with name:
    by = seat.who("data_by")
flash.show_flash()
pages = {
    "difficulties": plan_view.show_difficulties,
    "registrations": plan_view.show_registrations,
    "steps": plan_view.show_steps,
    "conditions": plan_view.show_conditions,
    "funds": plan_view.show_funds,
    "inspections": plan_view.show_inspections,
}
pages[show](view, by=by)
