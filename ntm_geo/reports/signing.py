"""Who signs a paper, as Decree 30/2020/NĐ-CP has it: in whose name, and by which office."""

from __future__ import annotations

from ntm_geo.i18n import _


def signature_lines(office: str) -> str:
    """Return in whose name a paper of the committee is signed, and the office of who signs: a line each.

    Parameters
    ----------
    office : ``chairman``, ``vice_chairman``, or empty when it is not known.
    """
    committee = _("FOR THE PEOPLE'S COMMITTEE")
    if office == "vice_chairman":
        return "\n".join((committee, _("FOR THE CHAIRMAN"), _("VICE CHAIRMAN")))
    return "\n".join((committee, _("CHAIRMAN"))) if office == "chairman" else committee
