"""Atlas: one page for every district or every commune, with its figures beside the map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.briefing.place_sections import commune_results
from ntm_geo.errors import NotInForceError, msg
from ntm_geo.i18n import _, format_number, format_percent
from ntm_geo.maps.atlas import draw_atlas
from ntm_geo.maps.sheet import SheetForm
from ntm_geo.tables.base import each_row
from ntm_geo.themes.map_themes import tier_theme
from ntm_geo.themes.printed_maps import sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ntm_geo.briefing.briefing_data import BriefingData
    from ntm_geo.maps.sheet import Sheet

By = Literal["district", "commune"]


def atlas_pages(data: BriefingData, by: By) -> int:
    """Return how many pages an atlas has."""
    return len(_districts(data)) if by == "district" else len(communes_of(data.standing))


def make_atlas(
    data: BriefingData, by: By, *, form: SheetForm | None = None, step: Callable[[], None] | None = None
) -> bytes:  # fmt: skip
    """Return an atlas of the tiers as PDF.

    Parameters
    ----------
    data : of the period.
    by : ``district`` or ``commune``: what has a page.
    form : of every page; names are always written.
    step : called after each page; may raise to stop.

    Raises
    ------
    NotInForceError
        There are no districts among the units.
    """
    wanted = replace(form or SheetForm(), labels=True, form="pdf")
    sheets = _district_sheets(data) if by == "district" else commune_sheets(data)
    if by == "district" and not _districts(data):
        raise NotInForceError(
            msg("There are no districts among the units of {vintage}.", vintage=data.standing.vintage),
            fix=msg("Make the atlas by commune."),
        )
    return draw_atlas(sheets, wanted, step=step)


def _districts(data: BriefingData) -> dict[str, str]:
    """Return the districts by code, by name; those of which nothing is drawn have no page."""
    drawn = data.drawn.match.frame["parent_code"]
    units = data.standing.units.dropna(subset="parent_code")
    units = units[units["parent_code"].isin(drawn)]
    pairs = units.drop_duplicates("parent_code").sort_values(["parent_name", "parent_code"])
    return {str(row.parent_code): str(row.parent_name) for row in each_row(pairs)}


def _district_sheets(data: BriefingData) -> Iterator[Sheet]:
    theme = tier_theme(data.standing)
    hamlets = data.standing.assessment.hamlet_counts.set_index("code")
    units = data.standing.units.set_index("code")
    for code in _districts(data):
        content = data.content(theme, district=code)
        sheet = sheet_of(data.workspace, data.standing, data.drawn, content)
        chosen_hamlets = hamlets[hamlets.index.isin(units.index[units["parent_code"].eq(code)])]
        certified, total = int(chosen_hamlets["certified"].sum()), int(chosen_hamlets["total"].sum())
        lines = [
            _(
                "Hamlets certified: {certified} of {total} ({share})", certified=format_number(certified),
                total=format_number(total), share=format_percent(certified / total if total else 0.0),
            )
        ]  # fmt: skip
        yield replace(sheet, lines=lines)


def commune_sheets(data: BriefingData) -> Iterator[Sheet]:
    """Return a sheet for every commune: its surroundings, where it stands and what it misses beside the map."""
    content = data.content(tier_theme(data.standing))
    sheet = sheet_of(data.workspace, data.standing, data.drawn, content)
    numbers_by_code = {code: number for number, code in enumerate(data.drawn.match.frame["code"])}
    total = len(data.standing.criteria_set.criteria)
    for row in commune_results(data):
        if row.code not in numbers_by_code:
            continue
        lines = [
            row.tier,
            _("Criteria met: {met} of {total}", met=row.met, total=total),
            *([_("Not known yet: {count}", count=row.unknown)] if row.unknown else []),
            *([_("Not met: {criteria}", criteria=row.missed)] if row.missed else []),
            _("Hamlets certified: {certified} of {total}", certified=row.certified, total=row.hamlets),
        ]
        title = ", ".join(part for part in (row.name, row.district) if part)
        yield replace(sheet, title=title, subtitle=content.title, zoom=numbers_by_code[row.code], lines=lines)
