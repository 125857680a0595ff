"""A paper as blocks, the same for Word and PDF: headings, sentences, tables, pictures, pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from ntm_geo.i18n import _
from ntm_geo.reports.charts import chart_picture
from ntm_geo.reports.contract import require
from ntm_geo.reports.numerals import roman
from ntm_geo.reports.official import Letterhead, day_words
from ntm_geo.reports.signing import signature_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntm_geo.reports.briefing import Briefing, BriefTable, Section

_PICTURE_MM: Final = 164
_WIDE: Final = 11
"""Columns from which on an annex lies across the page."""
_LEFT: Final = ("text",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A line of text: a heading, a paragraph, an item, a caption before or under what it names, a note, a title."""

    kind: Literal["heading", "body", "item", "caption", "under", "note", "title"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table, its cells as they are told; ``centred`` are the columns that stand in the middle."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    """Relative to each other."""
    centred: tuple[int, ...]
    total: bool
    """Whether the last row is one of totals."""
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in PNG."""

    content: bytes
    width_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A new page, upright or across."""

    landscape: bool


Block = Text | Grid | Picture | Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An official paper: its letterhead, title, and blocks; the signature stands before the annexes."""

    head: Letterhead
    title: str
    subtitle: str
    mark: str
    blocks: tuple[Block, ...]
    annexes: tuple[Block, ...]


def report_of(briefing: Briefing, head: Letterhead | None = None) -> Paper:
    """Return the periodic report of a briefing.

    Parameters
    ----------
    briefing : keeps the contract.
    head : number, day, signer and recipients; room is left for all of them unless given.

    Raises
    ------
    ContractError
        The briefing contradicts itself.
    """
    require(briefing)
    blocks: list[Block] = []
    numbers = _Numbers()
    for index, section in enumerate(briefing.sections, start=1):
        blocks += [Text(kind="heading", text=f"{roman(index)}. {section.title.upper()}")]
        blocks += _section(section, numbers)
    blocks.append(Text(kind="note", text=_("Source of the figures: {source}", source=briefing.source)))
    shown = head or Letterhead(
        issuer=briefing.issuer, issuer_name=briefing.issuer_name, place=briefing.place,
        number=_("        /report"), signer_role=signature_lines(""),
    )  # fmt: skip
    annexes: list[Block] = []
    for index, table in enumerate(briefing.annexes, start=1):
        annexes.append(Page(landscape=len(table.columns) >= _WIDE))
        annexes.append(Text(kind="title", text=_("Annex {number}", number=roman(index))))
        annexes.append(Text(kind="title", text=table.title.upper()))
        annexes.append(Text(kind="caption", text=_attached(shown)))
        annexes += _table(table, small=True)
    return Paper(
        head=shown,
        title=_("REPORT"),
        subtitle=briefing.title,
        mark=briefing.mark,
        blocks=tuple(blocks),
        annexes=tuple(annexes),
    )


def _attached(head: Letterhead) -> str:
    """Return which report an annex goes with."""
    number, day = head.number or _("        /report"), day_words(head.day)
    if not head.issuer_name:
        return _("(Attached to report No. {number} of {day})", number=number, day=day)
    return _("(Attached to report No. {number} of {day} of {issuer})", number=number, day=day, issuer=head.issuer_name)


class _Numbers:
    """Running numbers of tables and figures."""

    def __init__(self) -> None:
        self.tables = self.figures = 0

    def table(self, title: str) -> Text:
        self.tables += 1
        return Text(kind="caption", text=_("Table {number}. {title}", number=self.tables, title=title))

    def figure(self, title: str) -> Text:
        self.figures += 1
        return Text(kind="under", text=_("Figure {number}. {title}", number=self.figures, title=title))


def _section(section: Section, numbers: _Numbers) -> Iterator[Block]:
    for statement in section.statements:
        yield Text(kind="item", text=statement.text)
    for remark in section.remarks:
        yield Text(kind="note", text=remark)
    for table in section.tables:
        yield numbers.table(table.title)
        yield from _table(table)
    for chart in section.charts:
        yield Picture(content=chart_picture(chart), width_mm=_PICTURE_MM)
        yield numbers.figure(chart.title)
    for map_ in section.maps:
        yield Picture(content=map_.picture, width_mm=_PICTURE_MM)
        yield numbers.figure(map_.title)


def _table(table: BriefTable, *, small: bool = False) -> Iterator[Block]:
    yield grid_of(table, small=small)
    if table.note:
        yield Text(kind="note", text=table.note)


def grid_of(table: BriefTable, *, small: bool = False) -> Grid:
    """Return a table with its cells as they are told."""
    centred = tuple(
        index for index, column in enumerate(table.columns) if column.kind not in _LEFT or column.width <= 1
    )
    return Grid(
        headings=tuple(column.heading for column in table.columns),
        rows=table.texts,
        widths=tuple(column.width for column in table.columns),
        centred=centred,
        total=table.total is not None,
        small=small,
    )
