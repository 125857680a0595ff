"""Years that may be set beside each other: judged by the same criteria set, on the same units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntm_geo.assessment.period import assess_period, periods, sets_for
from ntm_geo.errors import NotInForceError

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace


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
