"""Three-way merge of two planners' changes of a plan: what each changed, and where they conflict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.errors import Message, VersionConflictError
from ntm_geo.store.kinds import MODELS
from ntm_geo.tables.base import validate

if TYPE_CHECKING:
    from ntm_geo.partners.plan_editions import Edition

KEY: Final = ["agency", "code"]
DECIDED_BY_PEOPLE: Final = ("assigned", "origin", "why", "lock", "lock_by", "lock_why", "note")
"""Columns that say what was decided of a pair; the others are worked out or names."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Merge:
    """Changes of two people to one table of pairs, put together."""

    pairs: pd.DataFrame
    """``tables.Assignments``: changes of both; where they contradict each other, what the other one saved."""
    mine: pd.DataFrame
    """See `changes`."""
    theirs: pd.DataFrame
    """See `changes`."""
    conflicts: pd.DataFrame
    """``agency, code, agency_name, name, before, mine, theirs``: pairs both changed in different ways."""
    shared: tuple[str, ...]
    """Keys of agencies both changed; fitting pair by pair, they may still be given too many communes."""

    @property
    def fits(self) -> bool:
        """Whether nothing contradicts."""
        return self.conflicts.empty


class PlanConflictError(VersionConflictError):
    """Somebody else saved the plan meanwhile; nothing was changed and nothing is lost.

    Parameters
    ----------
    theirs : the plan as it stands now.
    merge : both changes put together; None where the plan may not be changed any more.
    """

    def __init__(self, what: Message, *, where: str, fix: Message, theirs: Edition, merge: Merge | None) -> None:
        """Keep both sides beside the three parts."""
        self.theirs = theirs
        self.merge = merge
        super().__init__(what, where=where, fix=fix)


def changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return what people would see as changed between two tables of pairs.

    Parameters
    ----------
    before, after : ``tables.Assignments``.

    Returns
    -------
    ``agency, code, agency_name, name, district, change, before, after`` sorted by agency and code: ``change`` is
    ``added``, ``removed`` (of pairs assigned), ``locked`` in, ``barred`` (locked out), ``unlocked`` or ``noted``;
    ``before`` and ``after`` are what `told` says.
    """
    old, new = _by_pair(before), _by_pair(after)
    rows = []
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        if _same(was, now):
            continue
        shown = now or was or {}
        rows.append(
            {
                "agency": key[0],
                "code": key[1],
                "agency_name": shown["agency_name"],
                "name": shown["name"],
                "district": shown["district"],
                "change": _change(was, now),
                "before": told(was),
                "after": told(now),
            }
        )
    columns = ["agency", "code", "agency_name", "name", "district", "change", "before", "after"]
    return pd.DataFrame(rows, columns=columns)


def merge_pairs(base: pd.DataFrame, mine: pd.DataFrame, theirs: pd.DataFrame) -> Merge:
    """Put the changes of two people together, pair by pair.

    Parameters
    ----------
    base : ``tables.Assignments`` both began with.
    mine, theirs : what each made of it.

    Returns
    -------
    Pairs only one has changed are taken as that one left them; pairs both changed alike once; pairs both changed
    differently are listed, and stand as ``theirs`` in the result.
    """
    old, by_pair, other = _by_pair(base), _by_pair(mine), _by_pair(theirs)
    result: list[dict[str, Any]] = []
    conflicts = []
    for key in sorted({*old, *by_pair, *other}):
        was, a, b = old.get(key), by_pair.get(key), other.get(key)
        if not _same(was, a) and not _same(was, b) and not _same(a, b):
            shown = a or b or was or {}
            conflicts.append(
                {
                    "agency": key[0],
                    "code": key[1],
                    "agency_name": shown["agency_name"],
                    "name": shown["name"],
                    "before": told(was),
                    "mine": told(a),
                    "theirs": told(b),
                }
            )
        stored = b if _same(was, a) or not _same(was, b) else a
        if stored is not None:
            result.append(stored)
    my_changes, their_changes = changes(base, mine), changes(base, theirs)
    columns = ["agency", "code", "agency_name", "name", "before", "mine", "theirs"]
    return Merge(
        pairs=_table(result, mine),
        mine=my_changes,
        theirs=their_changes,
        conflicts=pd.DataFrame(conflicts, columns=columns),
        shared=tuple(sorted({*my_changes["agency"]} & {*their_changes["agency"]})),
    )


def told(row: dict[str, Any] | None) -> str:
    """Return the state of a pair for programs: ``""``, ``assigned`` or ``barred``, with ``+locked`` and the remarks."""
    if row is None:
        return ""
    words = ["assigned" if row["assigned"] else "barred"]
    if row["lock"] == "in":
        words.append("locked")
    remarks = [str(row[key]) for key in ("why", "lock_why", "note") if isinstance(row[key], str) and row[key]]
    return " · ".join(["+".join(words), *remarks])


def _by_pair(table: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    plain = table.astype("object").where(table.notna(), None)
    rows = [{str(key): value for key, value in row.items()} for row in plain.to_dict("records")]
    return {(str(row["agency"]), str(row["code"])): row for row in rows}


def _same(item: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    if item is None or other is None:
        return item is other
    return all((item[key] or None) == (other[key] or None) for key in DECIDED_BY_PEOPLE)


def _change(was: dict[str, Any] | None, now: dict[str, Any] | None) -> str:
    before, after = bool(was and was["assigned"]), bool(now and now["assigned"])
    if before != after:
        return "added" if after else "removed"
    locked = (was or {}).get("lock"), (now or {}).get("lock")
    if locked[0] != locked[1]:
        return {"in": "locked", "out": "barred"}.get(locked[1] or "", "unlocked")
    return "noted"


def _table(rows: list[dict[str, Any]], like: pd.DataFrame) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(like.columns))
    return validate(frame, MODELS["assignments"]).sort_values(KEY, ignore_index=True)
