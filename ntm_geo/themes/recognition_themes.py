"""Themes of recognition: who is at risk of losing it, who has reached the level above or is near it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ntm_geo.assessment.by_other_sets.level_words import entered_text, state_names
from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.withdrawal_list import risk_names, risks_of, rule_source, withdrawal_sentence
from ntm_geo.criteria.cite import unverified
from ntm_geo.i18n import _
from ntm_geo.maps.legend import MapClass
from ntm_geo.maps.palette import LEVEL_COLOURS, RISK_COLOURS
from ntm_geo.themes.map_themes import Theme, set_notes

if TYPE_CHECKING:
    from ntm_geo.assessment.by_other_sets.upper_level import UpperLevel
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


def level_theme(standing: PeriodAssessment, upper: UpperLevel) -> Theme:
    """Return where every commune is on the way to a level above the standard, indicators met as text.

    Parameters
    ----------
    standing : of the period by its own set.
    upper : the level in that period.
    """
    names, rows = state_names(), upper.table.set_index("code")
    table = communes_of(standing)
    state = table["code"].map(rows["state"])
    met, total = table["code"].map(rows["met"]), table["code"].map(rows["total"])
    asked = state.ne("no_standard") & total.gt(0)
    text = [f"{count}/{whole}" if shown else "" for count, whole, shown in zip(met, total, asked, strict=True)]
    levels = upper.assessment.thresholds if upper.assessment is not None else None
    entered = entered_text(upper)
    to_check = levels is not None and not levels["verified"].all()
    return Theme(
        title=_("{name}, end of {year}", name=str(upper.law.name), year=standing.period),
        painted=tuple(MapClass(key=key, label=names[key], colour=colour) for key, colour in LEVEL_COLOURS.items()),
        text_label=_("# indicators of the level met"),
        table=table.assign(status=state, text=text, value=np.nan, shortfall=np.nan, **{"class": state}),
        value_name=_("Indicators met"),
        notes=(
            *(() if upper.complete else (f"{entered[:1].upper()}{entered[1:]}.",)),
            *((_("Levels: {state}.", state=unverified()),) if to_check else ()),
            *(() if upper.law.tiers_verified else (_("Who is near is the office's own limit, not the law's."),)),
            *set_notes(standing),
        ),
        provenance=upper.recorded if upper.recorded.source else None,
    )
