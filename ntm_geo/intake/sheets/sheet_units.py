"""Which unit each row of a sheet is about; what is not sure becomes a problem of its cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.boundaries.matching import AMBIGUOUS, CONTRADICTION, DOUBLED, MATCHED, PROPOSED, JoinReport, match
from ntm_geo.boundaries.names import match_key
from ntm_geo.boundaries.units import full_name
from ntm_geo.errors import Message, msg
from ntm_geo.intake.sheets.cells.cells import shown
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntm_geo.intake.sheets.tables.sheet_values import Problems, SheetTable

_MOST_SHOWN: Final = 5
_FRACTION: Final = re.compile(r"\.0+\Z")
"""What a program that takes codes for figures puts behind them."""


def unit_lines(tables: Sequence[SheetTable], *, carry_down: bool) -> pd.DataFrame:
    """Return what each row says about its unit: ``code, name, parent_name``, numbered as `SheetTable.data`.

    Parameters
    ----------
    tables : of one file; a row without a district is of the one its section, title or sheet names.
    carry_down : whether a row without a unit is about the one above it, as in a list of hamlets.
    """
    places = {"code": "code", "name": "unit_name", "parent_name": "parent_name"}
    result: list[dict[str, str | None]] = []
    index: list[int] = []
    for table in tables:
        first = len(result)
        for data in table.rows.data:
            line: dict[str, str | None] = {}
            for name, key in places.items():
                commune = table.columns.place(key)
                line[name] = shown(table.grid.cells[data.row, commune]) or None if commune is not None else None
            line["code"] = _FRACTION.sub("", line["code"]) if line["code"] else None
            if carry_down and len(result) > first and not (line["code"] or line["name"]):
                line = result[-1] | {"parent_name": line["parent_name"] or result[-1]["parent_name"]}
            line["parent_name"] = line["parent_name"] or data.section or table.district or None
            result.append(line)
            index.append(table.offset + data.row)
    return pd.DataFrame(result, index=pd.Index(index, dtype="int64"), columns=list(places), dtype=object)


def lasting(decisions: Mapping[str, str], gazetteer: pd.DataFrame) -> dict[str, str]:
    """Return the decisions on names that hold for every file: a name several units bear needs its district.

    Parameters
    ----------
    decisions : key of a line (`JoinReport.keys`) to the code of its unit.
    gazetteer : ``tables.Units`` of the vintage.
    """
    keys = gazetteer["name"].map(match_key)
    repeated = set(keys[keys.duplicated(keep=False)])
    stored = {}
    for identity, unit in decisions.items():
        parent, _kind, name, code = [*identity.split("|"), "", "", ""][:4]
        if parent or code or match_key(name) not in repeated:
            stored[identity] = unit
    return stored


def join_units(
    lines: pd.DataFrame,
    gazetteer: pd.DataFrame,
    problems: Problems,
    *,
    remembered: Mapping[str, str],
    once: bool,
    programme_only: bool,
) -> tuple[pd.Series, JoinReport]:
    """Match the rows with the gazetteer.

    Parameters
    ----------
    lines : from `unit_lines`.
    gazetteer : ``tables.Units`` of the vintage.
    problems : of the sheet.
    remembered : decisions made before.
    once : whether two rows of one unit are a mistake.
    programme_only : whether rows about towns and wards are left out.

    Returns
    -------
    The code of each row (missing where it is not sure), and the report.
    """
    report = match(lines, gazetteer, remembered=remembered, once=once)
    frame = report.frame
    open_lines = frame[frame["status"].ne(MATCHED)]
    names = {} if open_lines.empty else {row["code"]: _title(row) for row in gazetteer.to_dict("records")}
    for row, line in zip(open_lines.index, open_lines.to_dict("records"), strict=True):
        kind, what, expected = _problem(line, names, words=any(pd.notna(lines.loc[row, ["code", "name"]])))
        key = "code" if line["status"] == CONTRADICTION else "unit_name"
        problems.add(int(row), key, kind, what, expected)
    codes = frame["code"].where(frame["status"].eq(MATCHED))
    if programme_only:
        kinds = gazetteer.set_index("code")["kind"]
        outside = codes.notna() & codes.map(kinds).ne(PROGRAMME_KIND)
        for row in codes.index[outside]:
            problems.add(
                int(row),
                "unit_name",
                "outside-programme",
                msg("Towns and wards are outside the programme; the row is left out."),
                msg("Communes only."),
                severity="warning",
            )
        codes = codes.mask(outside)
    return codes, report


def _title(unit: Mapping[Any, Any]) -> str:
    parent = unit["parent_name"]
    name = full_name(unit["kind"], unit["name"])
    return f"{name}, {parent} ({unit['code']})" if isinstance(parent, str) else f"{name} ({unit['code']})"


def _problem(line: Mapping[Any, Any], names: Mapping[str, str], *, words: bool) -> tuple[str, Message, Message]:
    candidates = "; ".join(names[code] for code in line["candidates"][:_MOST_SHOWN])
    if not words:
        return "unit-missing", msg("The row does not say which commune it is about."), msg("Name or code of a commune.")
    if line["status"] == CONTRADICTION:
        return "unit-contradiction", msg("Code and name are those of different units."), _one_of(candidates)
    if line["status"] == AMBIGUOUS:
        return "unit-ambiguous", msg("Several units have this name."), _one_of(candidates)
    if line["status"] == DOUBLED:
        return "unit-doubled", msg("The unit stands in more than one row."), msg("One row for {unit}.", unit=candidates)
    if line["status"] == PROPOSED:
        return (
            "unit-proposed",
            msg("No unit has exactly this name."),
            msg("Perhaps: {candidates}", candidates=candidates),
        )
    return "unit-unknown", msg("No unit has this name or code."), msg("Name or code of a unit on the list.")


def _one_of(candidates: str) -> Message:
    return msg("One of: {choices}.", choices=candidates or "–")
