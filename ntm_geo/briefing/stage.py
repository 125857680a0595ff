"""Slides as JSON for the browser, all of them at once, so that the next one needs no request to the server."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from ntm_geo.assessment.what_if import missing_of
from ntm_geo.maps.web import encode
from ntm_geo.reports.briefing import told
from ntm_geo.reports.document import grid_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.briefing.briefing_data import BriefingData
    from ntm_geo.briefing.slide_content import Slide
    from ntm_geo.reports.briefing import BriefChart, BriefTable, Kind

_NARROW: Final = 4
"""Columns a table may have that stands beside a map."""
_THOUGHT: Final = ("tiers", "progress", "criterion", "commune")
"""Slides whose map answers to what if."""


def stage_slides(data: BriefingData, slides: Sequence[Slide]) -> list[dict[str, Any]]:
    """Return slides as plain data.

    Returns
    -------
    For each ``show, title, lines, note, mark, source, standing, subject, map, frames, table, chart``: ``map`` is what
    a web map is painted with, JSON or None; ``standing`` tells whether communes can be taken as meeting more on it.
    """
    return [_slide(data, slide) for slide in slides]


def missing_criteria(data: BriefingData) -> dict[str, list[str]]:
    """Return for each commune of the programme the criteria it is not known to meet, in the order of the law."""
    return {
        str(code): list(missing_of(data.standing, str(code))) for code in data.standing.assessment.standings["code"]
    }


def ladder(data: BriefingData) -> dict[str, Any]:
    """Return what a browser needs to place a commune by itself the moment a criterion is taken as met.

    Returns
    -------
    ``tiers``, pairs of key and least number of criteria, best first, without a number for the recognised;
    ``recognised``, codes of the communes that are; ``unknown``, by code the criteria nobody knows about, where there
    are any.
    """
    assessment = data.standing.assessment
    open_ones = assessment.results[assessment.results["met"].isna()]
    codes = [criterion.code for criterion in data.standing.criteria_set.criteria]
    shown = assessment.results.groupby("code")["criterion"].agg(set)
    silent = {
        str(code): [item for item in codes if item not in shown.get(code, ())] for code in assessment.standings["code"]
    }
    for code, criterion in zip(open_ones["code"], open_ones["criterion"], strict=True):
        silent.setdefault(str(code), []).append(str(criterion))
    return {
        "tiers": [[rule.key, rule.at_least] for rule in data.standing.criteria_set.tiers],
        "recognised": assessment.standings.loc[assessment.standings["recognition"].notna(), "code"].tolist(),
        "unknown": {code: value for code, value in silent.items() if value},
    }


def content_id(slides: Sequence[dict[str, Any]]) -> str:
    """Return a short hash of slides: the browser lays them out anew only when it changes."""
    return hashlib.sha256(json.dumps(slides, ensure_ascii=False).encode()).hexdigest()[:12]


def _slide(data: BriefingData, slide: Slide) -> dict[str, Any]:
    section = slide.section
    beside = slide.content is not None
    table = section.tables[0] if section.tables else None
    if table is not None and beside and len(table.columns) > _NARROW:
        table = None
    return {
        "show": slide.show,
        "title": section.title,
        "lines": [statement.text for statement in section.statements],
        "note": "\n".join(section.remarks),
        "mark": data.mark,
        "source": data.standing.provenance.source,
        "standing": slide.show in _THOUGHT,
        "subject": slide.subject,
        "map": None if slide.content is None else encode(slide.content),
        "frames": [
            {"label": frame.label, "map": encode(frame.content), "lines": list(frame.statements)}
            for frame in slide.frames
        ],
        "table": None if table is None else _table(table),
        "chart": _chart(section.charts[0]) if section.charts else None,
    }


def _table(table: BriefTable) -> dict[str, Any]:
    grid = grid_of(table)
    return {"heads": grid.headings, "rows": grid.rows, "centred": grid.centred, "total": grid.total}


def _chart(chart: BriefChart) -> dict[str, Any] | None:
    """Return a chart of columns; lines are read better from the table beside them."""
    if chart.kind == "lines":
        return None
    kind: Kind = "share" if chart.share else "count"
    return {
        "categories": chart.categories,
        "series": [
            {
                "name": column.name,
                "colour": column.colour,
                "values": column.values,
                "told": [told(value, kind) for value in column.values],
            }
            for column in chart.series
        ],
    }
