"""From the values of a sheet to the table of its kind (`build`), and checks of its columns together (`check`).

Cells were read one by one before (`sheet_values`): types, ranges, units. Here rows and columns are compared: counts
with marks, totals with rows, dates with dates, keys with lists. A problem of severity ``error`` takes its row out of
the table; nothing is corrected silently. Rows are numbered across all tables of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import msg
from ntm_geo.intake.sheets.cells.headings import CERTIFIED_COUNT, HAMLET_COUNT, MET_COUNT
from ntm_geo.intake.sheets.cells.layouts import SCORES
from ntm_geo.intake.sheets.hamlet_keys import name_hamlets
from ntm_geo.intake.sheets.known import Known
from ntm_geo.intake.sheets.recognition_checks import check_recognitions
from ntm_geo.intake.sheets.tables.sheet_values import Problems, SheetTable, extra_values
from ntm_geo.tables.agency_table import Agencies
from ntm_geo.tables.assignment_table import Partners
from ntm_geo.tables.attribute_table import CommuneAttributes
from ntm_geo.tables.score_tables import CriterionResults, Scores
from ntm_geo.tables.standing_table import Hamlets, Recognitions

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.intake.sheets.cells.layouts import Layout, SheetKind
    from ntm_geo.tables.base import Table

TABLES: Final[dict[SheetKind, type[Table]]] = {
    "results": CriterionResults,
    "scores": Scores,
    "advanced_scores": Scores,
    "modern_scores": Scores,
    "next_scores": Scores,
    "hamlets": Hamlets,
    "recognitions": Recognitions,
    "attributes": CommuneAttributes,
    "agencies": Agencies,
    "partners": Partners,
}
"""Table each kind of sheet becomes."""
_AGENCY_KEY: Final = re.compile(r"^[A-Za-z0-9-]{1,40}\Z")
_KEY_LENGTH: Final = 40
"""Longest key of an agency."""
_PART: Final = re.compile(r"(?:trong do|bao gom|gom|chia ra)\b")
"""How a row of totals begins that counts a part only: of which, including, divided into."""
_OF_ALL: Final = re.compile(r"\s*/\s*(?:\d{1,3}|tc|tieu chi)\s*\Z|\s*(?:TC|ti\u00eau ch\u00ed)\s*\Z")
"""What stands behind a count: ``/19``, ``/TC``, the word for criteria."""
_ORDER: Final = {"hamlets": ("certified_on", "revoked_on"), "recognitions": ("recognised_on", "revoked_on")}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContent:
    """The tables of a file, read: their values by row, and the unit of each row."""

    about: Layout
    frame: pd.DataFrame
    codes: pd.Series
    """Code of the unit of each row; missing where it is not sure."""
    period: int


def check(content: SheetContent, problems: Problems, known: Known) -> None:
    """Report what the columns of a sheet say against each other."""
    kind = content.about.kind
    if kind == "results":
        _check_met_count(content, problems)
        _check_totals(content, problems)
    _check_hamlet_counts(content, problems)
    if kind in _ORDER:
        _check_order(content, problems, *_ORDER[kind])
    if kind == "recognitions":
        check_recognitions(content.frame, content.codes, problems, known)
    if kind == "agencies":
        _check_capacity(content, problems)


def build(content: SheetContent, problems: Problems, known: Known) -> pd.DataFrame:
    """Return the table of the rows without errors, in the model's columns; unknown values are left out or empty."""
    makers: dict[str, Callable[[SheetContent, Problems, Known], pd.DataFrame]] = {
        "results": _results,
        **dict.fromkeys(SCORES, _scores),
        "hamlets": _hamlets,
        "recognitions": _recognitions,
        "attributes": _attributes,
        "agencies": _agencies,
        "partners": _partners,
    }
    # The columns and their order are those of the table's schema; optional ones that no sheet has are left empty.
    table = makers[content.about.kind](content, problems, known)
    columns = list(TABLES[content.about.kind].to_schema().columns)
    return table.reindex(columns=columns)


def _good(content: SheetContent, problems: Problems) -> pd.DataFrame:
    """Return the values of the rows without errors, with the code of their unit."""
    frame = content.frame.drop(columns=["code"], errors="ignore")
    if content.about.kind != "agencies":
        frame = frame.assign(code=content.codes)
        frame = frame[frame["code"].notna()]
    return frame[~frame.index.isin(problems.bad_rows)]


def _long(content: SheetContent, problems: Problems, name: str) -> pd.DataFrame:
    # One row for each filled cell; an empty cell is unknown and becomes no row, never a "not met".
    good = _good(content, problems)
    keys = [column.key for column in content.about.filled_in if column.key in good]
    cells = good[keys].to_numpy(dtype=object)  # pandas' own melt joins column after column
    codes, names = np.tile(good["code"].to_numpy(), len(keys)), np.repeat(np.array(keys, dtype=object), len(good))
    long = pd.DataFrame({"code": codes, name: names, "value": cells.ravel("F")}).dropna(subset="value")
    return long.assign(period=content.period).sort_values(["code", name], ignore_index=True)


def _results(content: SheetContent, problems: Problems, _known: Known) -> pd.DataFrame:
    long = _long(content, problems, "criterion").rename(columns={"value": "met"})
    return long.astype({"met": "boolean"})


def _scores(content: SheetContent, problems: Problems, _known: Known) -> pd.DataFrame:
    return _long(content, problems, "indicator").astype({"value": "float64"})


def _dated(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    never = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[ns]")
    days = {name: pd.to_datetime(frame[name]).astype("datetime64[ns]") if name in frame else never for name in names}
    return frame.assign(**days)


def _hamlets(content: SheetContent, problems: Problems, known: Known) -> pd.DataFrame:
    name_hamlets(content.frame, content.codes, problems, known)
    return _dated(_good(content, problems), "certified_on", "revoked_on")


def _recognitions(content: SheetContent, problems: Problems, _known: Known) -> pd.DataFrame:
    good = _dated(_good(content, problems), "recognised_on", "revoked_on")
    return good.astype({"for_year": "Int64"}) if "for_year" in good else good


def _attributes(content: SheetContent, problems: Problems, _known: Known) -> pd.DataFrame:
    good = _good(content, problems).assign(period=content.period)
    kinds = {"population": "Int64", "households": "Int64", "poverty_rate": "float64"}
    kinds |= {"border": "boolean", "has_craft_village": "boolean"}
    return good.astype({key: kind for key, kind in kinds.items() if key in good})


def _agencies(content: SheetContent, problems: Problems, _known: Known) -> pd.DataFrame:
    _name_agencies(content, problems)
    good = _good(content, problems)
    # Capacity unless given: no commune is forced on an agency, and one is the most.
    defaults = {"capacity_min": 0, "capacity_max": 1}
    filled = {key: good[key].fillna(default) if key in good else default for key, default in defaults.items()}
    numbers = {key: good[key].astype("float64") for key in ("resources", "lon", "lat") if key in good}
    active = good["active"].astype("boolean") if "active" in good else pd.array([pd.NA] * len(good), dtype="boolean")
    return good.assign(**filled, **numbers, active=active)


def _partners(content: SheetContent, problems: Problems, known: Known) -> pd.DataFrame:
    """Put the key of an agency in the place of its name; report names the list does not have, and doubled rows."""
    rows, text = content.frame, "agency"
    listed = known.agencies if known.agencies is not None else pd.DataFrame(columns=["agency", "name"])
    # An agency is named by its name or its key, without regard to accents and case; a key wins over a name.
    keys = {match_key(name): key for key, name in listed[["agency", "name"]].to_numpy()}
    keys |= {match_key(key): key for key in listed["agency"]}
    seen: dict[tuple[str, str, Any], int] = {}
    for row in rows.index:
        agency, code, year = rows.loc[row, "agency"], content.codes[row], rows.loc[row, "year"]
        if agency is None or pd.isna(code):
            continue
        key = keys.get(match_key(agency))
        if key is None:
            problems.add(
                row, text, "agency-unknown", msg("The list of agencies does not have it."),
                msg("Write its name or key as in the list, or add it to the list first."),
            )  # fmt: skip
            continue
        if (key, code, year) in seen:
            what = msg("The pair stands in row {row} already.", row=problems.said_row(seen[key, code, year]))
            problems.add(row, text, "partner-doubled", what, msg("One row for each agency, commune and year."))
            continue
        seen[key, code, year] = row
        rows.loc[row, "agency"] = key
    return _good(content, problems).astype({"year": "int64"})


def _name_agencies(content: SheetContent, problems: Problems) -> None:
    """Give every agency a key: as written, else made from its name."""
    rows, text = content.frame, "name"
    seen: dict[str, int] = {}
    entered: dict[int, str | None] = {}
    for row in rows.index:
        key = rows.loc[row, "agency"] if "agency" in rows else None
        name = rows.loc[row, "name"]
        entered[row] = None
        if name is None:
            continue
        if key is not None and not _AGENCY_KEY.match(key):
            problems.add(
                row, "agency", "agency-key", msg("It is not a key of an agency."),
                msg("Letters, digits and hyphens; empty for a new agency."),
            )  # fmt: skip
            continue
        # Made from the name, so that the same list read again gives the same keys.
        key = key or match_key(name).replace(" ", "-")[:_KEY_LENGTH].strip("-")
        if key in seen:
            what = msg("The agency stands in row {row} already.", row=problems.said_row(seen[key]))
            problems.add(row, text, "agency-doubled", what, msg("One row for each agency."))
            continue
        seen[key] = row
        entered[row] = key or None
    content.frame["agency"] = pd.Series(entered, dtype=object)


def _whole(value: Any) -> int | None:
    """Return a cell as a whole number, also where it says of how many (``13/19``); None when it is none."""
    text = _OF_ALL.sub("", str(value))
    try:
        number = float(text.replace(",", ".")) if value is not None else None
    except ValueError:
        return None
    return int(number) if number is not None and number.is_integer() else None


def _check_met_count(content: SheetContent, problems: Problems) -> None:
    """Check the column that counts the criteria met against the marks of its row.

    met ≤ count ≤ met + unknown: cells without a mark may be met or not, so a count is refuted only outside of that.
    """
    keys = [column.key for column in content.about.filled_in]
    marks = content.frame.reindex(columns=keys)
    met_of, unknown_of = marks.eq(True).sum(axis=1), marks.isna().sum(axis=1)
    met_count = MET_COUNT
    for row, value in extra_values(MET_COUNT, marks.index, problems).items():
        if value is None:
            continue
        count, met, unknown = _whole(value), int(met_of[row]), int(unknown_of[row])
        if count is None or not 0 <= count <= len(keys):
            expected = msg("A number from {low} to {high}.", low="0", high=str(len(keys)))
            problems.add(row, met_count, "count-range", msg("It is no number of criteria."), expected)
        elif not met <= count <= met + unknown:
            what = msg("The row marks {met} criteria as met.", met=met)
            problems.add(row, met_count, "count-differs", what, msg("The same number as the marks."))


def _check_totals(content: SheetContent, problems: Problems) -> None:
    """Check total rows against the marks: of the whole table, or of the rows above or below up to the next total.

    Offices write totals above or below what they count, and do not say which: a total is refuted only where it fits
    none of these. It is a warning, since the marks are what is taken over.
    """
    keys = {column.key for column in content.about.filled_in} & set(content.frame)
    for table in problems.tables:
        start = -1
        totals = [row for row in table.rows.totals if not _counts_a_part(table, row)]
        for total, following in zip(totals, [*totals[1:], table.header.end], strict=False):
            for label, key in table.columns.keys.items():
                if key not in keys:
                    continue
                count = _whole(table.grid.cells[total, label])
                chosen_frame = content.frame[key].reindex(table.data)
                met = chosen_frame.index[chosen_frame.eq(True)] - table.offset
                # All rows above, those above since the total before, the whole table; then those below.
                possible = {int((met < total).sum()), int(((met < total) & (met > start)).sum()), len(met)}
                possible.add(int(((met > total) & (met < following)).sum()))
                if count is not None and count not in possible:
                    what = msg("The rows mark {met} communes as meeting it.", met=len(met))
                    expected = msg("The same number as the marks.")
                    problems.add_at(table, total, label, "total-differs", what, expected, severity="warning")
            start = total


def _counts_a_part(table: SheetTable, row: int) -> bool:
    """Return whether a row counts some of the communes only: those of a border, of a zone."""
    texts = [value for value in table.grid.cells[row] if isinstance(value, str)]
    return any(_PART.match(match_key(text)) for text in texts)


def _check_hamlet_counts(content: SheetContent, problems: Problems) -> None:
    """Check that no commune has more certified hamlets than hamlets."""
    rows = content.frame.index
    total = extra_values(HAMLET_COUNT, rows, problems)
    certified = extra_values(CERTIFIED_COUNT, rows, problems)
    for row in rows if total and certified else ():
        all_of, some = _whole(total[row]), _whole(certified[row])
        if all_of is not None and some is not None and some > all_of:
            what = msg("More hamlets are certified than there are ({total}).", total=all_of)
            problems.add(row, CERTIFIED_COUNT, "hamlets-exceed", what, msg("At most all of them."))


def _check_order(content: SheetContent, problems: Problems, first: str, last: str) -> None:
    """Check that nothing is revoked before it was given, or without having been given."""
    if last not in content.frame:
        return
    begins = content.frame[first] if first in content.frame else pd.Series(None, index=content.frame.index)
    for row, (start, end) in zip(content.frame.index, zip(begins, content.frame[last], strict=True), strict=True):
        if end is not None and (start is None or end < start) and row not in problems.bad_rows:
            what = msg("It is revoked before it was given.")
            problems.add(row, last, "dates-order", what, msg("A later day, or empty."))


def _check_capacity(content: SheetContent, problems: Problems) -> None:
    values = content.frame
    if not {"capacity_min", "capacity_max"} <= set(values):
        return
    for row, low, high in zip(values.index, values["capacity_min"], values["capacity_max"], strict=True):
        if low is not None and high is not None and low > high:
            what = msg("The most is fewer than the fewest.")
            problems.add(row, "capacity_max", "capacity-order", what, msg("At least {low}.", low=low))
