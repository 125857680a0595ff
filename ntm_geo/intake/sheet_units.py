"""Which unit each row of a sheet is about; what is not sure becomes a problem of its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.boundaries.matching import AMBIGUOUS, CONTRADICTION, DOUBLED, MATCHED, PROPOSED, JoinReport, match
from ntm_geo.boundaries.units import full_name
from ntm_geo.errors import Message, msg
from ntm_geo.intake.cells import shown
from ntm_geo.intake.header import SERIAL
from ntm_geo.intake.layouts import UNIT_KEYS
from ntm_geo.tables.units import PROGRAMME_KIND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntm_geo.intake.grid import Grid
    from ntm_geo.intake.header import Header
    from ntm_geo.intake.sheet_rows import DataRow
    from ntm_geo.intake.sheet_values import Problems

_MOST_SHOWN = 5


def commune_rows(rows: Sequence[DataRow], grid: Grid, header: Header) -> frozenset[int]:
    """Return the rows that only name a unit, as headings over its hamlets and empty template rows do."""
    own = [place for place, key in header.columns.items() if key not in UNIT_KEYS and key != SERIAL]
    return frozenset(one.row for one in rows if all(grid.cells[one.row, place] is None for place in own))


def unit_lines(rows: Sequence[DataRow], grid: Grid, header: Header, *, carry_down: bool) -> pd.DataFrame:
    """Return what each row says about its unit: ``code, name, parent_name``, indexed by row number.

    Parameters
    ----------
    rows : the data rows with the district of their section.
    grid, header : the sheet.
    carry_down : whether a row without a unit is about the one above it, as under a merged cell.
    """
    places = {"code": "code", "name": "unit_name", "parent_name": "parent_name"}
    found: list[dict[str, str | None]] = []
    for one in rows:
        line: dict[str, str | None] = {}
        for name, key in places.items():
            place = header.place(key)
            line[name] = shown(grid.cells[one.row, place]) or None if place is not None else None
        if carry_down and found and not (line["code"] or line["name"]):
            line = found[-1] | {"parent_name": line["parent_name"] or found[-1]["parent_name"]}
        line["parent_name"] = line["parent_name"] or one.section or None
        found.append(line)
    return pd.DataFrame(
        found, index=pd.Index([one.row for one in rows], dtype="int64"), columns=list(places), dtype=object
    )


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
    header = problems.header
    names = {row["code"]: _title(row) for row in gazetteer.to_dict("records")}
    place = next((one for one in map(header.place, ("unit_name", "code")) if one is not None), None)
    code_place = header.place("code")
    frame = report.frame
    for row, line in zip(frame.index, frame.to_dict("records"), strict=True):
        if line["status"] == MATCHED:
            continue
        kind, what, expected = _problem(line, names, said=any(pd.notna(lines.loc[row, ["code", "name"]])))
        wrong = code_place if line["status"] == CONTRADICTION and code_place is not None else place
        problems.add(int(row), wrong, kind, what, expected)
    codes = frame["code"].where(frame["status"].eq(MATCHED))
    if programme_only:
        kinds = gazetteer.set_index("code")["kind"]
        outside = codes.notna() & codes.map(kinds).ne(PROGRAMME_KIND)
        for row in codes.index[outside]:
            problems.add(
                int(row),
                place,
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


def _problem(line: Mapping[Any, Any], names: Mapping[str, str], *, said: bool) -> tuple[str, Message, Message]:
    candidates = "; ".join(names[code] for code in line["candidates"][:_MOST_SHOWN])
    if not said:
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
