"""What the states of communes and criteria, steps and results are called."""

from __future__ import annotations

from ntm_geo.i18n import _


def state_names() -> dict[str, str]:
    """Return the words for how far a commune is, in the order of the procedure."""
    return {
        "not_begun": _("Not begun"),
        "filling": _("Being filled in"),
        "sent": _("Sent"),
        "checked": _("Checked by the district"),
        "appraising": _("Being appraised"),
        "sent_back": _("Sent back"),
        "appraised": _("Appraised"),
        "council": _("Council has voted"),
        "recognised": _("Recognition decided"),
        "revoked": _("Revoked"),
    }


def criterion_state_names() -> dict[str, str]:
    """Return the words for where a criterion is."""
    return {
        "open": _("not sent"),
        "sent": _("sent, waiting"),
        "checked": _("checked by the district, waiting"),
        "sent_back": _("sent back, to be corrected"),
        "met": _("appraised: met"),
        "not_met": _("appraised: not met"),
    }


def actor_names() -> dict[str, str]:
    """Return the words for who is next."""
    return {
        "": "",
        "commune": _("Commune itself"),
        "district": _("The district"),
        "department": _("Departments in charge"),
        "council": _("The council of appraisal"),
        "office": _("Decision on recognition"),
    }


def step_words() -> dict[str, str]:
    """Return the words for steps and results in the history of a criterion."""
    return {
        "commune": _("Commune"),
        "district": _("District"),
        "department": _("Department"),
        "sent": _("sent"),
        "met": _("met"),
        "not_met": _("not met"),
        "sent_back": _("sent back"),
    }


def result_words() -> dict[str, str]:
    """Return the words for what the law says of a value."""
    return {
        "met": _("met"),
        "not_met": _("not met"),
        "not_applicable": _("does not apply"),
        "unknown": _("not known yet"),
    }
