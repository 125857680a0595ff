"""What kinds of work are called, and who has it."""

from __future__ import annotations

from ntm_geo.i18n import _


def kind_names() -> dict[str, str]:
    """Return the words for kinds of work, in the order they are listed in."""
    return {
        "correct": _("To be corrected: sent back"),
        "fill": _("Self-assessment to be filled in and sent"),
        "check": _("To be checked by the district"),
        "appraise": _("To be appraised"),
        "vote": _("To be put to the council"),
        "decide": _("Recognition to be decided"),
        "solve": _("Difficulty to be solved"),
        "pass_on": _("Difficulty without a department, or passed up"),
        "overdue": _("Dossier late at whoever has it"),
        "register": _("Contents to be registered with the commune"),
        "do": _("Registered support to be done"),
        "confirm": _("Support to be confirmed"),
        "refused": _("Support the commune does not confirm"),
    }


def holder_names() -> dict[str, str]:
    """Return the words for who has a dossier that is late."""
    return {
        "commune": _("the commune"),
        "district": _("The district"),
        "department": _("Departments in charge"),
        "council": _("The council of appraisal"),
    }
