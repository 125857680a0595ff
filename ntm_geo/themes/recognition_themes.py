"""Themes of recognition: which recognised communes are at risk of losing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.withdrawal_list import risk_names, risks_of, rule_source, withdrawal_sentence
from ntm_geo.i18n import _
from ntm_geo.maps.legend import MapClass
from ntm_geo.maps.palette import RISK_COLOURS
from ntm_geo.themes.map_themes import Theme, set_notes

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment


@derived
def withdrawal_theme(standing: PeriodAssessment) -> Theme:
    """Return the risk of withdrawal of every commune, with the criteria unmet as text.

    Parameters
    ----------
    standing : of the period. Where its set has no rule of withdrawal no commune has a class, and the theme says so.
    """
    names, table, risks = risk_names(), communes_of(standing), risks_of(standing)
    total = len(standing.criteria_set.criteria)
    if risks is None:
        table = table.assign(status="unknown", text="", **{"class": None})
        notes: tuple[str, ...] = (withdrawal_sentence(standing),)
    else:
        by_code = risks.set_index("code")
        risk = table["code"].map(by_code["risk"])
        unmet = table["code"].map(by_code["unmet"].map(len)).astype(int)
        text = [f"{count}/{total}" if key != "not_recognised" else "" for key, count in zip(risk, unmet, strict=True)]
        table = table.assign(status=risk, text=text, **{"class": risk})
        notes = (rule_source(standing),)
    return Theme(
        title=_("Risk of withdrawal of recognition, end of {year}", year=standing.period),
        painted=tuple(MapClass(key=key, label=names[key], colour=colour) for key, colour in RISK_COLOURS.items()),
        text_label=_("# criteria not met"),
        table=table.assign(value=np.nan, shortfall=np.nan),
        value_name=_("Criteria not met"),
        notes=(*notes, *set_notes(standing)),
    )
