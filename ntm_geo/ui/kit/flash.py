"""One sentence for the run that follows: what was just done is said where the page is shown again."""

from __future__ import annotations

from typing import Final

import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.ui.kit.messages import escaped

_FLASH: Final = "ntm_flash"


def flash(text: str) -> None:
    """Keep a sentence for the next run; one that was not shown yet gives way."""
    st.session_state[_FLASH] = text


def flash_saved(*, new: bool) -> None:
    """Keep what came of saving: a new version, or nothing to save."""
    flash(_("Saved as a new version.") if new else _("Nothing was changed."))


def show_flash() -> None:
    """Show the sentence kept by the run before, once."""
    if sentence := st.session_state.pop(_FLASH, ""):
        st.success(escaped(sentence), icon=":material/check_circle:")
