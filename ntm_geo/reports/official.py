"""Word documents in the form of Decree 30/2020/NĐ-CP: national heading, number and date line, tables, signature block.

Source: Decree 30/2020/NĐ-CP, Annex I (A4; margins 20-25, 20-25, 30-35, 15-20 mm; Times New Roman 13 to 14; page numbers
in the middle of the top margin from the second page on).
"""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ntm_geo.i18n import _
from ntm_geo.maps.labels import two_lines
from ntm_geo.reports.spreadsheet_cells import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

FONT: Final = "Times New Roman"
SIZE: Final = 13
_SMALL: Final = 11
CELL_SIZE: Final = 11
_PAD_TWIPS: Final = 45
_HEAD_SIZE: Final = 12
_ONE_LINE: Final = 24
"""Letters of an issuer that stand in one line."""
_HEAD_MM: Final = (66, 98)
_ROOM_LINES: Final = 4
"""Lines left for the hand that signs and the seal."""
_KEPT_TOGETHER: Final = 12
"""Most rows under one merged cell that are kept on one page."""
_MIDDLE, _LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What stands above and below an official paper."""

    issuer: str
    """Who issues it, in capitals."""
    place: str
    """Place in the date line."""
    issuer_name: str = ""
    """Who issues it, as a sentence names it."""
    number: str = ""
    """Number and symbol; empty leaves room for it."""
    about: str = ""
    """What a letter is about, under its number."""
    day: date | None = None
    """Day of the paper; None leaves room for it."""
    signer_role: str = ""
    """In whose name it is signed, and the office of who signs: a line each."""
    signer: str = ""
    recipients: tuple[str, ...] = ()


def new_paper(*, landscape: bool = False) -> Any:
    """Return an empty A4 document with margins, font and page numbers as the decree has them."""
    paper = Document()
    style: Any = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(4)
    section = paper.sections[0]
    _lay(section, landscape=landscape)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _MIDDLE
    _field(number, "PAGE")
    return paper


def add_section(paper: Any, *, landscape: bool = False, anew: bool = False) -> None:
    """Begin a new page, upright or across, with the page numbers going on, or counted anew as on a paper of its own."""
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    _lay(section, landscape=landscape)
    section.different_first_page_header_footer = anew
    if anew:
        numbers = OxmlElement("w:pgNumType")
        numbers.set(qn("w:start"), "1")
        section._sectPr.append(numbers)  # noqa: SLF001 - python-docx has no numbers that begin anew


def as_bytes(paper: Any) -> bytes:
    """Return a document as the content of a file."""
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def _lay(section: Any, *, landscape: bool) -> None:
    """Give a section the size and margins of the decree."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    short, long = Mm(210), Mm(297)
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(16)


def add_heading(paper: Any, head: Letterhead) -> None:
    """Add the national heading beside the issuer, and the line of number, place and date."""
    table = paper.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    pad(table)
    for column, width in zip(table.columns, _HEAD_MM, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    left, right = table.rows[0].cells
    _lines(left, [(line, True, _HEAD_SIZE) for line in issuer_lines(head)], rule=True)
    state = _("SOCIALIST REPUBLIC OF VIET NAM")
    _lines(right, [(state, True, _HEAD_SIZE), (_("Independence - Freedom - Happiness"), True, SIZE)], rule=True)
    left, right = table.rows[1].cells
    about = [(head.about, False, _HEAD_SIZE)] if head.about else []
    _lines(left, [(number_line(head), False, SIZE), *about])
    _lines(right, [(date_line(head), False, SIZE)], italic=True)
    paper.add_paragraph()


def add_title(paper: Any, title: str, subtitle: str = "", mark: str = "") -> None:
    """Add the title in the middle, what it is about, and a mark such as "illustrative figures" where there is one."""
    _say(paper, title, bold=True, size=14, align=_MIDDLE)
    if subtitle:
        _say(paper, subtitle, bold=True, align=_MIDDLE)
    if mark:
        _say(paper, f"({mark})", italic=True, align=_MIDDLE)


def add_text(paper: Any, text: str, *, bold: bool = False, indent: bool = True) -> None:
    """Add a paragraph of running text."""
    paragraph = _say(paper, text, bold=bold, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    if indent and not bold:
        paragraph.paragraph_format.first_line_indent = Mm(10)


def add_heading_line(paper: Any, text: str, *, level: int = 1) -> None:
    """Add a numbered heading of the text, which stays with what follows."""
    paragraph = _say(paper, text, bold=True, italic=level > 1)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(6)


def add_table(  # noqa: PLR0913 - one table with all that may be said of it
    paper: Any, headings: Sequence[str], rows: Sequence[Sequence[Any]], widths: Sequence[float], *,
    centred: Sequence[int] = (), total: bool = False, size: int = CELL_SIZE, strong: Collection[int] = (),
    merges: Sequence[tuple[int, int, int]] = (),
) -> None:  # fmt: skip
    """Add a table whose heading is repeated on every page; rows never break over a page.

    Parameters
    ----------
    paper : document.
    headings : of the columns.
    rows : of values; None is an empty cell.
    widths : of the columns in mm.
    centred : columns (from 0) whose cells stand in the middle.
    total : whether the last row is one of totals.
    size : of the letters, in points.
    strong : rows (from 0) in bold that head others, and stay with the row below.
    merges : column, first and last row (from 0) of cells that are one.
    """
    table = paper.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    pad(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    last = len(rows) - 1
    bolds = [position in strong or (total and position == last) for position in range(len(rows))]
    lines = [(headings, True), *zip(rows, bolds, strict=True)]
    covered = {(row, column) for column, first, end in merges for row in range(first + 1, end + 1)}
    tied = {row for row in strong if row < last} | {
        row for _column, first, end in merges if end - first < _KEPT_TOGETHER for row in range(first, end)
    }
    looks: dict[tuple[int, bool, bool, bool], Any] = {}
    for index, (values, bold) in enumerate(lines):
        row = table.rows[0] if index == 0 else table.add_row()
        (keep_whole if index else repeat)(row)
        # The cells are asked for once: every look at them walks the whole row again.
        for column, (cell, value, width) in enumerate(zip(row.cells, values, widths, strict=True)):
            middle, stays = index == 0 or column in centred, index - 1 in tied
            hidden = value is None or (index - 1, column) in covered
            look = (column, bold, middle, stays)
            if look not in looks:
                fill(cell, "", bold=bold, centred=middle, size=size)
                cell.paragraphs[0].paragraph_format.keep_with_next = stays
                cell.width = Mm(width)
                looks[look] = deepcopy(cell._tc)  # noqa: SLF001 - see below
            # To set every property of every cell takes five times as long as to copy a cell that has them.
            made = deepcopy(looks[look])
            made.p_lst[0].r_lst[0].text = "" if hidden else printable(str(value))
            row._tr.replace(cell._tc, made)  # noqa: SLF001 - python-docx copies no cells
    for column, first, end in merges:
        for row in range(first, end + 1):
            table.rows[row + 1]._tr.tc_lst[column].vMerge = "restart" if row == first else "continue"  # noqa: SLF001
    paper.add_paragraph().paragraph_format.space_after = Pt(0)


def add_note(paper: Any, text: str, *, caption: Literal["", "before", "after"] = "") -> None:
    """Add a caption before a table, which stays with it, or after a picture; or a note in small letters."""
    paragraph = _say(paper, text, italic=True, size=12 if caption else _SMALL, align=_MIDDLE if caption else _LEFT)
    paragraph.paragraph_format.keep_with_next = caption == "before"


def add_picture(paper: Any, content: bytes, *, width_mm: float) -> None:
    """Add a picture in the middle, which stays with its caption."""
    paragraph = paper.add_paragraph()
    paragraph.alignment = _MIDDLE
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run().add_picture(io.BytesIO(content), width=Mm(width_mm))


def add_signature(paper: Any, head: Letterhead) -> None:
    """Add the recipients at the left and the room for the signature at the right."""
    table = paper.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    keep_whole(table.rows[0])
    if head.recipients:
        first = left.paragraphs[0]
        _run(first, _("Recipients:"), bold=True, italic=True, size=_SMALL)
        for recipient in head.recipients:
            _run(left.add_paragraph(), f"- {recipient}", size=_SMALL)
    roles = [(line, True, SIZE) for line in head.signer_role.split("\n")]
    _lines(right, [*roles, *[("", False, SIZE)] * _ROOM_LINES, (head.signer, True, SIZE)])


def add_page(paper: Any) -> None:
    """Begin a new page."""
    paper.add_page_break()


def issuer_lines(head: Letterhead) -> tuple[str, ...]:
    """Return the issuer as it stands at the top: in the lines it has, or in two where one would be too long."""
    name = head.issuer if "\n" in head.issuer or len(head.issuer) <= _ONE_LINE else two_lines(head.issuer)
    return tuple(name.split("\n"))


def number_line(head: Letterhead) -> str:
    """Return the line of number and symbol, with room for them where they are not known yet."""
    return _("No.: {number}", number=head.number or "      ")


def date_line(head: Letterhead) -> str:
    """Return the line of place and date, with room for the day where it is not known yet."""
    return f"{head.place}, {day_words(head.day)}"


def day_words(day: date | None) -> str:
    """Return a day in words as official papers write it, with room where it is not known yet."""
    if day is None:
        return _("day      month      year         ")
    return _("day {day} month {month} year {year}", day=f"{day.day:02d}", month=f"{day.month:02d}", year=day.year)


def _say(
    paper: Any, text: str, *, bold: bool = False, italic: bool = False, size: int = SIZE, align: Any = None
) -> Any:
    paragraph = paper.add_paragraph()
    paragraph.alignment = align
    _run(paragraph, text, bold=bold, italic=italic, size=size)
    return paragraph


def _run(paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, size: int = SIZE) -> None:
    run = paragraph.add_run(printable(text))
    run.bold, run.italic = bold, italic
    run.font.name, run.font.size = FONT, Pt(size)


def _lines(cell: Any, lines: Sequence[tuple[str, bool, int]], *, italic: bool = False, rule: bool = False) -> None:
    for index, (text, bold, size) in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = _MIDDLE
        paragraph.paragraph_format.space_after = Pt(0)
        _run(paragraph, text, bold=bold, italic=italic, size=size)
    if rule:
        _underline(cell)


def _underline(cell: Any) -> None:
    """Draw the short rule under the heading, a third of the cell wide."""
    paragraph = cell.add_paragraph()
    paragraph.alignment = _MIDDLE
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(22)
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(4)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - python-docx has no borders of paragraphs


def fill(cell: Any, text: str, *, bold: bool = False, centred: bool = False, size: int = CELL_SIZE) -> None:
    """Write a cell of a table."""
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _MIDDLE if centred else _LEFT
    paragraph.paragraph_format.space_after = Pt(0)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _run(paragraph, text, bold=bold, size=size)


def pad(table: Any) -> None:
    """Leave less room at the sides of a table's cells than Word does, so that narrow columns hold whole words."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        mark = OxmlElement(f"w:{side}")
        mark.set(qn("w:w"), str(_PAD_TWIPS))
        mark.set(qn("w:type"), "dxa")
        margins.append(mark)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 - python-docx has no margins of cells


def repeat(row: Any) -> None:
    """Repeat a row at the top of every page the table goes on to."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no repeated heading rows


def keep_whole(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - nor rows that stay whole


def _field(paragraph: Any, code: str) -> None:
    """Add a field that the reader's program fills in, such as the number of the page."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001 - python-docx has no fields
