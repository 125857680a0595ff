"""Thresholds of the province: what the law leaves to it, entered on screen, kept version by version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.criteria.model import Reference, ThresholdValue
from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import format_date
from ntm_geo.records.registers import read_register, write_register
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.criteria.model import CriteriaSet, Indicator
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

SLOTS: Final = {
    "commune": Slot(kind="thresholds"),
    "advanced": Slot(kind="advanced_thresholds"),
    "modern": Slot(kind="modern_thresholds"),
}
"""Where they are kept, by what the set they belong to is of: its codes mean other things in another set."""
_COLUMNS: Final = ("indicator", "effective", "value", "decision", "clause", "verified")
_PERCENT: Final = 100.0
_SHOWN: Final = 5


def own_thresholds(workspace: Workspace, subject: str = "commune") -> Mapping[str, tuple[ThresholdValue, ...]]:
    """Return the dated thresholds the province has set, per indicator, oldest first.

    What was entered on screen stands in the place of the province's file, indicator by indicator.

    Parameters
    ----------
    workspace : of the door.
    subject : what the sets are of; the province sets none for those that are not in `SLOTS`.
    """
    if subject not in SLOTS:
        return {}
    table, _number = load(workspace, subject)
    entered: dict[str, tuple[ThresholdValue, ...]] = {}
    for row in each_row(table.sort_values(["indicator", "effective"])):
        value = ThresholdValue(
            effective=pd.Timestamp(row.effective).date(),
            reference=Reference(decision=str(row.decision), clause="" if pd.isna(row.clause) else str(row.clause)),
            verified=bool(row.verified) if pd.notna(row.verified) else False,
            for_all=float(row.value),
        )
        entered[row.indicator] = (*entered.get(row.indicator, ()), value)
    return {**workspace.province_thresholds, **entered} if subject == "commune" else entered


def sets_of(workspace: Workspace, subject: str) -> tuple[CriteriaSet, ...]:
    """Return the sets the province can set thresholds of, the oldest first."""
    sets = workspace.criteria_sets.values() if subject == "commune" else workspace.law.others.values()
    return tuple(law for law in sets if law.subject == subject)


def load(workspace: Workspace, subject: str = "commune") -> tuple[pd.DataFrame, int | None]:
    """Return what was entered, and the number of its version; an empty table and None where nothing was.

    What was entered for an indicator before it had parts is of the first of them.
    """
    register = read_register(workspace, SLOTS[subject])
    first_parts = {
        indicator.code: indicator.parts[0].code
        for law in sets_of(workspace, subject)
        for criterion in law.criteria
        for indicator in criterion.indicators
        if indicator.parts
    }
    return register.table.assign(indicator=register.table["indicator"].replace(first_parts)), register.version


def save(
    workspace: Workspace, table: pd.DataFrame, *, by: str, expected: int | None, subject: str = "commune"
) -> tuple[Version, bool]:
    """Keep changed thresholds as a new version.

    Parameters
    ----------
    workspace : of the door.
    table : ``tables.OwnThresholds``, all of it.
    by : who changed it.
    expected : number of the version it was changed in, None where nothing was kept.
    subject : what the sets are of.

    Raises
    ------
    TableError
        A row names an indicator the set does not have, a value that cannot be, a day outside the set, or one twice.
    VersionConflictError
        Somebody else saved meanwhile.
    """
    frame = table[list(_COLUMNS)].replace({"": None})
    frame["indicator"] = frame["indicator"].astype("str")
    _check(sets_of(workspace, subject), frame)
    return write_register(workspace, SLOTS[subject], frame, by=by, expected=expected)


def left_to_province(workspace: Workspace, subject: str = "commune") -> tuple[Indicator, ...]:
    """Return the indicators whose threshold the law leaves to the province."""
    return tuple(
        indicator
        for law in sets_of(workspace, subject)
        for criterion in law.criteria
        for indicator in criterion.lines
        if any(value.set_by_province for value in indicator.values)  # noqa: PD011 - the law's values, not an array
    )


def _check(laws: tuple[CriteriaSet, ...], frame: pd.DataFrame) -> None:
    known = {
        (law.key, indicator.code): indicator
        for law in laws
        for criterion in law.criteria
        for indicator in criterion.lines
        if indicator.measured
    }
    days = pd.to_datetime(frame["effective"])
    keys = pd.Series(None, index=frame.index, dtype="object")
    for law in laws:
        keys[days.between(pd.Timestamp(law.effective), pd.Timestamp(law.expires))] = law.key
    outside = frame[keys.isna()]
    if len(outside):
        start, end = format_date(laws[0].effective), format_date(laws[-1].expires)
        raise TableError(
            msg("{count} thresholds take effect outside the time of the criteria sets.", count=len(outside)),
            where=", ".join(outside["indicator"].head(_SHOWN)),
            fix=msg("Give a day from {start} to {end}.", start=start, end=end),
        )
    indicators = [known.get(pair) for pair in zip(keys, frame["indicator"], strict=True)]
    wrong = frame.loc[[indicator is None for indicator in indicators], "indicator"]
    if len(wrong):
        raise TableError(
            msg("{count} rows name an indicator the set does not have.", count=len(wrong)),
            where=", ".join(wrong.astype(str).head(_SHOWN)),
            fix=msg("Choose the indicator from the list in each row."),
        )
    percent = pd.Series([item is not None and item.unit == "percent" for item in indicators], index=frame.index)
    beyond = frame[frame["value"].isna() | frame["value"].lt(0) | (percent & frame["value"].gt(_PERCENT))]
    if len(beyond):
        raise TableError(
            msg("{count} thresholds cannot be: they are empty, negative, or over 100%.", count=len(beyond)),
            where=", ".join(beyond["indicator"].head(_SHOWN)),
            fix=msg("Give the threshold in the unit of its indicator."),
        )
    twice = frame[frame.duplicated(["indicator", "effective"])]
    if len(twice):
        raise TableError(
            msg("{count} thresholds are entered twice for one day.", count=len(twice)),
            where=", ".join(twice["indicator"].head(_SHOWN)),
            fix=msg("Keep one of them."),
        )
