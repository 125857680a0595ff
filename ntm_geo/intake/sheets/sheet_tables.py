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
from ntm_geo.intake.sheets.cells.layouts import HAMLET_KEYS
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES
from ntm_geo.intake.sheets.checks.recognition_checks import check_certified_years, check_recognitions
from ntm_geo.intake.sheets.checks.sheet_counts import check_hamlet_counts, check_met_count, check_totals
from ntm_geo.intake.sheets.hamlet_keys import find_hamlets, name_hamlets
from ntm_geo.intake.sheets.known import Known
from ntm_geo.intake.sheets.tables.sheet_values import Problems
from ntm_geo.tables.agency_table import Agencies
from ntm_geo.tables.assignment_table import Partners
from ntm_geo.tables.attribute_table import CommuneAttributes
from ntm_geo.tables.score_tables import CriterionResults, HamletResults, Scores
from ntm_geo.tables.standing_table import Hamlets, Recognitions

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.intake.sheets.cells.layouts import Layout
    from ntm_geo.intake.sheets.cells.sheet_kinds import SheetKind
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
    "hamlet_results": HamletResults,
}
"""Table each kind of sheet becomes."""
_AGENCY_KEY: Final = re.compile(r"^[A-Za-z0-9-]{1,40}\Z")
_KEY_LENGTH: Final = 40
"""Longest key of an agency."""
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
        check_met_count(content.about, content.frame, problems)
        check_totals(content.about, content.frame, problems)
    check_hamlet_counts(content.frame.index, problems)
    if kind in _ORDER:
        _check_order(content, problems, *_ORDER[kind])
    if kind == "recognitions":
        check_recognitions(content.frame, content.codes, problems, known)
    if kind == "hamlets":
        check_certified_years(content.frame, problems)
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
        "hamlet_results": _hamlet_results,
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
    good = _dated(_good(content, problems), "certified_on", "revoked_on")
    return good.astype({"for_year": "Int64"}) if "for_year" in good else good


def _hamlet_results(content: SheetContent, problems: Problems, known: Known) -> pd.DataFrame:
    find_hamlets(content.frame, content.codes, problems, known)
    good = _good(content, problems)
    keys = [column.key for column in content.about.filled_in if column.key in good]
    items = [key for key in keys if key not in {*HAMLET_KEYS, "note"}]
    notes = good["note"] if "note" in good else pd.Series(None, index=good.index, dtype=object)
    for row in notes.index[notes.notna() & good[items].isna().all(axis=1)]:
        what = msg("A remark without a result is not kept.")
        problems.add(int(row), "note", "note-alone", what, msg("A result in the same row."), severity="warning")
    wide = good[["hamlet", *items]].assign(note=notes)
    long = wide.melt(id_vars=["hamlet", "note"], var_name="item").dropna(subset="value")
    long = long.assign(period=content.period).astype({"value": "float64"})
    return long.sort_values(["hamlet", "item"], ignore_index=True)


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
