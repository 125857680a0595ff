"""Hamlets of a sheet: their codes, as written, as known, or the next of their commune; and the set for them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import msg
from ntm_geo.intake.sheets.cells.cells import shown
from ntm_geo.intake.sheets.cells.headings import word
from ntm_geo.intake.sheets.cells.layouts import HAMLET_CODES, HAMLET_NAMES
from ntm_geo.records.hamlet_records import ready_hamlet_set

if TYPE_CHECKING:
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.intake.sheets.known import Known
    from ntm_geo.intake.sheets.tables.grid import Grid
    from ntm_geo.intake.sheets.tables.sheet_values import Problems
    from ntm_geo.workspace.workspace import Workspace

_HAMLET_CODE: Final = re.compile(r"^\d{5}-\d{2}\Z")
_LOOKED_AT: Final = 20
"""Rows in which a heading for hamlets is looked for."""
_SEVERAL: Final = re.compile(r"[,;\n]\s*\w")


def name_hamlets(rows: pd.DataFrame, codes: pd.Series, problems: Problems, known: Known) -> None:
    """Give every row the code of its hamlet: as written, as known by name, else the next number of its commune.

    Parameters
    ----------
    rows : values of a list of hamlets; the column ``hamlet`` is written into it.
    codes : code of the commune of each row; missing where it is not sure.
    problems : of the file.
    known : hamlets kept already.
    """
    text = "name"
    before = known.hamlets if known.hamlets is not None else pd.DataFrame(columns=["hamlet", "code", "name"])
    named = {(code, match_key(name)): key for key, code, name in before[["hamlet", "code", "name"]].to_numpy()}
    written = set(rows.get("hamlet", pd.Series(dtype=object)).dropna())
    used = {*before["hamlet"], *written}
    seen: dict[tuple[str, str], int] = {}
    entered: dict[int, str | None] = {}
    for row in rows.index:
        code, name = codes[row], rows.loc[row, "name"]
        key = rows.loc[row, "hamlet"] if "hamlet" in rows else None
        entered[row] = None
        if pd.isna(code) or name is None:
            continue
        if key is not None and (not _HAMLET_CODE.match(key) or not key.startswith(code)):
            problems.add(
                row, "hamlet", "hamlet-code",
                msg("It is not the code of a hamlet of this commune."),
                msg("Such as {example}; leave it empty for a new hamlet.", example=f"{code}-01"),
            )  # fmt: skip
            continue
        if key is None and (code, match_key(name)) not in named and _SEVERAL.search(name):
            what = msg("The cell names several hamlets.")
            problems.add(row, text, "hamlet-several", what, msg("One row for each hamlet."))
            continue
        identity = (code, match_key(name))
        if identity in seen:
            what = msg("The hamlet stands in row {row} already.", row=problems.said_row(seen[identity]))
            problems.add(row, text, "hamlet-doubled", what, msg("One row for each hamlet."))
            continue
        seen[identity] = row
        entered[row] = key or named.get(identity) or _next_number(code, used)
        used.add(entered[row])
    rows["hamlet"] = pd.Series(entered, dtype=object)


def find_hamlets(rows: pd.DataFrame, codes: pd.Series, problems: Problems, known: Known) -> None:
    """Give every row the code of a hamlet of the register; one it does not have is a problem of its cell.

    Parameters
    ----------
    rows, codes, problems : as for `name_hamlets`.
    known : hamlets of the register.
    """
    before = known.hamlets if known.hamlets is not None else pd.DataFrame(columns=["hamlet", "code", "name"])
    codes_of = dict(zip(before["hamlet"], before["code"], strict=True))
    named: dict[tuple[str, str], list[str]] = {}
    for key, code, name in before[["hamlet", "code", "name"]].to_numpy():
        named.setdefault((code, match_key(name)), []).append(key)
    seen: dict[str, int] = {}
    entered: dict[int, str | None] = {}
    for row in rows.index:
        code, name = codes[row], rows.loc[row, "name"]
        key = rows.loc[row, "hamlet"] if "hamlet" in rows else None
        entered[row] = None
        if pd.isna(code) or (name is None and key is None):
            continue
        candidates = [key] if key is not None else named.get((code, match_key(name)), [])
        if len(candidates) > 1:
            what = msg("Several hamlets of the commune have this name.")
            problems.add(
                row, "name", "hamlet-ambiguous", what, msg("One of: {choices}.", choices=", ".join(candidates))
            )
            continue
        if not candidates or codes_of.get(candidates[0]) != code:
            problems.add(
                row, "hamlet" if key is not None else "name", "hamlet-unknown",
                msg("The register has no such hamlet in this commune."),
                msg("A hamlet of the register; add it there first if it is new."),
            )  # fmt: skip
            continue
        if candidates[0] in seen:
            what = msg("The hamlet stands in row {row} already.", row=problems.said_row(seen[candidates[0]]))
            problems.add(row, "name", "hamlet-doubled", what, msg("One row for each hamlet."))
            continue
        seen[candidates[0]] = row
        entered[row] = candidates[0]
    rows["hamlet"] = pd.Series(entered, dtype=object)


def _next_number(code: str, used: set[str]) -> str:
    number = next(number for number in range(1, 1000) if f"{code}-{number:02d}" not in used)
    return f"{code}-{number:02d}"


def hamlet_law(workspace: Workspace, year: int | None) -> CriteriaSet:
    """Return the set for hamlets of a year, the newest entered where there is no year; NotInForceError for none."""
    if year is None:
        sets = [law for law in workspace.law.others.values() if law.subject == "hamlet" and law.criteria]
        if sets:
            return max(sets, key=lambda law: law.effective)
    return ready_hamlet_set(workspace, year or date.today().year)  # noqa: DTZ011 - the day here


def speaks_of_hamlets(grids: tuple[Grid, ...]) -> bool:
    """Return whether a sheet of a file has a column for hamlets, as its upper rows say."""
    headings = {*HAMLET_CODES, *HAMLET_NAMES}
    return any(
        word(shown(value)) in headings
        for grid in grids
        if grid.visible
        for row in grid.cells[:_LOOKED_AT]
        for value in row
        if isinstance(value, str)
    )
