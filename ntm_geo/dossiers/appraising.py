"""A criterion that was sent is appraised, or sent back with a reason and a day; in the end the council votes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from ntm_geo.accounts.rights import refusal
from ntm_geo.acting import current_actor
from ntm_geo.criteria.in_force import in_charge
from ntm_geo.criteria.recognition_law import load_ended_steps, load_procedure_rules
from ntm_geo.dossiers.criterion_states import APPRAISED, criterion_states
from ntm_geo.dossiers.dossier_lines import law_of, states_of
from ntm_geo.dossiers.dossier_rows import add_rows, again, read_dossiers, signature, this_day
from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import format_date
from ntm_geo.records.attachments import attachments_of
from ntm_geo.tables.standing_table import LEVELS

if TYPE_CHECKING:
    from ntm_geo.dossiers.criterion_states import CriterionState
    from ntm_geo.dossiers.dossier_rows import Dossiers
    from ntm_geo.workspace.workspace import Workspace

Step = Literal["district", "department"]
Verdict = Literal["met", "not_met", "sent_back"]
_ROLES: Final = {"district": "district", "department": "department"}
"""Roles that take one step only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """What is found of a criterion."""

    step: Step
    verdict: Verdict
    reason: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A vote of the council."""

    held_on: date
    members: int
    present: int
    agreed: int
    proposes: bool
    level: str = "standard"
    minutes: int | None = None
    """Number of the attachment with the minutes."""
    note: str = ""


def checked_until(workspace: Workspace) -> date | None:
    """Return the last day on which districts checked what was sent; None where that has not ended."""
    return load_ended_steps(workspace.criteria_dir).get("district_checked")


def charged_with(workspace: Workspace, criterion: str, period: int) -> tuple[str, ...]:
    """Return the keys of the departments in charge of a criterion at the end of a year."""
    day = date(period, 12, 31)
    law = law_of(workspace, period)
    return tuple(item.key for item in in_charge(workspace.departments, criterion, on=day, criteria_set=law.key))


def appraise(  # noqa: PLR0913 - a criterion of a commune, what is found, and by whom
    workspace: Workspace,
    code: str,
    criterion: str,
    finding: Appraisal,
    *,
    vintage: str,
    period: int,
    by: str,
    today: date | None = None,
) -> None:
    """Write down what is found of a criterion that was sent; an earlier finding stays on record.

    Raises
    ------
    TableError
        It was not sent, is sent back already, waits for somebody else, the council has voted, or reason or day are
        missing.
    RightsError
        Whoever acts may not take this step, or not for this criterion or commune.
    """
    day, reason = this_day(today), finding.reason.strip()
    _check_role(finding.step)

    def write() -> None:
        dossiers = read_dossiers(workspace, vintage=vintage, period=period)
        states = states_of(workspace, dossiers, code)
        if criterion not in states:
            raise TableError(
                msg("The criteria set of {year} has no {items}.", year=period, items=criterion),
                fix=msg("Give codes of the set of the year, such as 10 or 10.1."),
            )
        state = states[criterion]
        _check_turn(state, finding.step, checked_until(workspace), where=f"{code} {criterion}")
        _check_words(finding, reason, day)
        if len(dossiers.of(code).councils):
            raise TableError(
                msg("The council has voted on this commune; its criteria are no longer appraised."),
                where=f"{code} {criterion}",
                fix=msg("A recognition that has to be taken back is entered under the recognitions."),
            )
        row = {
            "code": code,
            "period": period,
            "criterion": criterion,
            "sending": state.sending,
            "step": finding.step,
            "verdict": finding.verdict,
            "reason": reason or None,
            "due_on": finding.due_on if finding.verdict == "sent_back" else None,
        }
        add_rows(workspace, "appraisals", [row | signature(by, day)], vintage=vintage, period=period, by=by)

    again(write)


def _check_role(step: str) -> None:
    """Refuse a step that is another's: RightsError."""
    actor = current_actor()
    if actor is not None and _ROLES.get(actor.role, step) != step:
        raise refusal(actor, step)


def _check_turn(state: CriterionState, step: str, ended: date | None, *, where: str) -> None:
    if state.state in {"open", "sent_back"}:
        raise TableError(
            msg("The criterion is with the commune: it was not sent, or it is sent back."),
            where=where,
            fix=msg("Wait until the commune sends it."),
        )
    waits = state.waits_for(ended)
    if step == "district" and (ended is not None and state.sent_on is not None and state.sent_on > ended):
        raise TableError(
            msg("Districts no longer check since {day}.", day=format_date(ended)),
            where=where,
            fix=msg("The department in charge appraises it at once."),
        )
    if step == "district" and state.state in APPRAISED:
        raise TableError(
            msg("The department has appraised the criterion already."),
            where=where,
            fix=msg("Ask the department to send it back where it has to be looked at again."),
        )
    if step == "department" and waits == "district":
        raise TableError(
            msg("The district has not checked the criterion yet."),
            where=where,
            fix=msg("Wait for its check, or enter it for the district first."),
        )


def _check_words(finding: Appraisal, reason: str, day: date) -> None:
    if finding.verdict != "met" and not reason:
        raise TableError(msg("The reason is missing."), fix=msg("Say in a few words what is missing or not in order."))
    if finding.verdict == "sent_back" and (finding.due_on is None or finding.due_on < day):
        raise TableError(
            msg("The day it is to be sent again by is missing, or lies behind."),
            fix=msg("Give a day from {day} on.", day=format_date(day)),
        )


def record_vote(  # noqa: PLR0913 - a vote on a commune, and by whom it is entered
    workspace: Workspace, code: str, vote: Vote, *, vintage: str, period: int, by: str, today: date | None = None
) -> None:
    """Write down a vote of the council on a commune.

    Raises
    ------
    TableError
        A criterion is not appraised; the numbers contradict each other; recognition is proposed with too few votes, or
        while a criterion is not met; the meeting lies ahead or before the last appraisal; there are no such minutes.
    RightsError
        Whoever acts may not enter it.
    """
    day = this_day(today)

    def write() -> None:
        dossiers = read_dossiers(workspace, vintage=vintage, period=period)
        states = states_of(workspace, dossiers, code)
        waiting = [key for key, state in states.items() if state.state not in APPRAISED]
        if waiting:
            raise TableError(
                msg("Criteria that are not appraised yet: {criteria}.", criteria=", ".join(waiting)),
                where=f"{code} {period}",
                fix=msg("The council votes when all of them are."),
            )
        _check_vote(workspace, vote, states, day=day, where=f"{code} {period}")
        known = set(attachments_of(workspace, code, vintage=vintage)["number"])
        if vote.minutes is not None and vote.minutes not in known:
            raise TableError(
                msg("The commune has no attachment {number}.", number=vote.minutes),
                fix=msg("Choose it from the list, or add the file first."),
            )
        row = {
            "code": code, "period": period, "level": vote.level, "held_on": vote.held_on, "members": vote.members,
            "present": vote.present, "agreed": vote.agreed, "proposes": vote.proposes, "minutes": vote.minutes,
            "note": vote.note.strip() or None,
        }  # fmt: skip
        add_rows(workspace, "councils", [row | signature(by, day)], vintage=vintage, period=period, by=by)

    again(write)


def _check_vote(workspace: Workspace, vote: Vote, states: dict[str, CriterionState], *, day: date, where: str) -> None:
    rules = load_procedure_rules(workspace.criteria_dir)
    last = max((state.since for state in states.values() if state.since is not None), default=day)
    if vote.level not in LEVELS or not 0 <= vote.agreed <= vote.present <= vote.members or vote.present < 1:
        what = msg("Members, those present and those who agree contradict each other.")
        fix = msg("Those who agree are at most those present, those present at most the members.")
    elif not last <= vote.held_on <= day:
        what = msg("The council cannot have met on {day}.", day=format_date(vote.held_on))
        fix = msg("Give a day from the last appraisal, {first}, to today.", first=format_date(last))
    elif vote.proposes and any(state.state == "not_met" for state in states.values()):
        missed = [key for key, state in states.items() if state.state == "not_met"]
        what = msg("Recognition cannot be proposed while criteria are not met: {criteria}.", criteria=", ".join(missed))
        fix = msg("Enter the vote without a proposal, or have the criteria appraised again.")
    elif vote.proposes and vote.agreed <= rules.vote_above * vote.present:
        what = msg("{agreed} of {present} members present are too few to propose recognition.",
                   agreed=vote.agreed, present=vote.present)  # fmt: skip
        fix = msg("By our reading, to be checked against the official text, more than {share} % of them have to agree.",
                  share=round(rules.vote_above * 100))  # fmt: skip
    else:
        return
    raise TableError(what, where=where, fix=fix)


def waiting_for(workspace: Workspace, dossiers: Dossiers, step: Step, *, department: str = "") -> pd.DataFrame:
    """Return the criteria that wait for a step, those sent first before others.

    Parameters
    ----------
    workspace : of the door.
    dossiers : of the year.
    step : whose turn it is.
    department : key of a department; only criteria it is in charge of, all unless given.

    Returns
    -------
    ``code, criterion, sent_on``.
    """
    ended = checked_until(workspace)
    order = {item.code: slot for slot, item in enumerate(law_of(workspace, dossiers.period).criteria)}
    charged = {key: charged_with(workspace, key, dossiers.period) for key in order} if department else {}
    rows = [
        (state.sent_on, code, order[key], key)
        for code, mine in criterion_states(dossiers).items()
        for key, state in mine.items()
        if key in order and state.waits_for(ended) == step and (not department or department in charged[key])
    ]
    table = pd.DataFrame(rows, columns=["sent_on", "code", "place", "criterion"])
    table = table.sort_values(["sent_on", "code", "place"], ignore_index=True)
    return table[["code", "criterion", "sent_on"]]
