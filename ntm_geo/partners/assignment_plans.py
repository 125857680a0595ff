"""Plans of assignment: begun as a draft, circulated, decided, in force for years, then ended or replaced.

An edition that is decided never changes: a change is a new edition, with a reason. Two people at one draft: the second
to save gets a merge of both changes and sees what the first one changed; nothing is lost.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.errors import TableError, VersionConflictError, msg
from ntm_geo.i18n import _
from ntm_geo.partners.pair_checks import check_pairs
from ntm_geo.partners.plan_decision import Decision, check_decision
from ntm_geo.partners.plan_editions import Edition, next_number, plan_rows, plans_kept, read_editions, write
from ntm_geo.partners.plan_merge import PlanConflictError, changes, merge_pairs
from ntm_geo.tables.assignment_table import PLAN_STATES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.tables.provenance import Provenance
    from ntm_geo.workspace.workspace import Workspace

_NEXT: Final = {"draft": ("circulated", "decided"), "circulated": ("draft", "decided"), "decided": ("ended",)}
"""Steps a person may take from a state; ``replaced`` comes by itself when a newer edition is decided."""

_TRIES: Final = 5


def list_plans(workspace: Workspace, *, vintage: str = "") -> tuple[Edition, ...]:
    """Return the newest edition of every plan, the one changed last first; only those of a vintage if given."""
    newest = [
        read_editions(workspace, version.slot.period, version.slot.vintage)[-1]
        for version in plans_kept(workspace, vintage=vintage)
    ]
    return tuple(sorted(newest, key=lambda value: value.version, reverse=True))


def open_plan(workspace: Workspace, plan: int, *, vintage: str, edition: int | None = None) -> Edition:
    """Return an edition of a plan, the newest unless one is given; StoreError when there is none."""
    editions = read_editions(workspace, plan, vintage)
    return next((item for item in editions if item.edition == edition), editions[-1])


def start_plan(  # noqa: PLR0913 - what a plan begins with
    workspace: Workspace,
    name: str,
    pairs: pd.DataFrame,
    *,
    vintage: str,
    years: tuple[int, int],
    question: Mapping[str, Any],
    provenance: Provenance,
    by: str,
    today: date | None = None,
) -> Edition:
    """Keep pairs as the first draft of a new plan.

    Parameters
    ----------
    workspace : of the door.
    name : of the plan; no other plan of the vintage may have it.
    pairs : ``tables.Assignments``, such as `assign.plan_pairs` gives.
    vintage : of the codes.
    years : first and last year it will be in force.
    question : what was asked, as plain data of `assign_memory.question_out`.
    provenance : where its figures come from.
    by : who begins it.
    today : the day; that of the clock unless given.

    Raises
    ------
    TableError
        The name is empty or taken, the years are the wrong way round, or a pair cannot be, see
        `pair_checks.check_pairs`.
    """
    name = name.strip()
    if not name:
        raise TableError(msg("The plan has no name."), fix=msg("Give it a name, such as its years."))
    _check_years(years)
    table = check_pairs(workspace, pairs, vintage=vintage, by=by)
    begun = Edition(
        plan=0, vintage=vintage, version=0, edition=1, name=name, state="draft", first_year=years[0],
        last_year=years[1], decision="", decided_on=None, signer="", place="", signer_office="", reason="",
        changed_on=_day(today), changed_by=by, question=question, pairs=table, pairs_key="", provenance=provenance,
    )  # fmt: skip
    return _begin(workspace, begun)


def _begin(workspace: Workspace, begun: Edition) -> Edition:
    """Keep a new plan under the next number; where somebody else took that one at the same moment, the one after."""
    for left in reversed(range(_TRIES)):
        if any(plan.name == begun.name for plan in list_plans(workspace, vintage=begun.vintage)):
            raise TableError(
                msg("There is a plan of the name {name} already.", name=begun.name),
                fix=msg("Open that plan, or give this one another name."),
            )
        numbered = replace(begun, plan=next_number(workspace, begun.vintage))
        try:
            _keep(workspace, (numbered,), expected=None, by=begun.changed_by, note=_("Plan begun"))
        except VersionConflictError:
            if not left:
                raise
            continue
        break
    return open_plan(workspace, numbered.plan, vintage=begun.vintage)


def save_pairs(
    workspace: Workspace,
    opened: Edition,
    pairs: pd.DataFrame,
    *,
    by: str,
    question: Mapping[str, Any] | None = None,
    today: date | None = None,
) -> Edition:
    """Keep changed pairs of a draft or circulated edition.

    Parameters
    ----------
    workspace : of the door.
    opened : the edition as it was read; its pairs are what the changes are compared with.
    pairs : ``tables.Assignments``, all of them.
    by : who changed them.
    question : where it changed too.
    today : the day; that of the clock unless given.

    Raises
    ------
    TableError
        The edition is decided, or a pair cannot be, see `pair_checks.check_pairs`.
    PlanConflictError
        Somebody else saved meanwhile: holds what they saved and both changes put together. Saving its ``merge.pairs``
        (with the reader's choice where they contradict) on its ``theirs`` keeps both.
    """
    table = check_pairs(workspace, pairs, vintage=opened.vintage, by=by)
    earlier, base = _earlier(workspace, opened)
    _refuse_decided(base)
    changed = replace(
        base, pairs=table, question=base.question if question is None else question, changed_on=_day(today),
        changed_by=by,
    )  # fmt: skip
    try:
        _keep(workspace, (*earlier, changed), expected=opened.version, by=by, note=_("Pairs changed"))
    except VersionConflictError as caught:
        raise _conflict(workspace, opened, table) from caught
    return open_plan(workspace, opened.plan, vintage=opened.vintage)


def move_on(  # noqa: PLR0913 - a step with what it needs
    workspace: Workspace,
    opened: Edition,
    state: str,
    *,
    by: str,
    decision: Decision | None = None,
    reason: str = "",
    today: date | None = None,
) -> Edition:
    """Take the newest edition of a plan to its next state; deciding it replaces the one decided before.

    Parameters
    ----------
    workspace : of the door.
    opened : the edition as it was read.
    state : ``circulated``, ``draft`` (taken back), ``decided`` or ``ended``.
    by : who does it.
    decision : number, day and signer; needed to decide.
    reason : why it ended; needed to end it.
    today : the day; that of the clock unless given.

    Raises
    ------
    TableError
        The state cannot follow, the decision cannot be recorded (`plan_decision`), or a reason is missing.
    PlanConflictError
        Somebody else changed the plan meanwhile.
    """
    earlier, base = _earlier(workspace, opened)
    if state not in _NEXT.get(base.state, ()):
        raise TableError(
            msg("From “{now}” a plan cannot go to “{next}”.",
                now=str(PLAN_STATES[base.state]), next=str(PLAN_STATES.get(state, state))),
            where=opened.name,
            fix=msg("Choose one of: {choices}.",
                    choices=", ".join(str(PLAN_STATES[item]) for item in _NEXT.get(base.state, ())) or "–"),
        )  # fmt: skip
    changed = replace(base, state=state, changed_on=_day(today), changed_by=by)
    if state == "decided":
        changed = _decided(changed, decision)
    if state == "ended":
        changed = replace(changed, reason=_given(reason))
    if state == "decided":
        earlier = tuple(replace(item, state="replaced") if item.state == "decided" else item for item in earlier)
    try:
        _keep(workspace, (*earlier, changed), expected=opened.version, by=by, note=str(PLAN_STATES[state]))
    except VersionConflictError as caught:
        raise _conflict(workspace, opened, opened.pairs) from caught
    return open_plan(workspace, opened.plan, vintage=opened.vintage)


def new_edition(workspace: Workspace, opened: Edition, *, reason: str, by: str, today: date | None = None) -> Edition:
    """Begin a new draft on top of a decided edition, which stays as it is until the new one is decided.

    Raises
    ------
    TableError
        The edition is not decided, or there is no reason.
    PlanConflictError
        Somebody else changed the plan meanwhile.
    """
    earlier, base = _earlier(workspace, opened)
    if base.state not in {"decided", "ended"}:
        raise TableError(
            msg("Only a decided plan gets a new edition."), where=opened.name, fix=msg("Change the draft itself.")
        )
    begun = replace(
        base, edition=base.edition + 1, state="draft", decision="", decided_on=None, reason=_given(reason),
        changed_on=_day(today), changed_by=by,
    )  # fmt: skip
    try:
        _keep(workspace, (*earlier, base, begun), expected=opened.version, by=by, note=reason)
    except VersionConflictError as caught:
        raise _conflict(workspace, opened, opened.pairs) from caught
    return open_plan(workspace, opened.plan, vintage=opened.vintage)


def difference(before: Edition, after: Edition) -> pd.DataFrame:
    """Return what differs between two editions, or two states of one, see `pair_merge.changes`."""
    return changes(before.pairs, after.pairs)


def state_name(edition: Edition, day: date | None = None) -> str:
    """Return what the state of an edition is called on a day, in the current language."""
    state = edition.state_on(_day(day))
    if state == "ended" and edition.state == "decided":
        return _("Decided, its years are over")
    return str(PLAN_STATES[state]) if state in PLAN_STATES else _("In force")


def _decided(edition: Edition, decision: Decision | None) -> Edition:
    made = check_decision(
        decision, name=edition.name, years=(edition.first_year, edition.last_year), pairs=edition.pairs
    )
    return replace(
        edition, decision=made.number.strip(), decided_on=made.on, signer=made.signer.strip(),
        place=made.place.strip(), signer_office=made.signer_office,
    )  # fmt: skip


def _given(reason: str) -> str:
    if not reason.strip():
        raise TableError(msg("A reason is needed."), fix=msg("Write in a few words why, for those who read it later."))
    return reason.strip()


def _refuse_decided(opened: Edition) -> None:
    if not opened.changeable:
        raise TableError(
            msg("Edition {edition} of this plan is decided and stays as it is.", edition=opened.edition),
            where=opened.name,
            fix=msg("Begin a new edition, with the reason of the change."),
        )


def _check_years(years: tuple[int, int]) -> None:
    if years[0] > years[1]:
        raise TableError(
            msg("The plan ends before it begins: {first}–{last}.", first=years[0], last=years[1]),
            fix=msg("Give the first year, then the last."),
        )


def _keep(workspace: Workspace, editions: tuple[Edition, ...], *, expected: int | None, by: str, note: str) -> None:
    newest = editions[-1]
    write(
        workspace, plan_rows(editions), newest.pairs, plan=newest.plan, vintage=newest.vintage, expected=expected,
        by=by, note=note, provenance=newest.provenance,
    )  # fmt: skip


def _conflict(workspace: Workspace, opened: Edition, mine: pd.DataFrame) -> PlanConflictError:
    """Return the message to the second of two people who save."""
    theirs = open_plan(workspace, opened.plan, vintage=opened.vintage)
    same = theirs.edition == opened.edition and theirs.changeable
    _before, base = _earlier(workspace, opened)
    return PlanConflictError(
        msg(
            "{who} saved this plan meanwhile; nothing of yours was kept yet.",
            who=theirs.changed_by or _("Somebody else"),
        ),
        where=opened.name,
        fix=msg("Look at both changes below and put them together, or begin again from what was saved."),
        theirs=theirs,
        merge=merge_pairs(base.pairs, mine, theirs.pairs) if same else None,
    )  # fmt: skip


def _earlier(workspace: Workspace, opened: Edition) -> tuple[tuple[Edition, ...], Edition]:
    """Return the editions before the one opened, and that one as it was read; only the newest may be changed."""
    *earlier, newest = read_editions(workspace, opened.plan, opened.vintage, version=opened.version)
    if newest.edition != opened.edition:
        raise TableError(
            msg("Edition {edition} of this plan is not the newest one.", edition=opened.edition),
            where=opened.name,
            fix=msg("Open edition {newest}.", newest=newest.edition),
        )
    return tuple(earlier), newest


def _day(today: date | None) -> date:
    return today or date.today()  # noqa: DTZ011 - the day at the place the program runs at
