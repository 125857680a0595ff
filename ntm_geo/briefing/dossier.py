"""Dossier: facts of a commune beside its assessment: location, people, recognitions, hamlets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.assessment.engine.standards import ended_with_set
from ntm_geo.assessment.hamlet_standing import class_names, hamlet_standing, hamlets_of, lacking_words, met_words
from ntm_geo.i18n import _, format_date
from ntm_geo.maps.sketch import SketchLayer, sketch
from ntm_geo.records.commune_attributes import known_attributes
from ntm_geo.tables.base import each_row
from ntm_geo.tables.standing_table import certified_hamlets, years_of

if TYPE_CHECKING:
    from ntm_geo.assessment.hamlet_standing import HamletStanding
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.records.shipped import Figures
    from ntm_geo.themes.map_layers import Layer
    from ntm_geo.workspace.workspace import Workspace

_LAND, _OWN, _LINE = "#dfe5e8", "#b3005e", "#ffffff"
_KM2: Final = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """A recognition of the commune: level, year, day and number of the decision, day it was revoked."""

    level: str
    for_year: int
    on: date
    decision: str
    revoked: date | None
    ended: bool
    """Whether it ended with the criteria set it was given under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hamlet:
    """A hamlet of the commune, and whether it is certified at the year's end."""

    name: str
    certified: bool
    said: str
    """Day and decision of the certification, or of its end."""
    state: str = ""
    """Class by the set for hamlets, criteria met and those it misses; empty where nothing is judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What is known of a commune beside its criteria; what is not known is None, or empty text."""

    location: str
    """Picture of the province with the commune, as SVG."""
    area_km2: float | None
    population: int | None
    border: bool
    zone: str
    poverty_rate: float | None
    recognitions: tuple[Recognition, ...]
    hamlets: tuple[Hamlet, ...]


def dossier(workspace: Workspace, figures: Figures, standing: PeriodAssessment, code: str, drawn: Layer) -> Dossier:
    """Return the dossier of a unit at the end of a year.

    Parameters
    ----------
    workspace : of the door.
    figures : the province works with.
    standing : of the year, on the vintage of the unit.
    code : of the unit.
    drawn : the layer; its areas stand in for official ones where its lines are real.
    """
    unit = standing.units.set_index("code").loc[code]
    chosen_units = drawn.units[drawn.units["code"].eq(code)]
    area = _number(unit["area_km2"])
    if area is None and not drawn.provenance.schematic and len(chosen_units):
        area = float(chosen_units.to_crs(workspace.province.local_crs).area.iloc[0] / _KM2)
    attributes = _attributes(workspace, standing, code)
    population = _number(attributes.get("population")) or _number(unit["population"])
    return Dossier(
        location=sketch(
            [
                SketchLayer(shapes=drawn.units.geometry, fill=_LAND, stroke=_LINE),
                SketchLayer(shapes=chosen_units.geometry, fill=_OWN, stroke=_OWN),
            ],
            label=_("Where it lies"),
        ),
        area_km2=area,
        population=None if population is None else int(population),
        border=bool(unit["border"]),
        zone="" if pd.isna(attributes.get("zone")) else str(attributes["zone"]),
        poverty_rate=_number(attributes.get("poverty_rate")),
        recognitions=_recognitions(workspace, figures, standing, code),
        hamlets=_hamlets(workspace, figures, standing, code),
    )


def _attributes(workspace: Workspace, standing: PeriodAssessment, code: str) -> dict[Any, Any]:
    """Return what the newest reported year up to the one shown says of a commune."""
    table = known_attributes(workspace, vintage=standing.vintage, period=standing.period)
    return table.loc[code].to_dict() if code in table.index else {}


def _recognitions(
    workspace: Workspace, figures: Figures, standing: PeriodAssessment, code: str
) -> tuple[Recognition, ...]:
    if standing.vintage not in figures.registers:
        return ()
    table = figures.registers[standing.vintage].recognitions
    end = date(standing.period, 12, 31)
    table = table.assign(
        for_year=years_of(table),
        ended=ended_with_set(table, workspace.criteria_sets.values(), period=standing.period),
    )
    rows = table[table["code"].eq(code) & table["for_year"].le(standing.period).astype(bool)]
    return tuple(
        Recognition(
            level=row.level,
            for_year=int(row.for_year),
            on=pd.Timestamp(row.recognised_on).date(),
            decision="" if pd.isna(row.decision) else str(row.decision),
            revoked=_day(row.revoked_on, end),
            ended=bool(row.ended),
        )
        for row in each_row(rows.sort_values("recognised_on"))
    )


def _hamlets(workspace: Workspace, figures: Figures, standing: PeriodAssessment, code: str) -> tuple[Hamlet, ...]:
    if standing.vintage not in figures.registers:
        return ()
    table = figures.registers[standing.vintage].hamlets
    table = table[table["code"].eq(code)].sort_values("hamlet")
    certified = certified_hamlets(table, period=standing.period)
    judged = hamlet_standing(workspace, figures, standing)
    states = {} if judged is None or not judged.has_results else _states(judged, code)
    end = date(standing.period, 12, 31)
    hamlets = []
    for row, state in zip(each_row(table), certified, strict=True):
        since, until = _day(row.certified_on, end), _day(row.revoked_on, end)
        decision = "" if pd.isna(row.decision) else str(row.decision)
        text = " · ".join(part for part in (format_date(since) if since else "", decision if since else "") if part)
        if until:
            text = _("revoked on {day}", day=format_date(until))
        hamlets.append(Hamlet(name=str(row.name), certified=bool(state), said=text, state=states.get(row.hamlet, "")))
    return tuple(hamlets)


def _states(judged: HamletStanding, code: str) -> dict[str, str]:
    """Return for each hamlet of a commune that is not certified its class, criteria met, and those it misses."""
    names = class_names(judged.law)
    return {
        row.hamlet: " · ".join((names[row.tier], met_words(judged, row), lacking_words(judged, row)))
        for row in hamlets_of(judged, code)
        if row.tier != judged.certified
    }


def _day(value: Any, end: date) -> date | None:
    """Return a day, None where there is none or it comes after the year."""
    if pd.isna(value):
        return None
    day = pd.Timestamp(value).date()
    return day if day <= end else None


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
