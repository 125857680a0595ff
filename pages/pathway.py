"""The path to the targets. Reader: leader, planner; in the first ten seconds: reads what it takes, year by year."""

from __future__ import annotations

import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.ui.kit import cache, controls
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.pathway import cost_view, path_view, saved_path_view
from ntm_geo.ui.screens.programme import tier_view

MAP = "path_map"

view = controls.settle(tier_view.pick_clicked(current_view(), MAP))
view = controls.choose_map(view)
remember(view)
standing = cache.assessment(int(view.period), view.vintage, view.rule)
with st.container(horizontal=True):
    wishes = path_view.choose_wishes(view)
    wishes = path_view.choose_lines(view, standing, wishes)
    efforts = cost_view.choose_efforts(standing)
    saved = st.container(width="content")
found = path_view.find(view, standing, efforts, wishes)
with saved:
    saved_path_view.show_saved(view, wishes, found)
saved_path_view.show_opened(view, found)
path_view.show_path(view, standing, found, key=MAP)
if found.plan.found:
    work, more = st.tabs([_("Work to do"), _("What one more costs")])
    with work:
        path_view.show_work(standing, found)
    with more:
        path_view.show_prices(found)
