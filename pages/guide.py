"""The guide. Reader: anybody new; in the first ten seconds: says who he is and reads what to press first."""

from __future__ import annotations

import streamlit as st

from ntm_geo.ui.kit import heading
from ntm_geo.ui.screens.papers import guide_view

left, _right = st.columns([3, 1])
with left:
    heading.show_heading()
    guide_view.show_chapter(guide_view.choose_chapter())
