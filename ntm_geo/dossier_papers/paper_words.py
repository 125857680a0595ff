"""Words all papers of a dossier share: results, values, letterheads, and what is said of figures and forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.i18n import _, current_language, format_date, format_number
from ntm_geo.reports.document import Text
from ntm_geo.reports.official import Letterhead
from ntm_geo.reports.signing import signature_lines

if TYPE_CHECKING:
    from ntm_geo.dossier_papers.dossier_facts import DossierFacts

_DIGITS: Final = 2
"""Most decimals of a value, as the law's own are told."""


def result_words() -> dict[str, str]:
    """Return what a result is called on paper; empty where it is not known."""
    return {"met": _("Met"), "not_met": _("Not met"), "not_applicable": _("does not apply"), "unknown": "–"}


def value_text(value: float | None, *, passes: bool) -> str:
    """Return a value as it is read; pass/fail, 1 or 0, in words."""
    if value is None or pd.isna(value):
        return ""
    if passes and value in {0, 1}:
        return _("met") if value else _("not met")
    return format_number(value, digits=_DIGITS)


def inside(name: str) -> str:
    """Return a name as it stands inside a sentence: ``xã Bảo Lâm``."""
    return f"{name[:1].lower()}{name[1:]}" if current_language() == "vi" else name


def commune_head(facts: DossierFacts, *, number: str, recipients: tuple[str, ...] = ()) -> Letterhead:
    """Return the letterhead of a paper of the commune; room is left for number, day and signer."""
    return Letterhead(
        issuer=_("PEOPLE'S COMMITTEE OF\n{commune}", commune=facts.name.upper()),
        place=facts.short_name,
        number=number,
        signer_role=signature_lines("chairman"),
        recipients=recipients,
    )


def recipient(facts: DossierFacts) -> str:
    """Return whom the commune sends to: the district while districts checked, else the province."""
    return _("the People's Committee of {province}", province=inside(facts.district or facts.province))


def count_sentence(facts: DossierFacts, column: str) -> str:
    """Return how many criteria are met, and which are not or not known; by the commune or as appraised.

    Parameters
    ----------
    facts : of the commune.
    column : ``status`` (the commune's own) or ``appraised``.
    """
    lacking, open_ones = facts.codes(column, "not_met"), facts.codes(column, "unknown")
    met, total = len(facts.codes(column, "met")), len(facts.criteria)
    if column == "status":
        words = _("By its self-assessment the commune meets {met} of {total} criteria", met=met, total=total)
    else:
        words = _("As appraised the commune meets {met} of {total} criteria", met=met, total=total)
    parts = [
        *([_("not met: {codes}", codes=", ".join(lacking))] if lacking else []),
        *([_("not known: {what}", what=", ".join(open_ones))] if open_ones else []),
    ]
    return f"{words} ({'; '.join(parts)})." if parts else f"{words}."


def level_text(facts: DossierFacts) -> str:
    """Return what the two columns of results stand on."""
    reported = (
        _("self-assessed: as sent on {day}", day=format_date(facts.sent_on))
        if facts.sent_on
        else _("self-assessed: a draft that was not sent yet")
    )
    appraised = _("appraised: by the departments in charge")
    if (~facts.criteria["by_dossier"] & facts.criteria["appraised"].isin(["met", "not_met"])).any():
        appraised += _(", marked (*) where it was brought in for the year and not found in this dossier")
    return _("Level of the figures: {own}; {appraised}.", own=reported, appraised=appraised)


def common_notes(facts: DossierFacts) -> tuple[Text, ...]:
    """Return what has to stand on every paper: the level of its figures, and that no form was at hand."""
    form = _(
        "The forms of the decision on the procedure of recognition and their numbers were not available: this paper "
        "keeps to Decree 30/2020/ND-CP and is to be checked against the official text."
    )
    return (Text(kind="note", text=level_text(facts)), Text(kind="note", text=form))


def condition_text(met: bool | None) -> str:  # noqa: FBT001 - a value of the register, as it stands there
    """Return whether a condition is met, in words."""
    return _("not entered yet") if met is None else _("met") if met else _("not met")
