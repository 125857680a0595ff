"""What is wrong with the place data is kept in, above every page: away, full, read-only."""

from __future__ import annotations

from typing import Final

import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.ui.kit import cache, outage
from ntm_geo.ui.kit.fragments import run_fragment
from ntm_geo.ui.kit.messages import markdown

LOOK_SECONDS: Final = 3.0
_AWAY, _READ_ONLY = "away", "read-only"


def show_trouble() -> None:
    """Show what is wrong, as long as it is; the page goes on by itself once a database that was away is back."""
    trouble = cache.trouble()
    if trouble == _AWAY:
        run_fragment(_while_away, every=LOOK_SECONDS)
        return
    if lost := outage.after_a_wait():
        st.warning(f"{markdown(lost.what)}\n\n{markdown(lost.fix)}", icon="⚠️")
    if trouble:
        st.warning(
            _(
                "The data folder may not be written: everything can be read, nothing can be kept. Whoever looks after "
                "the machine can give the program the right to write there."
            )
            if trouble == _READ_ONLY
            else _(
                "The disk of the data folder is full: everything can be read, nothing can be kept. Whoever looks after "
                "the machine can make room there."
            ),
            icon="⚠️",
        )


def _while_away() -> None:
    if cache.database_is_back():
        st.rerun()
    st.warning(
        _(
            "The database cannot be reached. What was read before is still shown; nothing can be kept at the moment. "
            "The page goes on by itself once it is back."
        ),
        icon=":material/cloud_off:",
    )
