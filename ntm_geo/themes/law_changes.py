"""Which communes would be judged differently by another edition of a criteria set, as a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.i18n import _
from ntm_geo.maps.legend import MapClass
from ntm_geo.maps.palette import CHANGE_COLOURS
from ntm_geo.themes.map_themes import Theme

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment


def law_change_theme(standing: PeriodAssessment, verdicts: pd.DataFrame) -> Theme:
    """Return what would become of each commune.

    Parameters
    ----------
    standing : the year as it stands.
    verdicts : of `assessment.rules.law_desk.changed_verdicts`.
    """
    criteria = verdicts[~verdicts["line"].str.contains(".", regex=False)]
    gained = criteria[criteria["after"].eq("met")].groupby("code").size()
    lost = criteria[criteria["before"].eq("met")].groupby("code").size()
    table = communes_of(standing)
    more, fewer = (table["code"].map(counts).fillna(0) for counts in (gained, lost))
    any_change = table["code"].isin(verdicts["code"])
    key = pd.Series("out", index=table.index).mask(any_change, "stays")
    key = key.mask(more.gt(fewer), "enters").mask(fewer.gt(more), "leaves")
    labels = {
        "enters": _("more criteria met"),
        "leaves": _("fewer criteria met"),
        "stays": _("other indicators, as many criteria met"),
        "out": _("judged as before"),
    }
    codes = verdicts.groupby("code")["line"].agg(", ".join)
    return Theme(
        title=_("What the new edition changes, end of {year}", year=standing.period),
        painted=tuple(MapClass(key=name, label=labels[name], colour=CHANGE_COLOURS[name]) for name in labels),
        text_label=_("judged differently: #"),
        table=table.assign(
            status=key, value=np.nan, shortfall=np.nan, text=table["code"].map(codes).fillna("–"), **{"class": key}
        ),
        value_name=_("Judged differently"),
    )
