"""Slides of the priority communes chosen, and of the assignment of agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assignment.assignment_themes import partner_names
from ntm_geo.briefing.work_sections import support_section
from ntm_geo.i18n import _, format_number
from ntm_geo.maps.legend import MapClass
from ntm_geo.maps.palette import PARTNER_COLOURS
from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.prioritize import Answer, answer, choice_sentence, notes_of, ready_question
from ntm_geo.priorities.priority_themes import choice_theme
from ntm_geo.priorities.scenarios import named
from ntm_geo.reports.briefing import BriefTable, Column, Section, Statement
from ntm_geo.tables.provenance import Provenance
from ntm_geo.themes.map_themes import Theme

if TYPE_CHECKING:
    from ntm_geo.briefing.briefing_data import BriefingData

READY: Final = "finish"
"""Purpose of the list shown where no scenario is named."""
_COUNT: Final = 10


def priority_slide(data: BriefingData, scenario: str) -> tuple[Section, Theme]:
    """Return the communes chosen first: those of a saved scenario, or of the ready purpose without one.

    Raises
    ------
    TableError
        There is no scenario of that name, or nobody is left to rank.
    """
    ranked = _ranked(data, scenario)
    theme = choice_theme(data.standing, ranked)
    chosen = ranked.choice[ranked.choice["state"].eq("selected")]
    table = BriefTable(
        key="priority",
        title=theme.title,
        columns=(
            Column(heading=_("Rank"), width=0.8),
            Column(heading=_("Commune"), width=2.4),
            Column(heading=_("District"), width=2.2),
            Column(heading=_("Points"), kind="number", width=0.9),
        ),
        rows=tuple(
            (str(row["rank"]), row["name"], row["district"], float(row["score"])) for row in chosen.to_dict("records")
        ),
    )
    return (
        Section(
            key="priority",
            title=theme.title,
            statements=(Statement(text=choice_sentence(ranked)),),
            tables=(table,),
            remarks=tuple(notes_of(ranked)),
        ),
        theme,
    )


def _ranked(data: BriefingData, scenario: str) -> Answer:
    if scenario:
        return named(data.workspace, scenario)[0].answer()
    standings = [data.standing, *reversed(data.earlier)]
    values = factor_values(data.workspace, standings, data.drawn, today=data.request.day)
    return answer(data.standing, values, ready_question(READY, _COUNT))


def assignment_slide(data: BriefingData) -> tuple[Section, Theme]:
    """Return who helps whom in the year reported on: counts by kind, communes by the number of their partners."""
    section = support_section(data)
    return section, helped_theme(data)


def helped_theme(data: BriefingData) -> Theme:
    """Return how many partners each commune has in the year reported on; their names are the texts."""
    table = communes_of(data.standing)
    grouped = data.partners.groupby("code")["agency_name"]
    count = table["code"].map(grouped.nunique()).fillna(0).astype(int)
    names = grouped.agg(lambda value: "; ".join(sorted(value)))
    table["status"] = pd.cut(count, [-1, 0, 1, 2, np.inf], labels=["none", "one", "two", "more"]).astype(str)
    table["class"] = table["status"]
    table["text"] = [str(names.get(code, "")) for code in table["code"]]
    words = partner_names()
    illustrative = bool(data.partners["illustrative"].any()) if len(data.partners) else False
    return Theme(
        title=_("Partners of the communes, {year}", year=data.request.period),
        painted=tuple(
            MapClass(key=key, label=words[key], colour=PARTNER_COLOURS[key]) for key in ("none", "one", "two", "more")
        ),
        text_label="#",
        table=table.assign(value=count.astype(float), shortfall=np.nan),
        value_name=_("Number of partners"),
        provenance=Provenance(
            source=_("register of partners, {count} pairs", count=format_number(len(data.partners))),
            illustrative=illustrative or data.standing.provenance.illustrative,
        ),
    )
