"""Themes of the way of a figure: where dossiers stand, and where appraisal differs from what communes reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.level_differences import differences_sentence
from ntm_geo.i18n import _, text
from ntm_geo.maps.legend import MapClass
from ntm_geo.maps.palette import DIFFERENCE_COLOURS, DOSSIER_COLOURS
from ntm_geo.tables.provenance import Provenance
from ntm_geo.themes.map_themes import Theme

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment

_FEW = 2


@derived
def difference_theme(standing: PeriodAssessment, differences: pd.DataFrame, reporting: tuple[str, ...]) -> Theme:
    """Return how many criteria of each commune are not met by appraisal although it reported them as met.

    Parameters
    ----------
    standing : of the period, as appraised.
    differences : of `level_differences.level_differences`.
    reporting : codes of the communes that sent a report of the year.
    """
    table = communes_of(standing)
    by_code = differences.groupby("code")["state"]
    lower = table["code"].map(by_code.agg(lambda state: int(state.eq("lower").sum()))).fillna(0).astype(int)
    judged = table["code"].isin(differences["code"])
    key = pd.Series("not_sent", index=table.index)
    key = key.mask(table["code"].isin(reporting), "waiting").mask(judged, "same")
    key = key.mask(lower.gt(0), "few").mask(lower.gt(_FEW), "many")
    labels = {
        "not_sent": _("no report sent in"),
        "waiting": _("sent in, not appraised yet"),
        "same": _("as reported"),
        "few": _("1 or {few} criteria lower", few=_FEW),
        "many": _("more than {few} criteria lower", few=_FEW),
    }
    words = lower.astype(str).where(lower.gt(0), "")
    table = table.assign(status=key, value=np.nan, shortfall=np.nan, text=words, **{"class": key})
    return Theme(
        title=_("Appraisal against self-assessment, {year}", year=standing.period),
        painted=tuple(MapClass(key=name, label=labels[name], colour=fill) for name, fill in DIFFERENCE_COLOURS.items()),
        text_label=_("# criteria lower than reported"),
        table=table,
        value_name=_("Criteria lower"),
        notes=(text(differences_sentence(differences, standing.period)),),
        provenance=Provenance(source=_("self-assessments sent in and their appraisal")),
    )


@derived
def dossier_theme(standing: PeriodAssessment, dossiers: pd.DataFrame) -> Theme:
    """Return how far the dossier of each commune is, with the criteria appraised as text; late ones are hatched.

    Parameters
    ----------
    standing : of the period; its communes are shown.
    dossiers : of `dossiers.dossier_standing.where_dossiers_stand`; one checked by the district counts as sent.
    """
    rows = dossiers.set_index("code")
    table = communes_of(standing)
    key = table["code"].map(rows["state"]).replace({"checked": "sent"})
    appraised, total = table["code"].map(rows["appraised"]), table["code"].map(rows["total"])
    words = (appraised.astype(str) + "/" + total.astype(str)).where(appraised.gt(0), "")
    labels = {
        "not_begun": _("not begun"),
        "filling": _("being filled in by the commune"),
        "sent_back": _("sent back, to be corrected"),
        "sent": _("sent, not appraised yet"),
        "appraising": _("being appraised"),
        "appraised": _("appraised, waits for the council"),
        "council": _("heard by the council"),
        "recognised": _("recognition decided"),
        "revoked": _("recognition revoked"),
    }
    table = table.assign(status=key, value=np.nan, shortfall=np.nan, text=words, **{"class": key})
    return Theme(
        title=_("Where dossiers stand, {year}", year=standing.period),
        painted=tuple(MapClass(key=name, label=labels[name], colour=fill) for name, fill in DOSSIER_COLOURS.items()),
        text_label=_("# criteria appraised"),
        table=table,
        value_name=_("Criteria appraised"),
        provenance=Provenance(source=_("self-assessments sent in and their appraisal")),
        hatched=frozenset(rows.index[rows["late"].astype(bool)]),
        hatch_label=_("late"),
    )
