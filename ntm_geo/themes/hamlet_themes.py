"""Theme of the hamlets by class: where those that are nearly certified stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.hamlet_standing import class_counts, class_names
from ntm_geo.i18n import _
from ntm_geo.maps.legend import MapClass
from ntm_geo.maps.palette import HAMLET_MIX_COLOURS
from ntm_geo.tables.standing_table import UNKNOWN_TIER
from ntm_geo.themes.map_themes import Theme

if TYPE_CHECKING:
    from ntm_geo.assessment.hamlet_standing import HamletStanding
    from ntm_geo.assessment.period import PeriodAssessment

MANY: Final = 3
"""Hamlets nearly there from which a commune has many of them: ours, so that a visit is worth its way."""


@derived
def hamlet_class_theme(standing: PeriodAssessment, hamlets: HamletStanding) -> Theme:
    """Return what hamlets each commune has: all certified, many or some nearly there, none of them near.

    Parameters
    ----------
    standing : of the period.
    hamlets : of the same period, see `assessment.hamlet_standing`.

    Notes
    -----
    Hamlets have no boundaries, so a commune is painted by the mix of its own; its text counts every class, best first.
    A commune of which no hamlet's class is known, or that has none, has no data. The class between certified and far is
    the one the office uses to see who comes next.
    """
    law, names = hamlets.law, class_names(hamlets.law)
    keys = [key for key in hamlets.classes if key != UNKNOWN_TIER]
    near = keys[1:-1]
    table = communes_of(standing)
    counts = class_counts(hamlets).reindex(table["code"], fill_value=0)
    known = counts[keys].sum(axis=1).to_numpy()
    total = counts.sum(axis=1).to_numpy()
    nearly = counts[near].sum(axis=1).to_numpy()
    certified = counts[hamlets.certified].to_numpy()
    judged = known - certified  # of a commune whose other hamlets nobody judged, nothing can be said
    key = np.select(
        [(certified == total) & (total > 0), nearly >= MANY, nearly > 0, judged > 0], ["all", "many", "some", "far"], ""
    )
    missing = counts[UNKNOWN_TIER].to_numpy()
    text = [
        " · ".join([*map(str, row), *([f"?{left}"] if left else [])]) if some else ""
        for row, left, some in zip(counts[keys].to_numpy(), missing, known, strict=True)
    ]
    table = table.assign(value=nearly.astype("float64"), shortfall=np.nan, text=text)
    table["class"] = pd.Series(key, index=table.index, dtype="object").where(key != "")
    table["status"] = table["class"].fillna("unknown")
    labels = {
        "all": _("all certified"),
        "many": _("{count} and more nearly there", count=MANY),
        "some": _("up to {count} nearly there", count=MANY - 1),
        "far": _("none nearly there"),
    }
    mix = " · ".join(names[key].lower() for key in keys)
    tiers = _("The limits of the classes are ours, to be checked against the official text.")
    return Theme(
        title=_("Hamlets by class, end of {year}", year=standing.period),
        painted=tuple(
            MapClass(key=each, label=label, colour=HAMLET_MIX_COLOURS[each]) for each, label in labels.items()
        ),
        text_label=_("Hamlets: # ({mix})", mix=mix),
        table=table,
        value_name=_("Hamlets ({mix})", mix=mix),
        notes=() if law.tiers_verified else (tiers,),
        provenance=hamlets.provenance,
    )
