"""Who helps whom on paper: the annex of the decision, a letter to every agency, and an edited annex read back."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal
from zipfile import BadZipFile

import pandas as pd
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from ntm_geo.boundaries.names import match_key, search_key
from ntm_geo.errors import InputFileError, msg
from ntm_geo.i18n import _, format_date
from ntm_geo.reports import official
from ntm_geo.reports.cells import FONT, put, put_head, put_row
from ntm_geo.tables.agencies import AGENCY_KINDS
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from collections.abc import Iterator

Order = Literal["kind", "district"]
_CODES: Final = "codes"
"""Sheet that keeps keys and codes, so that a workbook comes back exactly."""
_HEAD_ROW: Final = 8
_WIDTHS: Final = (6, 46, 30, 26, 22)
_MM: Final = (12, 62, 38, 30, 23)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexContent:
    """What stands in an annex; ``pairs``: ``agency, agency_name, kind, code, name, district, note``."""

    pairs: pd.DataFrame = field(repr=False)
    issuer: str
    place: str
    first_year: int
    last_year: int
    decision: str = ""
    decided_on: date | None = None
    signer: str = ""
    illustrative: bool = False

    @property
    def title(self) -> str:
        """What the annex is about."""
        years = str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}–{self.last_year}"
        return _(
            "Agencies, units and enterprises assigned to help communes build new rural areas, {years}", years=years
        )

    @property
    def attached(self) -> str:
        """Which decision it belongs to."""
        if self.decided_on is None:
            return _("(Draft, attached to a decision that is not signed yet)")
        return _("(Attached to decision No. {number} of {day})", number=self.decision, day=format_date(self.decided_on))

    @property
    def mark(self) -> str:
        """What has to be said of the figures; empty when nothing."""
        return _("Illustrative figures") if self.illustrative else ""


def rows_of(content: AnnexContent, order: Order = "kind") -> list[tuple[str, list[Any]]]:
    """Return the rows of the annex, each group with its heading: number, agency, communes, district, note.

    Sorted by kind of agency, one row an agency; or by district, one row a commune with all its agencies.
    """
    return list(_by_kind(content) if order == "kind" else _by_district(content))


def annex_xlsx(content: AnnexContent, order: Order = "kind") -> bytes:
    """Return the annex as a workbook that prints on A4 with its heading repeated."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Annex")
    _title(sheet, content)
    put_head(sheet, _HEAD_ROW, _headings())
    row, group = _HEAD_ROW + 1, ""
    for heading, values in rows_of(content, order):
        if heading != group:
            put_row(sheet, row, [None, heading, None, None, None])
            sheet.cell(row, 2).font = Font(name=FONT, bold=True, size=12)
            group, row = heading, row + 1
        put_row(sheet, row, values, centred=(1,))
        row += 1
    put(sheet, row + 1, 4, content.signer or _("Signature")).font = Font(name=FONT, bold=True, size=12)
    for place, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
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
    head = _letterhead(content)
    official.add_heading(paper, head)
    official.add_title(paper, _("ANNEX"), content.title, content.mark)
    official.add_title(paper, "", content.attached)
    rows: list[list[Any]] = []
    group = ""
    for heading, values in rows_of(content, order):
        if heading != group:
            rows.append(["", heading, "", "", ""])
            group = heading
        rows.append(values)
    official.add_table(paper, _headings(), rows, _MM, centred=(0,))
    official.add_signature(paper, head)
    return official.as_bytes(paper)


def letters_docx(content: AnnexContent) -> bytes:
    """Return one letter to every agency, each on a page of its own, in the order of their names."""
    paper = official.new_paper()
    head = _letterhead(content)
    groups = list(_in_order(content.pairs, ["agency_name", "name"]).groupby("agency_name", sort=False))
    for place, (name, own) in enumerate(groups):
        if place:
            official.add_page(paper)
        official.add_heading(paper, head)
        official.add_title(paper, _("To: {agency}", agency=name), "", content.mark)
        official.add_text(paper, content.attached.strip("()"))
        official.add_text(
            paper,
            _("You are assigned to help the communes below in {first}–{last}. Please choose with each of them the "
              "contents and criteria to register for the year, and report what was done.",
              first=content.first_year, last=content.last_year),
        )  # fmt: skip
        rows = [
            [number, one.name, one.district if isinstance(one.district, str) else "", _said(one.note)]
            for number, one in enumerate(each_row(own), start=1)
        ]
        official.add_table(
            paper, [_("No"), _("Commune"), _("District"), _("Note")], rows, (12, 60, 50, 43), centred=(0,)
        )
        official.add_signature(paper, head)
    return official.as_bytes(paper)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexRead:
    """An annex as it came back: pairs with keys where they are sure, and lines nobody could read."""

    pairs: pd.DataFrame
    """``agency, code, agency_name, name, district``; agency and code empty where the name is not known."""
    unread: tuple[str, ...]
    """Place and text of every line or name that is not understood."""


def read_annex(file: bytes, name: str, agencies: Mapping[str, str], communes: pd.DataFrame) -> AnnexRead:
    """Read an annex that was edited outside.

    Parameters
    ----------
    file : content of the file, xlsx or docx as `annex_xlsx` and `annex_docx` write them.
    name : of the file, for messages.
    agencies : key to full name.
    communes : ``code, name, district``: full names.

    Raises
    ------
    InputFileError
        It is neither, cannot be opened, or holds no table with these headings.
    """
    lines = _lines(file, name)
    keys = {match_key(full): key for key, full in agencies.items()}
    places: dict[tuple[str, str], list[str]] = {}
    for one in each_row(communes):
        for district in ("", match_key(one.district if isinstance(one.district, str) else "")):
            places.setdefault((match_key(one.name), district), []).append(str(one.code))
    found, unread = [], []
    for where, agency_text, communes_text, district_text in lines:
        for helper in filter(None, (one.strip() for one in agency_text.split("\n"))):
            agency = keys.get(match_key(helper), "")
            if not agency:
                unread.append(f"{where}: {helper}")
            for part in _parts(communes_text, district_text):
                code = _code(places, *part)
                if not code:
                    unread.append(f"{where}: {', '.join(one for one in part if one)}")
                found.append((agency, code, helper, part[0], part[1]))
    frame = pd.DataFrame(found, columns=["agency", "code", "agency_name", "name", "district"])
    return AnnexRead(pairs=frame.drop_duplicates(ignore_index=True), unread=tuple(dict.fromkeys(unread)))


def _by_kind(content: AnnexContent) -> Iterator[tuple[str, list[Any]]]:
    order = {key: place for place, key in enumerate(AGENCY_KINDS)}
    table = _in_order(content.pairs.assign(place=content.pairs["kind"].map(order)), ["place", "agency_name", "name"])
    groups = table.groupby(["place", "kind", "agency_name"], sort=False)
    for number, ((_place, kind, agency), own) in enumerate(groups, start=1):
        districts = list(dict.fromkeys(own["district"].fillna("")))
        yield str(AGENCY_KINDS[str(kind)]), [
            number, agency, "\n".join(_with_district(own, one) for one in districts), "\n".join(districts),
            "\n".join(dict.fromkeys(_said(one) for one in own["note"] if _said(one))),
        ]  # fmt: skip


def _by_district(content: AnnexContent) -> Iterator[tuple[str, list[Any]]]:
    filled = content.pairs.assign(district=content.pairs["district"].fillna(""))
    table = _in_order(filled, ["district", "name", "agency_name"])
    for number, ((district, name), own) in enumerate(table.groupby(["district", "name"], sort=False), start=1):
        notes = "\n".join(dict.fromkeys(_said(one) for one in own["note"] if _said(one)))
        yield str(district), [number, "\n".join(own["agency_name"]), name, district, notes]


def _in_order(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return a table in the order of its columns, names as people look them up: Đ after D, marks last."""
    return table.sort_values(
        columns, key=lambda own: own if own.dtype.kind in "iuf" else own.map(lambda one: (search_key(one), one))
    )


def _with_district(own: pd.DataFrame, district: str) -> str:
    """Return the communes of one agency in a district on one line: lines and districts stand beside each other."""
    return ", ".join(own.loc[own["district"].fillna("").eq(district), "name"])


def _headings() -> list[str]:
    return [_("No"), _("Agency, unit, enterprise"), _("Commune assigned to help"), _("District"), _("Note")]


def _letterhead(content: AnnexContent) -> official.Letterhead:
    return official.Letterhead(
        issuer=content.issuer,
        place=content.place,
        number=content.decision,
        day=content.decided_on,
        signer_role=_("FOR THE PEOPLE'S COMMITTEE"),
        signer=content.signer,
    )


def _title(sheet: Any, content: AnnexContent) -> None:
    lines = [
        (1, 1, content.issuer, True), (1, 4, _("SOCIALIST REPUBLIC OF VIET NAM"), True),
        (2, 4, _("Independence - Freedom - Happiness"), True), (4, 1, _("ANNEX"), True), (5, 1, content.title, True),
        (6, 1, content.attached, False), (7, 1, content.mark, False),
    ]  # fmt: skip
    for row, column, text, bold in lines:
        cell = put(sheet, row, column, text or None)
        cell.font = Font(name=FONT, bold=bold, italic=not bold, size=13)
        last = column + (1 if row <= 2 else 4)  # noqa: PLR2004 - the heading has two columns
        sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=last)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[5].height = 36


def _keep_codes(book: Any, content: AnnexContent) -> None:
    sheet = book.create_sheet(_CODES)
    for place, heading in enumerate(("agency", "agency_name", "code", "name", "district"), start=1):
        put(sheet, 1, place, heading)
        for row, value in enumerate(content.pairs[heading], start=2):
            put(sheet, row, place, None if pd.isna(value) else str(value))
    sheet.sheet_state = "hidden"


def _lines(file: bytes, name: str) -> list[tuple[str, str, str, str]]:
    """Return place, agency, communes and district of every line of the table in a file."""
    try:
        rows = _sheet_rows(file) if name.lower().endswith(".xlsx") else _word_rows(file)
    except (BadZipFile, KeyError, ValueError, OSError) as caught:
        raise InputFileError(
            msg("The annex cannot be opened."), where=name, fix=msg("Give the xlsx or docx file that was edited.")
        ) from caught
    heads = [place for place, (_where, cells) in enumerate(rows) if [match_key(one) for one in cells[1:4]] == [
        match_key(one) for one in _headings()[1:4]]]  # fmt: skip
    if not heads:
        raise InputFileError(
            msg("No table of an annex is in it."), where=name,
            fix=msg("Keep the row of headings: {headings}.", headings="; ".join(_headings())),
        )  # fmt: skip
    return [(where, cells[1], cells[2], cells[3]) for where, cells in rows[heads[0] + 1 :] if cells[1] and cells[2]]


def _sheet_rows(file: bytes) -> list[tuple[str, list[str]]]:
    sheet = load_workbook(io.BytesIO(file), data_only=True).worksheets[0]
    rows = []
    for number, cells in enumerate(sheet.iter_rows(max_col=5, values_only=True), start=1):
        rows.append((_("row {row}", row=number), ["" if one is None else str(one).strip() for one in cells]))
    return rows


def _word_rows(file: bytes) -> list[tuple[str, list[str]]]:
    paper = Document(io.BytesIO(file))
    rows = []
    for table in paper.tables:
        for number, row in enumerate(table.rows, start=1):
            cells = [cell.text.strip() for cell in row.cells]
            rows.append((_("row {row}", row=number), [*cells, "", "", "", "", ""][:5]))
    return rows


def _parts(communes: str, districts: str) -> list[tuple[str, str]]:
    """Return every commune with its district: lines of both cells stand beside each other."""
    lines, places = communes.split("\n"), districts.split("\n")
    if len(places) != len(lines):
        places = [places[0] if len(places) == 1 else ""] * len(lines)
    return [
        (one.strip(), place.strip())
        for line, place in zip(lines, places, strict=True)
        for one in re.split(r"[,;]", line)
        if one.strip()
    ]


def _code(places: Mapping[tuple[str, str], list[str]], name: str, district: str) -> str:
    """Return the code of a commune; empty where the name is not known, or several bear it."""
    for key in ((match_key(name), match_key(district)), (match_key(name), "")):
        found = places.get(key, [])
        if len(found) == 1:
            return found[0]
    return ""


def _said(value: Any) -> str:
    return value if isinstance(value, str) else ""
