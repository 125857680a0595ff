"""What states of support are called, on the pages of agencies and communes alike."""

from __future__ import annotations

from ntm_geo.i18n import _


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
