"""Briefing of a period, put together from its sections; all papers of the period are made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntm_geo.assessment.years import as_of
from ntm_geo.assignment.annex_exchange import issuer_name_of, issuer_of
from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of
from ntm_geo.briefing.criteria_section import criteria_section
from ntm_geo.briefing.place_sections import communes_annex, districts_section, hamlets_section, heat_annex, place_facts
from ntm_geo.briefing.result_sections import result_facts, targets_section, tiers_section
from ntm_geo.briefing.work_sections import (
    difficulties_section,
    proposals_section,
    support_section,
    work_facts,
)
from ntm_geo.i18n import _, format_date
from ntm_geo.reports.briefing import Briefing
from ntm_geo.reports.contract import require

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.briefing.briefing_data import BriefingData
    from ntm_geo.records.shipped import Figures
    from ntm_geo.reports.briefing import Section
    from ntm_geo.workspace.workspace import Workspace

SECTIONS: tuple[Callable[[BriefingData], Section], ...] = (
    targets_section,
    tiers_section,
    districts_section,
    criteria_section,
    hamlets_section,
    support_section,
    difficulties_section,
    proposals_section,
)
"""Sections of the periodic report, in their order."""


def make_briefing(workspace: Workspace, figures: Figures, request: BriefRequest) -> Briefing:
    """Return the briefing of a period.

    Parameters
    ----------
    workspace : of the door.
    figures : from `figures.load_figures`.
    request : what is asked for.

    Raises
    ------
    NotInForceError
        There are no figures for the period.
    ContractError
        What it says does not fit together; no paper may be made of it.
    """
    return briefing_of(briefing_data_of(workspace, figures, request))


def briefing_of(data: BriefingData, sections: tuple[Section, ...] | None = None) -> Briefing:
    """Return the briefing of data read before, with some sections or those of the periodic report."""
    facts, sums = result_facts(data)
    issuer, position = issuer_of(data.workspace)
    request = data.request
    title = (
        _("Results of building new rural areas in the first six months of {year}", year=request.period)
        if request.half
        else _("Results of building new rural areas in {year}", year=request.period)
    )
    briefing = Briefing(
        title=title,
        subtitle=_("{province} · figures as of {day}", province=str(data.workspace.province.name),
                   day=format_date(as_of(data.workspace, request.day))),
        period=request.period,
        day=request.day,
        issuer=issuer,
        issuer_name=issuer_name_of(data.workspace),
        place=position,
        facts=facts | place_facts(data) | work_facts(data),
        sums=sums,
        sections=tuple(make(data) for make in SECTIONS) if sections is None else sections,
        annexes=(communes_annex(data), heat_annex(data)),
        source=data.standing.provenance.source,
        mark=data.mark,
    )  # fmt: skip
    require(briefing)
    return briefing
