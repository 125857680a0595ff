"""Themes of what is counted: certified hamlets, open difficulties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.derived import derived
from ntm_geo.i18n import _, format_number
from ntm_geo.maps.legend import MapClass
from ntm_geo.maps.numeric import Limits
from ntm_geo.maps.palette import DIFFICULTY_COLOURS, HAMLET_COLOURS
from ntm_geo.tables.provenance import Provenance
from ntm_geo.themes.map_themes import Theme
from ntm_geo.themes.ranges import class_keys

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment

_PERCENT: Final = 100
_ANY, _HALF_WAY, _MANY = 1e-4, 30.0, 60.0
"""Shares of certified hamlets that part the classes, in percent: any at all, half way where no target says, many."""


@derived
def hamlet_theme(
    standing: PeriodAssessment, target: float | None, *, points: tuple[tuple[float, float, str, str], ...] = ()
) -> Theme:
    """Return the share of certified hamlets of each commune, with the counts as text.

    Parameters
    ----------
    standing : of the period.
    target : share of 1 the programme aims at; None where it has no such target.
    points : hamlets drawn as places over it, see `hamlets.hamlet_points`.
    """
    table = communes_of(standing).merge(standing.assessment.hamlet_counts[["code", "total", "certified"]], on="code")
    share = table["certified"] / table["total"].where(table["total"].gt(0)) * _PERCENT
    goal = None if target is None else target * _PERCENT
    aim = share.ge(goal) if goal is not None else share.gt(0)
    status = pd.Series("unknown", index=table.index).mask(share.notna(), aim.map({True: "met", False: "not_met"}))
    lacking = (goal - share).clip(lower=0) if goal is not None else np.nan
    table = table.assign(status=status, value=share, shortfall=lacking)
    # Few hamlets make jumpy shares, so none and some are told apart before anything else; then comes the target.
    middle = goal if goal is not None else _HALF_WAY
    limits = Limits(limits=(_ANY, middle, _MANY), threshold=goal)
    low, high = format_number(middle, digits=1), format_number(_MANY)
    labels = (
        _("none yet"),
        _("some, under {limit}%", limit=low),
        _("{low} to under {high}%", low=low, high=high),
        _("{limit}% and more", limit=high),
    )
    painted = tuple(
        MapClass(key=f"n{index}", label=label, colour=colour)
        for index, (label, colour) in enumerate(zip(labels, HAMLET_COLOURS, strict=True))
    )
    table["class"] = class_keys(limits.place(share.to_numpy("float64")))
    table["text"] = table["certified"].astype(str) + "/" + table["total"].astype(str)
    return Theme(
        title=_("Certified hamlets, end of {year}", year=standing.period),
        slide=("hamlets", ""),
        painted=painted,
        text_label=_("# hamlets certified"),
        table=table,
        value_name=_("Certified hamlets"),
        unit="%",
        limits=limits,
        notes=(_("Points are hamlets: dark when certified, white when not."),) if points else (),
        points=points,
    )


def difficulty_theme(standing: PeriodAssessment, counts: pd.DataFrame) -> Theme:
    """Return how many difficulties are open in each commune.

    Parameters
    ----------
    standing : of the period; its communes are shown.
    counts : ``code, open, late`` of `monitoring.difficulties.open_by`.
    """
    table = communes_of(standing)
    counts_by_code = counts.set_index("code")
    opened = table["code"].map(counts_by_code["open"]).fillna(0).astype(int)
    late = table["code"].map(counts_by_code["late"]).fillna(0).astype(int)
    key = pd.Series("none", index=table.index).mask(opened.gt(0), "open").mask(late.gt(0), "late")
    labels = {"none": _("none recorded as open"), "open": _("open"), "late": _("late")}
    text = opened.astype(str).where(opened.gt(0), "")
    table = table.assign(status=key, value=np.nan, shortfall=np.nan, text=text)
    table["class"] = key
    return Theme(
        title=_("Open difficulties"),
        slide=("difficulties", ""),
        painted=tuple(MapClass(key=label, label=labels[label], colour=DIFFICULTY_COLOURS[label]) for label in labels),
        text_label=_("# difficulties open"),
        table=table,
        provenance=Provenance(source=_("entered on the page of plans and difficulties")),
        value_name=_("Open"),
    )
