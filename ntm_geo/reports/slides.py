"""Slides of a briefing: native tables and charts that can be edited, maps as pictures, notes for the speaker.

A slide says one thing. Tables that do not fit go on over several slides; text that does not fit gets smaller down to
a size that is still read from the back row, then goes on as well.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.exc import PackageNotFoundError
from pptx.util import Emu, Inches, Pt

from ntm_geo.errors import InputFileError, msg
from ntm_geo.i18n import _
from ntm_geo.maps.palette import lightness
from ntm_geo.reports.briefing import BriefMap
from ntm_geo.reports.contract import require
from ntm_geo.reports.spreadsheet_cells import printable

if TYPE_CHECKING:
    from ntm_geo.reports.briefing import BriefChart, Briefing, BriefTable, Section

_SIZE: Final = (Inches(13.333), Inches(7.5))
_FONT: Final = "Arial"
_INK, _ACCENT, _QUIET, _WARN = "1B262C", "0B3C5D", "55606A", "6B4200"
_ROWS: Final = 11
"""Rows of a table on one slide."""
_LINES: Final = 5
"""Sentences on one slide."""
_BESIDE: Final = 330
"""Letters that stand beside a map in a size read from the back row."""
_MOST_COLUMNS: Final = 11
_LEAST_PT: Final = 12
_CHARTS: Final = {
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "bars": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Where things stand on a slide of any size: margins and the room under the title, in EMU."""

    width: int
    height: int

    @property
    def left(self) -> int:
        return int(self.width * 0.04)

    @property
    def top(self) -> int:
        return int(self.height * 0.17)

    @property
    def inner(self) -> tuple[int, int]:
        return int(self.width * 0.92), int(self.height * 0.73)


def pptx(briefing: Briefing, *, template: bytes = b"") -> bytes:
    """Return the slides of a briefing.

    Parameters
    ----------
    briefing : keeps the contract.
    template : presentation of the province whose masters, size and fonts are used; its own slides are left out.

    Raises
    ------
    ContractError
        The briefing contradicts itself.
    InputFileError
        The template is no presentation.
    """
    require(briefing)
    deck = _deck(template)
    frame = _Frame(width=deck.slide_width, height=deck.slide_height)
    _title_slide(deck, frame, briefing)
    for section in briefing.sections:
        for make in _of_section(section, briefing):
            make(deck, frame)
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def _deck(template: bytes) -> Any:
    """Return an empty presentation, on the template if there is one."""
    if not template:
        deck = Presentation()
        deck.slide_width, deck.slide_height = _SIZE
        return deck
    try:
        deck = Presentation(io.BytesIO(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputFileError(
            msg("The template is not a PowerPoint presentation."),
            fix=msg("Give a file ending in .pptx, saved by PowerPoint or LibreOffice."),
        ) from error
    stored = deck.slides._sldIdLst  # noqa: SLF001 - python-pptx cannot remove slides
    for item in list(stored):
        deck.part.drop_rel(item.rId)
        stored.remove(item)
    return deck


def _of_section(section: Section, briefing: Briefing) -> Iterator[Any]:
    """Return what makes the slides of a section: sentences beside the map or chart, then its tables."""
    notes = "\n".join([*(statement.text for statement in section.statements), *section.remarks])
    texts = [statement.text for statement in section.statements]
    shown: list[BriefMap | BriefChart] = [*section.maps, *section.charts]
    if shown and sum(map(len, texts)) <= _BESIDE:
        yield _page(section.title, texts, shown.pop(0), notes, briefing)
    else:
        for lines in _parts(texts, _LINES):
            yield _page(section.title, lines, None, notes, briefing)
    for item in shown:
        yield _page(item.title, [], item, notes, briefing)
    for table in section.tables:
        if len(table.columns) <= _MOST_COLUMNS:
            yield from _table_pages(table, notes, briefing)


def _page(title: str, lines: Sequence[str], shown: BriefMap | BriefChart | None, notes: str, briefing: Briefing) -> Any:
    """Return what makes a slide of sentences with a map or chart beside them, or alone."""

    def make(deck: Any, frame: _Frame) -> None:
        slide = _slide(deck, frame, title, briefing.mark, notes)
        width, height = frame.inner
        if shown is None:
            _sentences(slide, lines, (frame.left, frame.top, width, height))
            return
        beside = int(width * 0.38) if lines else 0
        if lines:
            _sentences(slide, lines, (frame.left, frame.top, beside - frame.left // 2, height))
        box = (frame.left + beside, frame.top, width - beside, height)
        if isinstance(shown, BriefMap):
            _picture(slide, shown.large or shown.picture, box)
        else:
            _chart(slide, shown, box)

    return make


def _table_pages(table: BriefTable, notes: str, briefing: Briefing) -> Iterator[Any]:
    """Return what makes the slides of a table; the line of totals stands on the last."""
    pages = list(_parts(table.texts, _ROWS))
    for index, rows in enumerate(pages):
        title = table.title if len(pages) == 1 else _("{title} ({part}/{parts})", title=table.title, part=index + 1,
                                                      parts=len(pages))  # fmt: skip
        total = table.total is not None and index == len(pages) - 1

        def make(deck: Any, frame: _Frame, title: str = title, rows: Any = rows, total: bool = total) -> None:  # noqa: FBT001
            slide = _slide(deck, frame, title, briefing.mark, notes)
            _table(slide, table, rows, frame, total=total)

        yield make


def _parts(items: Sequence[Any], size: int) -> Iterator[list[Any]]:
    """Return items in parts of nearly the same length, so that no slide holds a single line."""
    if not items:
        return
    count = -(-len(items) // size)
    step = -(-len(items) // count)
    for start in range(0, len(items), step):
        yield list(items[start : start + step])


def _title_slide(deck: Any, frame: _Frame, briefing: Briefing) -> None:
    slide = deck.slides.add_slide(_blank(deck))
    width = frame.inner[0]
    middle = int(frame.height * 0.34)
    _say(slide, briefing.issuer, (frame.left, int(frame.height * 0.1), width, Inches(0.5)), size=20, colour=_QUIET)
    _say(slide, briefing.title, (frame.left, middle, width, int(frame.height * 0.25)), size=40, bold=True)
    _say(slide, briefing.subtitle, (frame.left, int(frame.height * 0.62), width, Inches(0.6)), size=24, colour=_INK)
    if briefing.mark:
        _say(slide, briefing.mark, (frame.left, int(frame.height * 0.74), width, Inches(0.5)), size=20, colour=_WARN)
    slide.notes_slide.notes_text_frame.text = printable(briefing.source)


def _slide(deck: Any, frame: _Frame, title: str, mark: str, notes: str) -> Any:
    """Add a slide with its title, the mark at the foot, and the speaker's notes."""
    slide = deck.slides.add_slide(_blank(deck))
    width = frame.inner[0]
    _say(slide, title, (frame.left, int(frame.height * 0.045), width, int(frame.height * 0.11)), size=28, bold=True)
    if mark:
        foot = (frame.left, int(frame.height * 0.925), width, int(frame.height * 0.05))
        _say(slide, mark, foot, size=14, colour=_WARN)
    slide.notes_slide.notes_text_frame.text = printable(notes)
    return slide


def _blank(deck: Any) -> Any:
    """Return the layout with the fewest places to fill in: whatever a template calls it."""
    return min(deck.slide_layouts, key=lambda layout: len(layout.placeholders))


def _say(
    slide: Any, text: str, box: tuple[int, int, int, int], *, size: float, bold: bool = False, colour: str = _ACCENT
) -> None:
    shape = slide.shapes.add_textbox(*map(Emu, box))
    text_frame = shape.text_frame
    text_frame.word_wrap, text_frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    _write(text_frame.paragraphs[0], text, size=_fits(text, size, box), bold=bold, colour=colour)


def _sentences(slide: Any, lines: Sequence[str], box: tuple[int, int, int, int]) -> None:
    shape = slide.shapes.add_textbox(*map(Emu, box))
    text_frame = shape.text_frame
    text_frame.word_wrap = True
    size = min((_fits(" ".join(lines), 24, (box[0], box[1], box[2], int(box[3] * 0.8))), 24.0))
    for index, line in enumerate(lines):
        paragraph = text_frame.paragraphs[0] if index == 0 else text_frame.add_paragraph()
        paragraph.space_after = Pt(size * 0.6)
        _write(paragraph, line, size=size, colour=_INK)


def _fits(text: str, size: float, box: tuple[int, int, int, int]) -> float:
    """Return the largest size up to one at which a text stands in its box, by the mean width of letters."""
    width, height = Emu(box[2]).pt - 15, Emu(box[3]).pt - 8
    while size > _LEAST_PT and -(-len(text) * size * 0.53 // width) * size * 1.22 > height:
        size -= 1
    return size


def _write(paragraph: Any, text: str, *, size: float, bold: bool = False, colour: str = _INK) -> None:
    run = paragraph.add_run()
    run.text = printable(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, _FONT
    run.font.color.rgb = _colour(colour)


def _colour(code: str) -> Any:
    rgbcolor: Any = RGBColor
    return rgbcolor.from_string(code)


def _picture(slide: Any, content: bytes, box: tuple[int, int, int, int]) -> None:
    """Put a picture into a box, whole and in the middle."""
    left, top, width, height = box
    shape = slide.shapes.add_picture(io.BytesIO(content), Emu(left), Emu(top))
    scale = min(width / shape.width, height / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    shape.left, shape.top = left + (width - shape.width) // 2, top + (height - shape.height) // 2


def _chart(slide: Any, chart: BriefChart, box: tuple[int, int, int, int]) -> None:
    """Add a native chart, its colours those of the map."""
    data = CategoryChartData(number_format="0.0%" if chart.share else "#,##0")
    data.categories = list(chart.categories)
    for series in chart.series:
        data.add_series(series.name, series.values)
    drawn = slide.shapes.add_chart(_CHARTS[chart.kind], *map(Emu, box), data).chart
    drawn.has_legend, drawn.has_title = True, False
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    drawn.font.size, drawn.font.name = Pt(16), _FONT
    drawn.value_axis.visible = drawn.value_axis.has_major_gridlines = False
    plot = drawn.plots[0]
    plot.has_data_labels = True
    plot.data_labels.show_value = True
    if chart.kind != "lines":
        plot.gap_width = 60
    for column, series in zip(plot.series, chart.series, strict=True):
        colour = _colour(series.colour.lstrip("#").upper())
        if chart.kind == "lines":
            column.format.line.color.rgb, column.format.line.width, column.smooth = colour, Pt(3), False
            column.marker.format.fill.solid()
            column.marker.format.fill.fore_color.rgb = colour
        else:
            column.format.fill.solid()
            column.format.fill.fore_color.rgb = colour
            column.data_labels.show_value = True
            ink = "FFFFFF" if lightness(series.colour) < 60 else _INK  # noqa: PLR2004 - lightness of white on it
            column.data_labels.font.color.rgb = _colour(ink)
            column.data_labels.font.size = Pt(16)


def _table(slide: Any, table: BriefTable, rows: Sequence[Sequence[str]], frame: _Frame, *, total: bool) -> None:
    """Add a native table as wide as the slide."""
    width, height = frame.inner
    shape = slide.shapes.add_table(
        len(rows) + 1, len(table.columns), Emu(frame.left), Emu(frame.top), Emu(width),
        Emu(min(height, int(height * (len(rows) + 1) / (_ROWS + 1)))),
    )  # fmt: skip
    grid = shape.table
    grid.horz_banding = False
    count = sum(column.width for column in table.columns)
    for state, column in zip(grid.columns, table.columns, strict=True):
        state.width = int(width * column.width / count)
    size = 16 if len(table.columns) <= 7 else 14  # noqa: PLR2004 - a wide table
    for number, values in enumerate([[column.heading for column in table.columns], *rows]):
        last = total and number == len(rows)
        for index, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            cell = grid.cell(number, index)
            cell.margin_left = cell.margin_right = Inches(0.06)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.fill.solid()
            fill = "0B3C5D" if number == 0 else ("E3EDF2" if last else "FFFFFF")
            cell.fill.fore_color.rgb = _colour(fill)
            paragraph = cell.text_frame.paragraphs[0]
            centred = number == 0 or column.kind != "text" or column.width <= 1
            paragraph.alignment = PP_ALIGN.CENTER if centred else PP_ALIGN.LEFT
            colour = "FFFFFF" if number == 0 else _INK
            _write(paragraph, value, size=size, bold=number == 0 or last, colour=colour)
