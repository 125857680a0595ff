"""An annex that was edited outside, read back: who helps whom in it, and what nobody can read."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

import pandas as pd
from docx import Document
from openpyxl import load_workbook

from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import InputFileError, msg
from ntm_geo.i18n import _
from ntm_geo.reports.annex_paper import headings
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NEEDED: Final = ("agency", "commune")
_GROUP: Final = re.compile(r"[IVXLC]+")
Line = tuple[str, str, str, str]
"""Place, agency, commune and district of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexRead:
    """An annex as it came back: pairs with keys where they are sure, and lines nobody could read."""

    pairs: pd.DataFrame
    """``agency, code, agency_name, name, district``; agency and code empty where the name is not known."""
    unread: tuple[str, ...]
    """Place and text of every line or name that is not understood."""


def read_annex(file: bytes, name: str, agencies: Mapping[str, str], communes: pd.DataFrame) -> AnnexRead:
    """Read an annex that was edited outside.

    Cells that are merged hold for all their rows, and so does an agency over rows where its cell is left empty.

    Parameters
    ----------
    file : content of the file, xlsx or docx as `annex.annex_xlsx` and `annex.annex_docx` write them.
    name : of the file, for messages.
    agencies : key to full name.
    communes : ``code, name, district``: full names.

    Raises
    ------
    InputFileError
        It is neither, cannot be opened, or holds no table with these headings.
    """
    keys = {match_key(full): key for key, full in agencies.items()}
    places: dict[tuple[str, str], list[str]] = {}
    for unit in each_row(communes):
        for district in ("", match_key(unit.district if isinstance(unit.district, str) else "")):
            places.setdefault((match_key(unit.name), district), []).append(str(unit.code))
    result, unread = [], []
    for where, agency_text, communes_text, district_text in _lines(file, name):
        for helper in filter(None, (part.strip() for part in agency_text.split("\n"))):
            agency = keys.get(match_key(helper), "")
            if not agency:
                unread.append(f"{where}: {helper}")
            for commune, district in _parts(communes_text, district_text):
                code = _code(places, commune, district)
                if not code:
                    unread.append(f"{where}: {', '.join(filter(None, (commune, district)))}")
                result.append((agency, code, helper, commune, district))
    frame = pd.DataFrame(result, columns=["agency", "code", "agency_name", "name", "district"])
    return AnnexRead(pairs=frame.drop_duplicates(ignore_index=True), unread=tuple(dict.fromkeys(unread)))


def _lines(file: bytes, name: str) -> list[Line]:
    """Return the rows of the table in a file that name who helps whom."""
    try:
        rows = _sheet_rows(file) if name.lower().endswith(".xlsx") else _word_rows(file)
    except (BadZipFile, KeyError, ValueError, OSError) as caught:
        raise InputFileError(
            msg("The annex cannot be opened."), where=name, fix=msg("Give the xlsx or docx file that was edited.")
        ) from caught
    for start, (_where, cells) in enumerate(rows):
        columns = _columns(cells)
        if columns is not None:
            return list(_filled(rows[start + 1 :], columns))
    wanted = headings(_NEEDED)
    raise InputFileError(
        msg("No table of an annex is in it."), where=name,
        fix=msg("Keep the row of headings: {headings}.", headings="; ".join(wanted)),
    )  # fmt: skip


def _columns(cells: list[str]) -> dict[str, int] | None:
    """Return where number, agency, commune and district stand, or None for a row that is no row of headings."""
    keys = [match_key(cell) for cell in cells]
    names = (*_NEEDED, "district")
    wanted = dict(zip(names, map(match_key, headings(names)), strict=True))
    known = {name: keys.index(key) for name, key in wanted.items() if key in keys}
    return {"number": 0, **known} if all(item in known for item in _NEEDED) else None


def _filled(rows: list[tuple[str, list[str]]], columns: Mapping[str, int]) -> Iterator[Line]:
    """Yield the rows of pairs, each with the leading cell of the rows above it where its own is empty."""
    leading, other = sorted(_NEEDED, key=columns.__getitem__)
    state = {leading: "", "district": ""}
    total = _("{heading}: {counted}", heading=_("Total"), counted="").strip()
    for where, cells in rows:
        values = {name: cells[column] if column < len(cells) else "" for name, column in columns.items()}
        if _GROUP.fullmatch(values["number"]) or values[leading].startswith(total) or not values[other]:
            state = {leading: "", "district": ""}
            continue
        if values[leading]:
            state = {leading: values[leading], "district": values.get("district", "")}
        elif leading == "commune":
            values["district"] = state["district"]
        values[leading] = state[leading]
        if values[leading]:
            yield where, values["agency"], values["commune"], values.get("district", "")


def _sheet_rows(file: bytes) -> list[tuple[str, list[str]]]:
    """Return the rows of a workbook's first sheet, merged cells filled with what they hold."""
    sheet = load_workbook(io.BytesIO(file), data_only=True).worksheets[0]
    rows = [
        ["" if value is None else str(value).strip() for value in cells]
        for cells in sheet.iter_rows(max_col=5, values_only=True)
    ]
    for area in sheet.merged_cells.ranges:
        if area.min_col == area.max_col <= len(rows[0]):
            for row in range(area.min_row, area.max_row):
                rows[row][area.min_col - 1] = rows[area.min_row - 1][area.min_col - 1]
    return [(_("row {row}", row=number), cells) for number, cells in enumerate(rows, start=1)]


def _word_rows(file: bytes) -> list[tuple[str, list[str]]]:
    paper = Document(io.BytesIO(file))
    return [
        (_("row {row}", row=number), [cell.text.strip() for cell in row.cells])
        for table in paper.tables
        for number, row in enumerate(table.rows, start=1)
    ]


def _parts(communes: str, districts: str) -> list[tuple[str, str]]:
    """Return every commune with its district: lines of both cells stand beside each other."""
    lines, places = communes.split("\n"), districts.split("\n")
    if len(places) != len(lines):
        places = [places[0] if len(places) == 1 else ""] * len(lines)
    return [
        (name.strip(), commune.strip())
        for line, commune in zip(lines, places, strict=True)
        for name in re.split(r"[,;]", line)
        if name.strip()
    ]


def _code(places: Mapping[tuple[str, str], list[str]], name: str, district: str) -> str:
    """Return the code of a commune; empty where the name is not known, or several bear it."""
    for key in ((match_key(name), match_key(district)), (match_key(name), "")):
        result = places.get(key, [])
        if len(result) == 1:
            return result[0]
    return ""
