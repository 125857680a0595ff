"""Themes of an assignment: communes by the number or the kind of their partners, and the lines between both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.derived import derived
from ntm_geo.i18n import _, format_number
from ntm_geo.i18n.collation import by_name
from ntm_geo.maps.legend import MapClass
from ntm_geo.maps.palette import KIND_COLOURS, PARTNER_COLOURS
from ntm_geo.tables.agency_table import AGENCY_KINDS
from ntm_geo.tables.base import each_row
from ntm_geo.themes.map_themes import Theme

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.assignment.case import Case

_TWO = 2


def partner_names() -> dict[str, str]:
    """Return the words for the number of partners, in the current language."""
    return {
        "none": _("no partner yet"),
        "one": _("one partner"),
        "two": _("two partners"),
        "more": _("three partners or more"),
        "apart": _("not asked about"),
    }


@derived
def partner_theme(standing: PeriodAssessment, case: Case, pairs: pd.DataFrame) -> Theme:
    """Return how many partners each commune has; their names are the texts.

    Parameters
    ----------
    standing : of the year; its communes are shown.
    case : which communes are asked about.
    pairs : ``tables.Assignments``.
    """
    table, counts = _partners(standing, case, pairs)
    status = pd.Series("more", index=table.index).mask(counts.eq(_TWO), "two").mask(counts.eq(1), "one")
    status = status.mask(counts.eq(0), "none").where(_asked(table, case), "apart")
    names = partner_names()
    return _theme(
        table.assign(status=status, value=counts.where(_asked(table, case))),
        title=_("Partners of the communes, plan for {year}", year=case.question.first_year),
        painted=tuple(MapClass(key=key, label=names[key], colour=colour) for key, colour in PARTNER_COLOURS.items()),
        case=case,
    )


@derived
def kind_theme(standing: PeriodAssessment, case: Case, pairs: pd.DataFrame) -> Theme:
    """Return of which kind the partners of each commune are; ``several`` where they differ."""
    table, counts = _partners(standing, case, pairs)
    chosen_pairs = pairs[pairs["assigned"]]
    kinds = chosen_pairs.groupby("code")["kind"].agg(lambda value: value.iloc[0] if len(set(value)) == 1 else "several")
    status = table["code"].map(kinds.astype("object")).fillna("none").where(_asked(table, case), "apart")
    names = {key: str(name) for key, name in AGENCY_KINDS.items()}
    names |= {"several": _("partners of several kinds"), "none": _("no partner yet"), "apart": _("not asked about")}
    return _theme(
        table.assign(status=status, value=counts.where(_asked(table, case))),
        title=_("Kinds of partners, plan for {year}", year=case.question.first_year),
        painted=tuple(MapClass(key=key, label=names[key], colour=colour) for key, colour in KIND_COLOURS.items()),
        case=case,
    )


def with_links(theme: Theme, standing: PeriodAssessment, case: Case, pairs: pd.DataFrame, *, of: str) -> Theme:
    """Return a theme with the lines of one agency to its communes, or of a commune to its agencies.

    Parameters
    ----------
    theme : to draw on.
    standing : for the places of the communes.
    case : for the homes of the agencies; those without a place have no line.
    pairs : ``tables.Assignments``.
    of : key of the agency or code of the commune.
    """
    chosen_pairs = pairs[pairs["assigned"] & (pairs["agency"].eq(of) | pairs["code"].eq(of))]
    homes = case.pieces.agencies.set_index("agency")[["lon", "lat"]]
    places = standing.units.set_index("code")[["lon", "lat"]]
    lines = []
    for row in each_row(chosen_pairs):
        home, chosen_places = homes.loc[row.agency], places.loc[row.code]
        if pd.notna(home["lat"]) and pd.notna(home["lon"]):
            km = "" if pd.isna(row.km) else _(" ({km} km)", km=format_number(row.km, digits=0))
            ends = (float(home["lat"]), float(home["lon"]), float(chosen_places["lat"]), float(chosen_places["lon"]))
            lines.append((*ends, f"{row.agency_name} → {row.name}{km}"))
    return replace(theme, links=tuple(lines))


def _partners(standing: PeriodAssessment, case: Case, pairs: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Return the communes with the names of their partners as text, and how many each has."""
    table = communes_of(standing)
    chosen_pairs = pairs[pairs["assigned"]].sort_values("agency_name", key=by_name)
    names = chosen_pairs.groupby("code")["agency_name"].agg("; ".join)
    table["text"] = table["code"].map(names).fillna("").where(_asked(table, case), "")
    return table, table["code"].map(chosen_pairs["code"].value_counts()).fillna(0).astype(int)


def _asked(table: pd.DataFrame, case: Case) -> pd.Series:
    return table["code"].isin(case.chosen.codes)


def _theme(table: pd.DataFrame, *, title: str, painted: tuple[MapClass, ...], case: Case) -> Theme:
    table["class"] = table["status"]
    used = set(table["status"])
    return Theme(
        title=title,
        slide=("assignment", ""),
        # Kinds nobody is of would only lengthen the legend; a commune without a partner is always listed, also as zero.
        painted=tuple(map_class for map_class in painted if map_class.key in used or map_class.key == "none"),
        text_label="#",
        table=table.assign(shortfall=np.nan),
        notes=(_("Chosen: {source}", source=case.chosen.source),),
        provenance=case.provenance,
        value_name=_("Number of partners"),
    )
