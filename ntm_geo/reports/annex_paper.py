"""Annex of the decision on who helps whom: a row a commune, cells of an agency merged over its communes.

Source: Decree 30/2020/NĐ-CP, Annex III, form 2.1: an annex bears its title and the decision it goes with; the national
heading and the signature stand on the decision alone.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from ntm_geo.boundaries.names import search_key
from ntm_geo.i18n import _, format_number, format_years
from ntm_geo.reports import official
from ntm_geo.reports.numerals import roman
from ntm_geo.reports.spreadsheet_cells import FONT, put, put_head, put_row
from ntm_geo.tables.agency_table import AGENCY_KINDS
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

Order = Literal["kind", "district"]
CODES: Final = "codes"
"""Sheet that keeps keys and codes, so that a workbook comes back exactly."""
_HEAD_ROW: Final = 6
_LINE_PT: Final = 16.5
_FULL: Final = 0.9
"""Part of a column's width that letters fill before a line breaks."""
_MM: Final = {"number": 12, "agency": 58, "commune": 36, "district": 34, "note": 26}
_LETTERS: Final = {"number": 6, "agency": 46, "commune": 30, "district": 26, "note": 22}
"""Widths of the columns: in mm on paper, in letters in a workbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexContent:
    """What stands in an annex; ``pairs``: ``agency, agency_name, kind, code, name, district, note``."""

    pairs: pd.DataFrame = field(repr=False)
    issuer: str
    """Who issues it, in capitals."""
    issuer_name: str
    """Who issues it, as a sentence names it."""
    place: str
    first_year: int
    last_year: int
    decision: str = ""
    decided_on: date | None = None
    signer: str = ""
    signer_office: str = ""
    """``chairman`` or ``vice_chairman``; empty when not known."""
    illustrative: bool = False

    @property
    def title(self) -> str:
        """What the annex is about."""
        return _(
            "Agencies, units and enterprises assigned to help communes build new rural areas in {years}",
            years=format_years(self.first_year, self.last_year),
        )

    @property
    def named_decision(self) -> str:
        """The decision it belongs to, with room for number and day while it is not signed."""
        return _(
            "decision No. {number} of {day} of {issuer}",
            number=self.decision or _("        /decision"), day=official.day_words(self.decided_on),
            issuer=self.issuer_name,
        )  # fmt: skip

    @property
    def mark(self) -> str:
        """What has to be said of it; empty when nothing."""
        marks = [
            _("Draft") if self.decided_on is None else "",
            _("Illustrative figures") if self.illustrative else "",
        ]
        return "; ".join(filter(None, marks))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexTable:
    """Rows of an annex as they are printed."""

    columns: tuple[str, ...]
    """Keys of the columns, see `headings`."""
    rows: tuple[tuple[Any, ...], ...]
    strong: frozenset[int]
    """Rows that head a group, and the row of totals at the end."""
    merges: tuple[tuple[int, int, int], ...]
    """Column, first and last row of the cells that are one."""


def headings(columns: Sequence[str]) -> list[str]:
    """Return the headings of the columns named."""
    known = {
        "number": _("No"), "agency": _("Agency, unit, enterprise"), "commune": _("Commune assigned to help"),
        "district": _("District"), "note": _("Note"),
    }  # fmt: skip
    return [known[column] for column in columns]


def table_of(content: AnnexContent, order: Order = "kind") -> AnnexTable:
    """Return the rows of the annex: one a commune and agency, in groups with Roman numerals, with a row of totals.

    Grouped by kind of agency, the cells of an agency are merged over its communes; by district, those of a commune
    over its agencies. Where no commune has a district there is no column for it.
    """
    pairs = _sorted(content.pairs, order)
    first, second = ("agency", "commune") if order == "kind" else ("commune", "agency")
    keys = ["agency_name", "agency"] if order == "kind" else ["name", "code"]
    district = ("district",) if pairs["district"].ne("").any() else ()
    columns = ("number", first, second, *district, "note")
    merged = (0, 1, *((3,) if district and order == "district" else ()))
    rows: list[tuple[Any, ...]] = []
    strong, merges, number = [], [], 0
    for index, (heading, group) in enumerate(pairs.groupby("group", sort=False), start=1):
        if heading:
            strong.append(len(rows))
            rows.append(_sum_row(roman(index), str(heading), group, columns))
        for _key, these in group.groupby(keys, sort=False):
            number += 1
            start = len(rows)
            rows += [_pair_row(number, pair, columns) for pair in each_row(these)]
            if len(these) > 1:
                merges += [(column, start, len(rows) - 1) for column in merged]
    rows.append(_sum_row("", _("Total"), pairs, columns))
    strong.append(len(rows) - 1)
    return AnnexTable(columns=columns, rows=tuple(rows), strong=frozenset(strong), merges=tuple(merges))


def annex_xlsx(content: AnnexContent, order: Order = "kind") -> bytes:
    """Return the annex as a workbook that prints on A4 with its heading repeated."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Annex")
    table = table_of(content, order)
    _title(sheet, content, len(table.columns))
    put_head(sheet, _HEAD_ROW, headings(table.columns))
    for number, values in enumerate(table.rows):
        row = _HEAD_ROW + 1 + number
        put_row(sheet, row, list(values), centred=(1,))
        if number in table.strong:
            for cell in sheet[row]:
                cell.font = Font(name=FONT, bold=True, size=12)
    _merge(sheet, table)
    for index, key in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = _LETTERS[key]
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer: Any = sheet.oddFooter
    footer.center.text = "&P"
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    _keep_codes(book, content)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def annex_docx(content: AnnexContent, order: Order = "kind") -> bytes:
    """Return the annex as a Word document in the form of Decree 30/2020/NĐ-CP."""
    paper = official.new_paper()
    table = table_of(content, order)
    official.add_title(paper, _("Annex"), content.title.upper())
    official.add_note(paper, _("(Attached to {paper})", paper=content.named_decision), caption="before")
    if content.mark:
        official.add_note(paper, f"({content.mark})", caption="before")
    official.add_table(
        paper, headings(table.columns), table.rows, _paper_widths(table.columns), centred=(0,), strong=table.strong,
        merges=table.merges,
    )  # fmt: skip
    return official.as_bytes(paper)


def in_order(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return a table in the order of its columns, names as people look them up: Đ after D, marks last."""
    return table.sort_values(
        columns,
        key=lambda value: value if value.dtype.kind in "iuf" else value.map(lambda item: (search_key(item), item)),
    )


def _sorted(pairs: pd.DataFrame, order: Order) -> pd.DataFrame:
    """Return the pairs with the heading of their group, in the order they are printed."""
    filled = pairs.assign(district=pairs["district"].fillna(""), note=pairs["note"].fillna(""))
    if order == "district":
        return in_order(filled.assign(group=filled["district"]), ["group", "name", "code", "agency_name"])
    places = {key: index for index, key in enumerate(AGENCY_KINDS)}
    grouped = filled.assign(
        place=filled["kind"].map(places), group=[str(AGENCY_KINDS[item]) for item in filled["kind"]]
    )
    return in_order(grouped, ["place", "agency_name", "agency", "name", "code"])


def _pair_row(number: int, pair: Any, columns: Sequence[str]) -> tuple[Any, ...]:
    values = {
        "number": number, "agency": pair.agency_name, "commune": pair.name, "district": pair.district,
        "note": pair.note,
    }  # fmt: skip
    return tuple(values[column] for column in columns)


def _sum_row(numeral: str, heading: str, pairs: pd.DataFrame, columns: Sequence[str]) -> tuple[Any, ...]:
    """Return the row of a group or of all: how many agencies, and how many communes they help."""
    communes = pairs["code"].nunique()
    words = {
        "agency": _("{count} agencies and units", count=format_number(pairs["agency"].nunique())),
        "commune": _("{count} communes", count=format_number(communes)),
    }
    if not numeral and len(pairs) > communes:
        words["commune"] = _(
            "{count} communes ({pairs} assignments)", count=format_number(communes), pairs=format_number(len(pairs))
        )
    words[columns[1]] = _("{heading}: {counted}", heading=heading, counted=words[columns[1]])
    return tuple({"number": numeral, **words}.get(column, "") for column in columns)


def _paper_widths(columns: Sequence[str]) -> list[float]:
    total = sum(_MM.values())
    return [_MM[column] * total / sum(_MM[key] for key in columns) for column in columns]


def _merge(sheet: Any, table: AnnexTable) -> None:
    """Merge the cells that are one; rows grow where the text of one would not fit, as no program does it.

    The text stands at the top, where a page that ends inside the cell does not cut it.
    """
    for column, first, last in table.merges:
        letters = _LETTERS[table.columns[column]] * _FULL
        lines = -(-len(str(table.rows[first][column])) // int(letters))
        count = last - first + 1
        if lines > count:
            for row in range(first, last + 1):
                sheet.row_dimensions[_HEAD_ROW + 1 + row].height = _LINE_PT * lines / count
        top = sheet.cell(_HEAD_ROW + 1 + first, column + 1)
        top.alignment = Alignment(horizontal=top.alignment.horizontal, vertical="top", wrap_text=True)
        sheet.merge_cells(
            start_row=_HEAD_ROW + 1 + first, end_row=_HEAD_ROW + 1 + last, start_column=column + 1,
            end_column=column + 1,
        )  # fmt: skip


def _title(sheet: Any, content: AnnexContent, width: int) -> None:
    mark = f"({content.mark})" if content.mark else ""
    attached = _("(Attached to {paper})", paper=content.named_decision)
    lines = [(_("Annex"), True), (content.title.upper(), True), (attached, False), (mark, False)]
    for row, (line, bold) in enumerate(lines, start=1):
        cell = put(sheet, row, 1, line or None)
        cell.font = Font(name=FONT, bold=bold, italic=not bold, size=13)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[2].height = 36


def _keep_codes(book: Any, content: AnnexContent) -> None:
    sheet = book.create_sheet(CODES)
    for index, heading in enumerate(("agency", "agency_name", "code", "name", "district"), start=1):
        put(sheet, 1, index, heading)
        for row, value in enumerate(content.pairs[heading], start=2):
            put(sheet, row, index, None if pd.isna(value) else str(value))
    sheet.sheet_state = "hidden"
