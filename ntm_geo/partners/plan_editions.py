"""Storage of plans of assignment: one slot a plan for its editions, one for its pairs, written together."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.errors import StoreError, msg
from ntm_geo.store.datasets import add_together, current_version, get_version, list_versions, read_version
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import NewVersion, Slot, content_key
from ntm_geo.tables.assignment_table import IN_FORCE, PLAN_STATES
from ntm_geo.tables.base import each_row, validate
from ntm_geo.tables.provenance import Provenance

if TYPE_CHECKING:
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

CHANGEABLE: Final = ("draft", "circulated")
"""States whose pairs may be changed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edition:
    """One edition of a plan, as it was read."""

    plan: int
    """Number of the plan among those of its units."""
    vintage: str
    version: int
    """Number of the state of the plan it was read in: goes back when it is changed."""
    edition: int
    name: str
    state: str
    first_year: int
    last_year: int
    decision: str
    decided_on: date | None
    signer: str
    place: str
    signer_office: str
    """``chairman`` or ``vice_chairman``; empty when not known."""
    reason: str
    changed_on: date
    changed_by: str
    question: Mapping[str, Any]
    """What was asked, as plain data; see `assign_memory.question_in`."""
    pairs: pd.DataFrame
    """``tables.Assignments``: pairs assigned, and those locked out."""
    pairs_key: str
    """Key of their content."""
    provenance: Provenance

    @property
    def assigned(self) -> pd.DataFrame:
        """The pairs that are assigned."""
        return self.pairs[self.pairs["assigned"]].reset_index(drop=True)

    @property
    def changeable(self) -> bool:
        """Whether its pairs may still be changed."""
        return self.state in CHANGEABLE

    def covers(self, day: date) -> bool:
        """Whether a day lies in its years."""
        return self.first_year <= day.year <= self.last_year

    def state_on(self, day: date) -> str:
        """Return its state on a day: a decided edition is ``in_force`` in its years and ``ended`` after them."""
        if self.state != "decided":
            return self.state
        if day.year > self.last_year:
            return "ended"
        begun = day.year >= self.first_year and (self.decided_on is None or self.decided_on <= day)
        return IN_FORCE if begun else "decided"


def plan_slot(plan: int, vintage: str) -> Slot:
    """Return where the editions of a plan are kept."""
    return Slot(kind="plans", vintage=vintage, period=plan)


def read_editions(
    workspace: Workspace, plan: int, vintage: str, *, version: int | None = None, states: Collection[str] = PLAN_STATES
) -> tuple[Edition, ...]:
    """Return every edition of a plan, oldest first, as it stands or stood in a version; only in these states if given.

    Raises
    ------
    StoreError
        There is no such plan.
    """
    slot = plan_slot(plan, vintage)
    result = current_version(workspace.store, slot) if version is None else get_version(workspace.store, version)
    if result is None or result.slot != slot:
        raise StoreError(
            msg("There is no plan {number} for the units of {vintage}.", number=plan, vintage=vintage),
            fix=msg("Choose one of the plans listed."),
        )
    contents = _contents(workspace, plan, vintage)
    table = read_version(workspace.store, result)
    wanted = table[table["state"].isin(list(states))]
    return tuple(_edition(workspace, row, plan, result, contents) for row in each_row(wanted))


def plans_kept(workspace: Workspace, *, vintage: str = "") -> tuple[Version, ...]:
    """Return the current version of every plan's slot, in the order of their numbers."""
    versions = list_versions(workspace.store, kind="plans", vintage=vintage or None)
    return tuple(
        sorted(
            (version for version in versions if version.current), key=lambda item: (item.slot.vintage, item.slot.period)
        )
    )


def next_number(workspace: Workspace, vintage: str) -> int:
    """Return the number a new plan gets."""
    return 1 + max((version.slot.period for version in plans_kept(workspace, vintage=vintage)), default=0)


def write(  # noqa: PLR0913 - what a state of a plan is
    workspace: Workspace,
    rows: pd.DataFrame,
    pairs: pd.DataFrame,
    *,
    plan: int,
    vintage: str,
    expected: int | None,
    by: str,
    note: str,
    provenance: Provenance,
) -> int:
    """Keep the editions of a plan together with the pairs of the newest one, or nothing.

    Parameters
    ----------
    rows : ``tables.Plans``; the last row gets the key of ``pairs``.
    pairs : ``tables.Assignments``.
    expected : number of the state the change was made in, None for a new plan.

    Returns
    -------
    Number of the new state.

    Raises
    ------
    VersionConflictError
        Somebody else changed the plan meanwhile; nothing was kept.
    """
    checked = validate(pairs, MODELS["assignments"])
    keyed = rows.assign(pairs=[*rows["pairs"].iloc[:-1], content_key("assignments", checked)])
    of_pairs = NewVersion(
        slot=Slot(kind="assignments", vintage=vintage, period=plan), table=checked, provenance=provenance, by=by,
        note=note,
    )  # fmt: skip
    of_plan = NewVersion(slot=plan_slot(plan, vintage), table=keyed, provenance=provenance, by=by, note=note)
    versions = add_together(workspace.store, [(of_plan, expected), (of_pairs, -1)])
    return versions[0].id


def row_of(edition: Edition) -> dict[str, Any]:
    """Return an edition as a row of ``tables.Plans``."""
    return {
        "edition": edition.edition,
        "name": edition.name,
        "state": edition.state,
        "first_year": edition.first_year,
        "last_year": edition.last_year,
        "decision": edition.decision or None,
        "decided_on": pd.Timestamp(edition.decided_on) if edition.decided_on else pd.NaT,
        "signer": edition.signer or None,
        "place": edition.place or None,
        "signer_office": edition.signer_office or None,
        "reason": edition.reason or None,
        "changed_on": pd.Timestamp(edition.changed_on),
        "changed_by": edition.changed_by or None,
        "pairs": edition.pairs_key,
        "question": json.dumps(dict(edition.question), ensure_ascii=False, sort_keys=True),
    }


def plan_rows(editions: tuple[Edition, ...]) -> pd.DataFrame:
    """Return editions as ``tables.Plans``."""
    frame = pd.DataFrame([row_of(edition) for edition in editions])
    return frame.assign(decided_on=pd.to_datetime(frame["decided_on"]), changed_on=pd.to_datetime(frame["changed_on"]))


def _contents(workspace: Workspace, plan: int, vintage: str) -> dict[str, Version]:
    """Return the version that holds each content of a plan's pairs, by its key."""
    return {
        version.key: version
        for version in list_versions(workspace.store, kind="assignments", vintage=vintage, period=plan)
    }


def _edition(workspace: Workspace, row: Any, plan: int, result: Version, contents: Mapping[str, Version]) -> Edition:
    state = contents.get(str(row.pairs))
    if state is None:
        raise StoreError(
            msg("The pairs of edition {edition} of plan {number} are not kept.", edition=row.edition, number=plan),
            where=workspace.store.where,
            fix=msg("Restore a copy of the data, or make the edition again."),
        )

    def said(value: Any) -> str:
        return "" if pd.isna(value) else str(value)

    return Edition(
        plan=plan,
        vintage=result.slot.vintage,
        version=result.id,
        edition=int(row.edition),
        name=str(row.name),
        state=str(row.state),
        first_year=int(row.first_year),
        last_year=int(row.last_year),
        decision=said(row.decision),
        decided_on=None if pd.isna(row.decided_on) else pd.Timestamp(row.decided_on).date(),
        signer=said(row.signer),
        place=said(row.place),
        signer_office=said(row.signer_office),
        reason=said(row.reason),
        changed_on=pd.Timestamp(row.changed_on).date(),
        changed_by=said(row.changed_by),
        question=json.loads(row.question),
        pairs=read_version(workspace.store, state),
        pairs_key=state.key,
        provenance=state.provenance,
    )
