"""Saved paths: what was asked of the way to the targets, kept by a name so that it can be opened again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.errors import TableError, msg
from ntm_geo.pathway.engine import Goal
from ntm_geo.pathway.planning import Wishes
from ntm_geo.records.registers import read_register, write_register
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.workspace.workspace import Workspace

SLOT: Final = Slot(kind="paths")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPath:
    """A path as it was saved."""

    name: str
    saved_on: date
    saved_by: str
    moment: str
    """When it was saved, as ISO."""
    period: int
    vintage: str
    wishes: Wishes
    result: str
    """What came out then, as a sentence."""


def list_paths(workspace: Workspace) -> tuple[SavedPath, ...]:
    """Return what was saved, the one saved last first."""
    reads = [_read(row) for row in each_row(read_register(workspace, SLOT).table)]
    return tuple(sorted(reads, key=lambda value: (value.saved_on, value.moment, value.name), reverse=True))


def save_path(  # noqa: PLR0913 - a path is all of these
    workspace: Workspace,
    name: str,
    wishes: Wishes,
    *,
    period: int,
    vintage: str,
    result: str,
    by: str,
    today: date | None = None,
) -> None:
    """Save a path by a name; one of that name is replaced, its earlier versions stay in the history.

    Parameters
    ----------
    workspace : of the door.
    name : of the path.
    wishes : what was asked.
    period, vintage : year and units it starts from.
    result : what came out, as a sentence.
    by : who saves it.
    today : the day; that of the clock unless given.

    Raises
    ------
    TableError
        The name is empty.
    VersionConflictError
        Somebody else saved a path at the same moment.
    """
    name = name.strip()
    if not name:
        raise TableError(msg("The path has no name."), fix=msg("Give it a name, such as its targets and last year."))
    register = read_register(workspace, SLOT)
    day = today or date.today()  # noqa: DTZ011 - the day at the place the program runs at
    moment = datetime.now().isoformat(timespec="milliseconds")  # noqa: DTZ005 - the clock at the place it runs at
    payload = {
        "period": period, "vintage": vintage, "result": result, "moment": moment, "wishes": _wishes_out(wishes),
    }  # fmt: skip
    row = pd.DataFrame(
        {
            "name": [name],
            "saved_on": [pd.Timestamp(day)],
            "saved_by": [by or None],
            "payload": [json.dumps(payload, ensure_ascii=False)],
        }
    )
    rest = register.table[register.table["name"].ne(name)]
    joined = pd.concat([rest, row], ignore_index=True) if len(rest) else row
    write_register(workspace, SLOT, joined, by=by, expected=register.version, note=name)


def _wishes_out(wishes: Wishes) -> dict[str, Any]:
    return {
        "goals": [[goal.key, goal.value] for goal in wishes.goals],
        "years": list(wishes.years),
        "budget": wishes.budget,
        "district": wishes.district,
        "department": wishes.department,
        "objective": wishes.objective,
        "lost": sorted(list(item) for item in wishes.lost),
        "must": [list(item) for item in wishes.must],
        "must_not": [list(item) for item in wishes.must_not],
    }


def _wishes_in(entered: Mapping[str, Any]) -> Wishes:
    return Wishes(
        goals=tuple(Goal(key=key, value=value) for key, value in entered["goals"]),
        years=tuple(entered["years"]),
        budget=entered["budget"],
        district=entered["district"],
        department=entered["department"],
        objective=entered["objective"],
        lost=frozenset((code, key) for code, key in entered["lost"]),
        must=tuple((code, key, year) for code, key, year in entered["must"]),
        must_not=tuple((code, key) for code, key in entered["must_not"]),
    )


def _read(row: Any) -> SavedPath:
    payload = json.loads(row.payload)
    return SavedPath(
        name=row.name,
        saved_on=pd.Timestamp(row.saved_on).date(),
        saved_by="" if pd.isna(row.saved_by) else str(row.saved_by),
        moment=payload["moment"],
        period=payload["period"],
        vintage=payload["vintage"],
        wishes=_wishes_in(payload["wishes"]),
        result=payload["result"],
    )
