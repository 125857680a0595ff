"""Values of one commune by a set that is not the one of the year: a table to type into, kept beside the others."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.assessment.by_other_sets.kind_sets import asked_by, set_of_kind
from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _, format_number
from ntm_geo.records.registers import read_register, write_register
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from ntm_geo.criteria.model import Indicator
    from ntm_geo.errors import Message
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

_PASSED: Final = frozenset({"dat", "x", "1", "passed"})
_FAILED: Final = frozenset({"chua dat", "khong dat", "0", "not passed"})
_PERCENT: Final = 100.0
_DIGITS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ValueTable:
    """Values of a commune to type into."""

    frame: pd.DataFrame
    """``line, name, asked, value``: texts; one row an indicator or part a value is given for."""
    version: int | None
    """Number of the version it is of; None where nothing is kept."""


def value_table(workspace: Workspace, kind: str, code: str, *, vintage: str, period: int) -> ValueTable:
    """Return the values of a commune, as people write them.

    Parameters
    ----------
    workspace : of the door.
    kind : of data: values of a level above the standard, or of the set that follows.
    code, vintage, period : of the commune, its units and the year.

    Raises
    ------
    NotInForceError, LawError
        As in `kind_sets.set_of_kind`.
    """
    law = set_of_kind(workspace, kind, period)
    register = read_register(workspace, Slot(kind=kind, vintage=vintage, period=period))
    rows = register.table[register.table["code"].eq(code)]
    known = dict(zip(rows["indicator"], rows["value"], strict=True))
    levels = asked_by(workspace, law, period)
    lines = [
        (
            line.code,
            str(line.name),
            levels.get(line.code, "").removeprefix(f"{line.code} {line.name}: "),
            _written(line, known.get(line.code)),
        )
        for criterion in law.criteria
        for line in criterion.entries
    ]
    frame = pd.DataFrame(lines, columns=["line", "name", "asked", "value"])
    return ValueTable(frame=frame, version=register.version)


def save_values(  # noqa: PLR0913 - a version is all of these
    workspace: Workspace,
    kind: str,
    code: str,
    frame: pd.DataFrame,
    *,
    vintage: str,
    period: int,
    by: str,
    expected: int | None,
) -> tuple[Version, bool]:
    """Keep the values of a commune as they were typed, beside those of the others.

    Parameters
    ----------
    workspace, kind, code, vintage, period : as in `value_table`.
    frame : its ``line`` and ``value``; an empty value is not known.
    by : who typed them.
    expected : number of the version they were changed in; None where nothing was kept.

    Raises
    ------
    TableError
        A value cannot be; its line is named and nothing is kept.
    VersionConflictError
        Somebody else saved meanwhile.
    """
    law = set_of_kind(workspace, kind, period)
    slot = Slot(kind=kind, vintage=vintage, period=period)
    before = read_register(workspace, slot).table
    lines = {line.code: line for criterion in law.criteria for line in criterion.entries}
    typed = [
        (code, row.line, period, _read(lines[row.line], str(row.value)))
        for row in each_row(frame)
        if pd.notna(row.value) and str(row.value).strip()
    ]
    rows = pd.DataFrame(typed, columns=list(before.columns)).astype(before.dtypes.to_dict())
    others = before[before["code"].ne(code)]
    table = pd.concat([part for part in (others, rows) if len(part)], ignore_index=True) if typed else others
    return write_register(workspace, slot, table, by=by, expected=expected)


def _written(line: Indicator, value: float | None) -> str:
    if value is None or pd.isna(value):
        return ""
    if line.sense == "pass":
        return _("passed") if value else _("not passed")
    return format_number(value, digits=_DIGITS)


def _read(line: Indicator, written: str) -> float:
    """Return a value as it was written: a number with a comma, or whether it was passed."""
    word = written.strip().casefold()
    if line.sense == "pass":
        if match_key(word) in _PASSED:
            return 1.0
        if match_key(word) in _FAILED:
            return 0.0
        raise _wrong(line, written, msg("Write the word for passed or for not passed, or leave it empty."))
    try:
        value = float(word.removesuffix("%").strip().replace(",", "."))
    except ValueError:
        raise _wrong(line, written, msg("Write a number such as 97,5, or leave it empty.")) from None
    if not isfinite(value) or value < 0 or (line.unit == "percent" and value > _PERCENT):
        raise _wrong(line, written, msg("Write a number from 0 on; of a share at most 100."))
    return value


def _wrong(line: Indicator, written: str, fix: Message) -> TableError:
    return TableError(
        msg("{code}: “{value}” is no value.", code=line.code, value=written[:40]), where=line.code, fix=fix
    )
