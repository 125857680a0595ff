"""Which level figures are looked at on: one choice for all pages, there as soon as a dossier was sent in."""

from __future__ import annotations

import streamlit as st

from ntm_geo.i18n import _, text
from ntm_geo.records.figure_levels import FIGURE_LEVELS, USUAL, level_name, level_sentence
from ntm_geo.ui.kit import cache, controls
from ntm_geo.ui.kit.messages import escaped, option_labels
from ntm_geo.ui.kit.state import View, remember

_KEY = "choose_figures"


def show_level_choice(view: View) -> None:
    """Let the reader choose the level; say on every page which it is where it is not the usual one."""
    if not cache.dossiers().years:
        return
    level = cache.level()
    with st.container(horizontal=True, vertical_alignment="center", key="level_choice"):
        st.caption(_("Figures stand on"), width="content")
        chosen = st.segmented_control(
            _("Figures stand on"),
            FIGURE_LEVELS,
            default=level,
            format_func=option_labels({known: level_name(known) for known in FIGURE_LEVELS}),
            key=f"{_KEY}_{level}",
            label_visibility="collapsed",
            width="content",
        )
        sentence = level_sentence(cache.figures(), int(controls.settle(view).period))
        if sentence is not None:
            st.caption(escaped(text(sentence)), width="stretch")
    if chosen and chosen != level:
        remember(view.change(figures="" if chosen == USUAL else chosen))
        st.rerun()
