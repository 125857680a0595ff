"""Years: the one a door opens on, those that come to units, and those that may be set beside each other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ntm_geo.assessment.period import assess_period, periods, sets_for
from ntm_geo.errors import NotInForceError

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace


def opening(workspace: Workspace, figures: Figures, today: date | None = None) -> tuple[int, str]:
    """Return the year and the units a door opens on: the newest year with figures of today's period, on today's units.

    Where today's period has no figures up to today, or no criteria set holds any more, the newest year with figures
    counts. Units are never older than the year's own.

    Parameters
    ----------
    workspace, figures : of the door.
    today : the day; the one of the settings unless given, and of the clock where they name none.

    Returns
    -------
    Year, and key of a vintage.
    """
    day = today or _day_of(workspace)
    years = [year for year in periods(figures) if year <= day.year] or list(periods(figures))
    try:
        law = workspace.set_on(date(day.year, 12, 31))
    except NotInForceError:
        law = None
    year = next((year for year in years if law is not None and workspace.set_on(date(year, 12, 31)) is law), years[0])
    units = units_for(workspace, year)
    began = [vintage.key for vintage in workspace.province.vintages if vintage.begins <= day]
    return year, began[-1] if began and began[-1] in units else units[0]


def running(workspace: Workspace, year: int, today: date | None = None) -> bool:
    """Return whether a year is not over yet: its figures are those of today and not of its end."""
    day = today or _day_of(workspace)
    return day.year == year and day < date(year, 12, 31)


def as_of(workspace: Workspace, day: date, today: date | None = None) -> date:
    """Return the day figures of a year or half-year speak of: its last one, and today while it runs."""
    now = today or _day_of(workspace)
    return now if now.year == day.year and now < day else day


def _day_of(workspace: Workspace) -> date:
    """Return the day doors open on: the one of the settings, or of the clock where they name none."""
    return workspace.settings.opens_on or date.today()  # noqa: DTZ011 - the day at the place the program runs at


def units_for(workspace: Workspace, year: int) -> tuple[str, ...]:
    """Return the vintages the figures of a year can be shown on, oldest first: its own, and those it is carried to."""
    keys = [vintage.key for vintage in workspace.province.vintages]
    return tuple(keys[keys.index(workspace.province.vintage_on(date(year, 12, 31)).key) :])


def years_to(workspace: Workspace, figures: Figures, period: int, vintage: str) -> tuple[int, ...]:
    """Return the years with figures up to one that can be shown on the units of a vintage, newest first."""
    return tuple(year for year in periods(figures) if year <= period and vintage in units_for(workspace, year))


def years_alike(workspace: Workspace, figures: Figures, period: int) -> tuple[int, ...]:
    """Return the years with figures that were judged by the same set as a year, oldest first."""
    law = sets_for(workspace, period)[0]
    return tuple(year for year in sorted(periods(figures)) if sets_for(workspace, year)[0] is law)


def earlier_alike(workspace: Workspace, figures: Figures, standing: PeriodAssessment) -> tuple[PeriodAssessment, ...]:
    """Return the years before an assessment on its units and by its set, oldest first.

    A year whose figures cannot come to these units is left out.
    """
    earlier = []
    for year in years_alike(workspace, figures, standing.period):
        if year >= standing.period:
            break
        try:
            assessed = assess_period(workspace, figures, period=year, vintage=standing.vintage)
        except NotInForceError:
            continue
        if assessed.criteria_set.key == standing.criteria_set.key:
            earlier.append(assessed)
    return tuple(earlier)
