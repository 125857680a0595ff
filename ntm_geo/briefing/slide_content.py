"""Content of a slide, made from an item of a running order; the same for the screen and for PowerPoint."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ntm_geo.assessment.hamlets import hamlet_target
from ntm_geo.assessment.progress import compare_years
from ntm_geo.assessment.sentences import tier_sentences
from ntm_geo.assessment.years import as_of
from ntm_geo.briefing.criteria_section import criteria_section
from ntm_geo.briefing.place_sections import commune_section, districts_section, hamlets_section
from ntm_geo.briefing.result_sections import targets_section, tiers_section
from ntm_geo.briefing.slide_choices import assignment_slide, priority_slide
from ntm_geo.briefing.theme_keys import theme_of
from ntm_geo.briefing.work_sections import (
    difficulties_section,
    proposals_section,
)
from ntm_geo.errors import UnknownUnitError, msg
from ntm_geo.i18n import _, format_date
from ntm_geo.reports.briefing import Section, Statement
from ntm_geo.tables.standing_table import UNKNOWN_TIER
from ntm_geo.themes.count_themes import hamlet_theme
from ntm_geo.themes.map_themes import tier_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.briefing.briefing_data import BriefingData
    from ntm_geo.briefing.running_orders import Item, RunningOrder
    from ntm_geo.maps.web import MapContent

_MOST_TARGETS: Final = 5
"""Targets a slide says one by one; of more the table stands with the first sentences."""
_MOST_SENTENCES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One year of a slide that plays: its label, its map, its sentences."""

    label: str
    content: MapContent
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """What is shown at once."""

    show: str
    section: Section
    """Title, sentences, table and chart; its remarks are the speaker's notes."""
    content: MapContent | None = None
    """The live map, where there is one."""
    frames: tuple[Frame, ...] = ()
    """Years to play through, oldest first."""
    subject: str = ""
    """District, criterion, commune or scenario it is about; empty where it is about none."""


def make_slides(data: BriefingData, order: RunningOrder) -> tuple[Slide, ...]:
    """Return the slides of a running order.

    Parameters
    ----------
    data : of the period.
    order : what is shown.

    Raises
    ------
    TableError, UnknownUnitError
        A slide is about a criterion, commune or scenario that is not there; the error names it.
    """
    return tuple(_own_words(_MAKERS[item.show](data, item), item) for item in order.items)


def sections_of(data: BriefingData, order: RunningOrder) -> tuple[Section, ...]:
    """Return the slides as sections of a briefing, maps as pictures, for a presentation that is a file.

    The title slide is left out: a presentation begins with one of its own.
    """
    sections = []
    for index, slide in enumerate(make_slides(data, order), start=1):
        if slide.show == "title":
            continue
        section = replace(slide.section, key=f"{slide.section.key}.{index}")
        if slide.content is not None:
            section = replace(section, maps=(data.brief_map(section.key, slide.content),))
        sections.append(section)
    return tuple(sections)


def _own_words(slide: Slide, item: Item) -> Slide:
    """Put the planner's own title, sentences and note in the place of the usual ones."""
    section = slide.section
    if item.title.strip():
        section = replace(section, title=item.title.strip())
    lines = [line.strip() for line in item.statement.splitlines() if line.strip()]
    if lines:
        section = replace(section, statements=tuple(Statement(text=line) for line in lines))
    notes = [line.strip() for line in item.note.splitlines() if line.strip()]
    return replace(slide, subject=item.subject, section=replace(section, remarks=(*notes, *section.remarks)))


def _title(data: BriefingData, _item: Item) -> Slide:
    title = (
        _("Results of building new rural areas in the first six months of {year}", year=data.request.period)
        if data.request.half
        else _("Results of building new rural areas in {year}", year=data.request.period)
    )
    lines = (
        str(data.workspace.province.name),
        _("Figures as of {day}", day=format_date(as_of(data.workspace, data.request.day))),
    )
    return Slide(
        show="title",
        section=Section(key="title", title=title, statements=tuple(Statement(text=line) for line in lines)),
    )


def _targets(data: BriefingData, _item: Item) -> Slide:
    section = targets_section(data, known_only=True)
    shown = section.statements[:_MOST_SENTENCES] if len(section.statements) > _MOST_TARGETS else section.statements
    return Slide(show="targets", section=replace(section, statements=shown, charts=()))


def _tiers(data: BriefingData, item: Item) -> Slide:
    if item.subject:
        return _tiers_of_district(data, item.subject)
    section = replace(tiers_section(data), tables=(), charts=(), maps=())
    return Slide(show="tiers", section=section, content=data.content(tier_theme(data.standing)))


def _tiers_of_district(data: BriefingData, district: str) -> Slide:
    """Return the tiers of one district: its own counts in sentences, the map on it."""
    units = data.standing.units
    chosen_units = units[units["parent_code"].eq(district)]
    if chosen_units.empty:
        raise UnknownUnitError(
            msg("There is no district {code} among the units of {vintage}.", code=district,
                vintage=data.standing.vintage),
            fix=msg("Choose one of the districts listed."),
        )  # fmt: skip
    name = str(chosen_units["parent_name"].iloc[0])
    table = data.standing.assessment.standings
    counts = table.loc[table["code"].isin(chosen_units["code"]), "tier"].value_counts()
    sentences = tuple(
        _("{count} communes: {tier}.", count=int(counts.get(tier.key, 0)), tier=str(tier.name))
        for tier in data.standing.criteria_set.tiers
    )
    unplaced = int(counts.get(UNKNOWN_TIER, 0))
    if unplaced:
        sentences += (_("{count} communes: not enough data.", count=unplaced),)
    section = Section(
        key=f"tiers.{district}",
        title=_("{district}: tiers of communes, end of {year}", district=name, year=data.standing.period),
        statements=tuple(Statement(text=item) for item in sentences),
    )
    content = data.content(tier_theme(data.standing), district=district)
    return Slide(show="tiers", section=section, content=content)


def _progress(data: BriefingData, _item: Item) -> Slide:
    years = (*data.earlier, data.standing)
    frames = tuple(
        Frame(
            label=str(year.period),
            content=data.content(tier_theme(year), standing=year),
            statements=tier_sentences(year)[:1],
        )
        for year in years
    )
    sentence = compare_years(years[0], years[-1]).sentence if len(years) > 1 else ""
    section = replace(
        tiers_section(data),
        key="progress",
        title=_("Tiers of communes over the years"),
        statements=(Statement(text=sentence),) if sentence else (),
        tables=(),
        maps=(),
    )
    return Slide(show="progress", section=section, content=frames[-1].content, frames=frames)


def _districts(data: BriefingData, _item: Item) -> Slide:
    return Slide(show="districts", section=districts_section(data))


def _criteria(data: BriefingData, _item: Item) -> Slide:
    section = criteria_section(data)
    return Slide(show="criteria", section=replace(section, tables=section.tables[:1], maps=()))


def _criterion(data: BriefingData, item: Item) -> Slide:
    theme = theme_of(data, item.subject)
    counts = theme.table["status"].value_counts()
    sentence = _(
        "{met} communes meet it, {not_met} do not; {unknown} are not known.", met=int(counts.get("met", 0)),
        not_met=int(counts.get("not_met", 0)), unknown=int(counts.get("unknown", 0)),
    )  # fmt: skip
    lines = (sentence, *(note for note in theme.notes if note))
    section = Section(
        key=f"criterion.{item.subject}", title=theme.title, statements=tuple(Statement(text=line) for line in lines)
    )
    return Slide(show="criterion", section=section, content=data.content(theme))


def _hamlets(data: BriefingData, _item: Item) -> Slide:
    section = replace(hamlets_section(data), maps=())
    theme = hamlet_theme(data.standing, hamlet_target(data.workspace, data.standing.period))
    return Slide(show="hamlets", section=section, content=data.content(theme, values=True))


def _priority(data: BriefingData, item: Item) -> Slide:
    section, theme = priority_slide(data, item.subject)
    return Slide(show="priority", section=section, content=data.content(theme))


def _assignment(data: BriefingData, _item: Item) -> Slide:
    section, theme = assignment_slide(data)
    return Slide(show="assignment", section=section, content=data.content(theme))


def _difficulties(data: BriefingData, _item: Item) -> Slide:
    return Slide(show="difficulties", section=difficulties_section(data))


def _commune(data: BriefingData, item: Item) -> Slide:
    section = replace(commune_section(data, item.subject), maps=())
    return Slide(show="commune", section=section, content=data.content(tier_theme(data.standing), commune=item.subject))


def _proposals(data: BriefingData, _item: Item) -> Slide:
    return Slide(show="proposals", section=proposals_section(data))


def _text(_basis: BriefingData, item: Item) -> Slide:
    return Slide(show="text", section=Section(key="text", title=item.title or _("Text of one's own")))


_MAKERS: dict[str, Callable[[BriefingData, Item], Slide]] = {
    "title": _title,
    "targets": _targets,
    "tiers": _tiers,
    "progress": _progress,
    "districts": _districts,
    "criteria": _criteria,
    "criterion": _criterion,
    "hamlets": _hamlets,
    "priority": _priority,
    "assignment": _assignment,
    "difficulties": _difficulties,
    "commune": _commune,
    "proposals": _proposals,
    "text": _text,
}
