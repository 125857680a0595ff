"""What states of support are called, and the mark of illustrative ones, on the pages of agencies and communes alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st
from markupsafe import Markup

from ntm_geo.i18n import _

if TYPE_CHECKING:
    from ntm_geo.records.registers import Register

_BADGE: Final = Markup('<span class="ntm-badge">{}</span> {}')


def show_made_up(register: Register) -> None:
    """Show that the support of a register is illustrative, where it is."""
    if register.provenance.illustrative:
        st.html(_BADGE.format(_("Illustrative figures"), register.provenance.source))


def state_words() -> dict[str, str]:
    """Return the words for where a content stands."""
    return {"done": _("done"), "late": _("late"), "open": _("not done yet")}


def confirmation_words() -> dict[str, str]:
    """Return the words for what the commune says of a content that was reported done; empty before."""
    return {
        "confirmed": _("confirmed by the commune"),
        "refused": _("not confirmed by the commune"),
        "waiting": _("waits for the word of the commune"),
        "": "",
    }
