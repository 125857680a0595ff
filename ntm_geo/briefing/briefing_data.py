"""Input data of a briefing: the request, and all data of its period that the sections use, read once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.assessment.engine.targets import count_hamlets
from ntm_geo.assessment.engine.tiers import counting_for, recognition_level
from ntm_geo.assessment.hamlet_counts import counting_hamlets
from ntm_geo.assessment.period import assess_period
from ntm_geo.assessment.what_if import as_if
from ntm_geo.assessment.years import earlier_alike
from ntm_geo.i18n import _, format_date
from ntm_geo.maps.sheet import SheetForm
from ntm_geo.monitoring.difficulties import on_day
from ntm_geo.monitoring.inspections import between as inspections_of
from ntm_geo.monitoring.work_registers import load
from ntm_geo.partners.partner_history import history
from ntm_geo.partners.support import follow_up
from ntm_geo.records.figure_levels import USUAL, Level
from ntm_geo.reports.briefing import BriefMap
from ntm_geo.themes.map_layers import MapView, layer, map_stamp, usual_boundaries
from ntm_geo.themes.map_themes import theme_map
from ntm_geo.themes.printed_maps import map_sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.maps.sheet import DrawnSheet
    from ntm_geo.maps.web import MapContent
    from ntm_geo.records.shipped import Figures
    from ntm_geo.themes.map_layers import Layer
    from ntm_geo.themes.map_themes import Theme
    from ntm_geo.workspace.workspace import Workspace

MIDYEAR: Final = (6, 30)
"""Month and day a report of six months speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefRequest:
    """Request for a briefing: its year, time, units and boundaries."""

    period: int
    half: bool = False
    """Whether it speaks of the first six months of the year."""
    vintage: str = ""
    """Units; those in force at that time unless given."""
    boundary_set: str = ""
    """Boundaries the maps are drawn with; those in use unless given."""
    figures: Level = USUAL
    """Level the figures stand on."""

    @property
    def day(self) -> date:
        """The day it speaks of."""
        return date(self.period, *MIDYEAR) if self.half else date(self.period, 12, 31)

    @property
    def assessed(self) -> int:
        """The year whose end the criteria were assessed at: six months have no assessment of their own."""
        return self.period - 1 if self.half else self.period


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Registered:
    """Who is recognised and certified on a day, by the registers."""

    levels: pd.Series
    """Level of recognition by code, missing where none is in force."""
    certified: int
    hamlets: int

    @property
    def recognised(self) -> int:
        """Number of communes recognised, at any level."""
        return int(self.levels.notna().sum())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BriefingData:
    """Input data of the sections of a briefing."""

    workspace: Workspace
    figures: Figures
    request: BriefRequest
    standing: PeriodAssessment
    """Of the year whose end the criteria were assessed at."""
    earlier: tuple[PeriodAssessment, ...]
    """Of the years before it that have figures by the same set, oldest first."""
    drawn: Layer
    before: Registered
    """The registers at the end of the year before the one reported on."""
    now: Registered
    """The registers on the day."""
    difficulties: pd.DataFrame
    """See `difficulties.on_day`."""
    inspections: pd.DataFrame
    """``tables.Inspections`` of the year reported on up to its day, oldest first."""
    support: pd.DataFrame
    """See `support.follow_up`, of the year reported on."""
    partners: pd.DataFrame
    """See `partner_history.history`, the year reported on alone."""
    pictures: bool = True
    """Whether maps are drawn as pictures; a live presentation needs none."""
    layer_address: str = ""
    """Where layer files of live maps are served, ending with a slash."""

    @property
    def until(self) -> str:
        """The moment as it is said in a sentence: "by the end of 2022", "by 30/06/2022"."""
        if self.request.half:
            return _("By {day}", day=format_date(self.request.day))
        return _("By the end of {year}", year=self.request.period)

    @property
    def mark(self) -> str:
        """What has to be said across every paper: illustrative figures, schematic boundaries."""
        return map_stamp(self.standing.provenance, self.drawn)

    def content(
        self, theme: Theme, *, values: bool = False, commune: str = "", district: str = "",
        standing: PeriodAssessment | None = None,
    ) -> MapContent:  # fmt: skip
        """Return what the map of a theme shows; ``standing`` is the year it was made of, if not the one assessed."""
        period = standing or self.standing
        view = MapView(
            layer_address=self.layer_address, commune=commune, district=district
        )  # fmt: skip
        return theme_map(period, self.drawn, theme, view, values=values)

    def brief_map(self, key: str, content: MapContent, facts: Mapping[str, str] | None = None) -> BriefMap:
        """Return a map for papers, its pictures without title and source, which papers write themselves.

        The legend of a map that does not draw all units counts those it draws; it is no witness of the facts then.
        """
        return BriefMap(
            key=key,
            title=content.title,
            legend=content.legend,
            picture=self.sheet(content, SheetForm(paper="figure")).content if self.pictures else b"",
            large=self.sheet(content, SheetForm(paper="slide")).content if self.pictures else b"",
            facts={} if self.drawn.match.not_drawn else facts or {},
            note=" · ".join(content.notes),
        )

    def sheet(self, content: MapContent, form: SheetForm) -> DrawnSheet:
        """Return a map as a printed sheet."""
        return map_sheet(self.workspace, self.standing, self.drawn, content, form)


def briefing_data_of(workspace: Workspace, figures: Figures, request: BriefRequest) -> BriefingData:
    """Read the input data of a briefing.

    Parameters
    ----------
    workspace : of the door.
    figures : from `figures.load_figures`.
    request : what is asked for.

    Raises
    ------
    NotInForceError
        There are no figures for the year, or none that can be carried to the units.
    """
    standing = assess_period(workspace, figures, period=request.assessed, vintage=request.vintage)
    vintage = standing.vintage
    chosen = request.boundary_set or usual_boundaries(workspace, vintage)
    helped = history(workspace, vintage=vintage, today=request.day)
    return BriefingData(
        workspace=workspace,
        figures=figures,
        request=request,
        standing=standing,
        earlier=earlier_alike(workspace, figures, standing),
        drawn=layer(workspace, vintage=vintage, boundary_set=chosen),
        before=registered(figures, standing, date(request.period - 1, 12, 31)),
        now=registered(figures, standing, request.day),
        difficulties=on_day(load(workspace, "difficulties", vintage=vintage).table, request.day),
        inspections=inspections_of(
            load(workspace, "inspections", vintage=vintage).table, date(request.period, 1, 1), request.day
        ),
        support=follow_up(workspace, vintage=vintage, year=request.period, on=request.day),
        partners=helped[helped["year"].eq(request.period)].reset_index(drop=True),
    )


def data_as_if(data: BriefingData, met: Collection[tuple[str, str]]) -> BriefingData:
    """Return the data with some communes meeting some criteria, see `what_if.as_if`; nothing is written."""
    standing = as_if(data.standing, met)
    return replace(data, standing=standing, now=registered(data.figures, standing, data.request.day))


def registered(figures: Figures, standing: PeriodAssessment, day: date) -> Registered:
    """Return who is recognised and certified on a day; at the end of a year whoever is recognised for it.

    Parameters
    ----------
    figures : the province works with.
    standing : whose communes are meant.
    day : the day. Units without a register of hamlets of their own keep the counts of the assessment.
    """
    codes = pd.Index(standing.assessment.standings["code"])
    counts = standing.assessment.hamlet_counts
    end_of_year = (day.month, day.day) == (12, 31)
    if standing.vintage in figures.registers and not standing.carried:
        year = standing.period if day >= date(standing.period, 12, 31) else standing.period - 1
        hamlets = counting_hamlets(
            figures, figures.registers[standing.vintage].hamlets, vintage=standing.vintage, period=year
        )
        counts = count_hamlets(hamlets, codes=codes, period=day.year, on=None if end_of_year else day)
    return Registered(
        levels=recognition_level(
            counting_for(standing.recognitions, standing.criteria_set),
            codes=codes,
            period=day.year,
            on=None if end_of_year else day,
        ),
        certified=int(counts["certified"].sum()),
        hamlets=int(counts["total"].sum()),
    )
