"""Data. Reader: the planner; in the first ten seconds: drops a file, reads what is wrong in it and what changes."""

from __future__ import annotations

import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.ui.kit import flash, heading, seat
from ntm_geo.ui.screens.data import holdings, law_desk_view, threshold_view, upload_view

title, name = st.columns([3, 2], vertical_alignment="bottom")
with title:
    heading.show_heading()
with name:
    by = seat.who("data_by")
flash.show_flash()

names = [_("Import"), _("What is loaded"), _("Versions"), _("Templates")]
names += [_("Law"), _("Thresholds of the province")]
bring, loaded, past, forms, law, own = st.tabs(names, key="data_part", on_change="rerun")
with bring:  # always there: files that were dropped stay while another part is looked at
    upload_view.show_upload(by)
if loaded.open:
    with loaded:
        holdings.show_loaded()
if past.open:
    with past:
        holdings.show_history(by)
if forms.open:
    with forms:
        holdings.show_templates()
if law.open:
    with law:
        law_desk_view.show_law_desk(by)
if own.open:
    with own:
        threshold_view.show_thresholds(by)
