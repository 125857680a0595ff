"""Sheets: a map of the screen as a printed one, with names, neighbours and the country around it."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ntm_geo.assessment.years import as_of
from ntm_geo.boundaries.surroundings import neighbours_on, read_country
from ntm_geo.i18n import _, current_language, format_date
from ntm_geo.maps.land import Land, prepare
from ntm_geo.maps.sheet import DrawnSheet, Sheet, SheetForm, draw_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.maps.legend import LegendEntry
    from ntm_geo.maps.web import MapContent
    from ntm_geo.tables.provenance import Provenance
    from ntm_geo.themes.map_layers import Layer
    from ntm_geo.workspace.workspace import Workspace


def sheet_of(
    workspace: Workspace,
    standing: PeriodAssessment,
    drawn: Layer,
    content: MapContent,
    provenance: Provenance | None = None,
) -> Sheet:
    """Return what stands on the sheet of a map: the map's own classes, legend and notes.

    Parameters
    ----------
    workspace : of the door.
    standing : what the map was made of.
    drawn : the layer.
    content : what the map shows on the screen.
    provenance : where its figures come from, if not from those of the assessment.
    """
    frame = drawn.match.frame
    focus = frame["parent_code"].eq(content.district).to_numpy(bool) if content.district else None
    focus = None if focus is None or not focus.any() else focus  # a district of which nothing is drawn
    return Sheet(
        land=land_of(workspace, drawn),
        classes=content.classes,
        legend=content.legend,
        title=content.title,
        subtitle=_subtitle(workspace, drawn, content),
        total_label=content.total_label,
        north=_("N"),
        east=_("E"),
        source=" · ".join([_told(workspace, standing, provenance), *content.notes]),
        stamp=content.stamp,
        names=tuple(frame["name"].fillna("")),
        texts=content.counts if content.value_labels else (),
        neighbours=tuple(
            (str(neighbour.name), neighbour.lon, neighbour.lat)
            for neighbour in neighbours_on(workspace.province, _day(workspace, standing))
        ),
        country=read_country(workspace.province.folder.parent),
        language=current_language(),
        focus=focus,
        hatched=content.hatched,
        hatch=_hatch(content),
    )


def _hatch(content: MapContent) -> LegendEntry | None:
    """Return the row of the legend for what is hatched over its class; None where nothing is."""
    if not content.hatched:
        return None
    below = next(entry for entry in content.legend if entry.key == content.classes[content.hatched[0]])
    return replace(below, label=content.hatch_label, count=content.hatch_count)


def _told(workspace: Workspace, standing: PeriodAssessment, provenance: Provenance | None) -> str:
    """Return where the figures come from and the day they speak of."""
    source = (provenance or standing.provenance).source
    return _(
        "Figures: {source}, as of {day}",
        source=source,
        day=format_date(as_of(workspace, date(standing.period, 12, 31))),
    )


def map_sheet(
    workspace: Workspace,
    standing: PeriodAssessment,
    drawn: Layer,
    content: MapContent,
    form: SheetForm | None = None,
    provenance: Provenance | None = None,
) -> DrawnSheet:
    """Return the map as a printed sheet, see `sheet.draw_sheet` and `sheet_of`."""
    return draw_sheet(sheet_of(workspace, standing, drawn, content, provenance), form)


def sheet_notes(sheet: DrawnSheet) -> tuple[str, ...]:
    """Return what a person has to know of a sheet before it is printed: names left away, classes alike in grey."""
    lost = _("{count} names found no room on this paper and were left away.", count=sheet.dropped)
    return (*([lost] if sheet.dropped else []), *grey_notes(sheet.alike))


def grey_notes(alike: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return which classes of a legend look alike in grey print, see `sheet_marks.alike_in_grey`; empty when none."""
    pairs = "; ".join(f"{item} – {other}" for item, other in alike)
    return (_("In grey print these look alike: {pairs}.", pairs=pairs),) if pairs else ()


def _day(workspace: Workspace, standing: PeriodAssessment) -> date:
    """Return the day neighbours are named by: the year's end, or the first day of newer units."""
    vintage, day = workspace.province.vintage(standing.vintage), date(standing.period, 12, 31)
    return day if vintage.holds_on(day) else vintage.begins


def land_of(workspace: Workspace, drawn: Layer) -> Land:
    """Return the units of a layer ready for paper; made once for a layer file."""
    return _land(_Key(drawn, workspace.province.local_crs))


class _Key:
    """A layer by the name of its file, which is that of its content."""

    def __init__(self, drawn: Layer, crs: str) -> None:
        self.drawn, self.crs = drawn, crs
        self.name = (drawn.file.path.name, crs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)


@functools.lru_cache(maxsize=8)
def _land(key: _Key) -> Land:
    return prepare(key.drawn.units.to_crs(key.crs))


def _subtitle(workspace: Workspace, drawn: Layer, content: MapContent) -> str:
    province = str(workspace.province.name)
    if not content.district:
        return province
    frame = drawn.match.frame
    parent_name = frame.loc[frame["parent_code"].eq(content.district), "parent_name"].dropna()
    return f"{parent_name.iloc[0]}, {province}" if len(parent_name) else province
