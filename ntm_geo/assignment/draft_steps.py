"""Draft of an assignment: its pairs and locks at one moment, and every edit a planner makes.

A `Draft` is immutable; an edit returns a new one. So undo and redo are lists of drafts, and no edit is half done.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assessment.derived import derived, forget
from ntm_geo.assignment.case import Case, make_case, plan_pairs
from ntm_geo.assignment.engine.assignment_solver import Assignment, solve
from ntm_geo.assignment.engine.check import check
from ntm_geo.assignment.engine.explain import Alternative, alternatives
from ntm_geo.assignment.engine.replan import differences
from ntm_geo.assignment.engine.replan import replan as plan_again
from ntm_geo.assignment.engine.rules import (
    AtLeast,
    AtMost,
    Capacity,
    KeepShare,
    KindsForbidden,
    KindsRequired,
    Lock,
    Spread,
)
from ntm_geo.errors import InfeasibleAssignmentError, TableError, msg
from ntm_geo.i18n import _

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.assignment.case import AssignQuestion
    from ntm_geo.assignment.engine.assignment_clash import Relaxation
    from ntm_geo.workspace.workspace import Workspace

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True, eq=False)
class Draft:
    """What is assigned at one moment, and what was done to get there."""

    case: Case
    pairs: pd.DataFrame
    """``tables.Assignments``: pairs assigned, and those locked out."""
    done: str
    """The step that led here, in words."""
    proven: bool
    """Whether nothing better keeps the rules; false after a change by hand."""

    @property
    def chosen(self) -> frozenset[Pair]:
        """Agency and commune of every pair assigned."""
        assigned = self.pairs[self.pairs["assigned"]]
        return frozenset(zip(assigned["agency"], assigned["code"], strict=True))

    def put_away(self) -> Draft:
        """Return the draft as it is kept for later: question and pairs; the rest it shares with the next."""
        self.case.problem.forget()
        forget(self.case)
        forget(self)
        return self

    @property
    def assignment(self) -> Assignment:
        """The pairs as an assignment, for the reasons."""
        table, chosen = self.case.problem.pairs, self.chosen
        keys = zip(table["agency"], table["code"], strict=True)
        rows = [row for row, pair in enumerate(keys) if pair in chosen]
        parts = self.case.problem.parts.loc[rows]
        chosen_table = table.loc[rows, ["agency", "code", "km"]].assign(fit=self.case.problem.fit[rows])
        value = float(self.case.problem.fit[rows].sum())
        return Assignment(
            problem=self.case.problem,
            status="optimal" if self.proven else "feasible",
            pairs=pd.concat([chosen_table, parts], axis="columns").reset_index(drop=True),
            value=value,
            bound=value,
        )


def propose(case: Case, before: pd.DataFrame | None = None) -> Draft:
    """Return the best assignment there is.

    Raises
    ------
    InfeasibleAssignmentError
        No assignment keeps the rules.
    """
    return _solved(case, solve(case.problem), before, _("Best assignment proposed"))


def replan(draft: Draft, case: Case) -> Draft:
    """Return the assignment with the fewest changes to a draft that keeps the rules of a case.

    Raises
    ------
    InfeasibleAssignmentError
        No assignment keeps them.
    """
    result = plan_again(case.problem, draft.chosen)
    return _solved(case, result.assignment, draft.pairs, _("Planned again with {count} changes", count=result.changes))


def lock(draft: Draft, pair: Pair, decision: Lock) -> Draft:
    """Return the draft with a pair locked in or out and the fewest other changes.

    A pair that is as it is to be already is only marked. Nothing is solved for it: no assignment has fewer changes than
    none, and what was the best of all stays the best of those that keep the lock. Its reason may follow, see
    `give_reason`; a plan is kept only with it.

    Raises
    ------
    InfeasibleAssignmentError
        No assignment keeps the rules with it; the draft stays as it was.
    """
    case = _with_lock(draft.case, pair, decision)
    if decision.inside != (pair in draft.chosen):
        return replan(draft, case)
    if not decision.inside:
        assigned = draft.pairs[draft.pairs["assigned"]]
        return replace(draft, case=case, pairs=plan_pairs(case, assigned, draft.pairs), done=_("Pair refused"))
    return replace(draft, case=case, pairs=_with_mark(draft.pairs, pair, decision), done=_("Pair fixed"))


def unlock(draft: Draft, pair: Pair) -> Draft:
    """Return the draft with a lock removed; what is assigned stays."""
    case = _with_lock(draft.case, pair, None)
    pairs = _with_mark(draft.pairs, pair, None)
    mask = pairs["agency"].eq(pair[0]) & pairs["code"].eq(pair[1]) & ~pairs["assigned"].astype(bool)
    return replace(draft, case=case, pairs=pairs[~mask].reset_index(drop=True), done=_("Lock taken back"), proven=False)


def without_reason(draft: Draft) -> tuple[Pair, ...]:
    """Return the pairs that are locked and do not say why."""
    return tuple((item.agency, item.code) for item in draft.case.question.locks if not item.why.strip())


def give_reason(draft: Draft, why: str, pair: Pair | None = None) -> Draft:
    """Return the draft with a reason for one locked pair, or for every locked pair that has none.

    Raises
    ------
    TableError
        The reason is missing.
    """
    _need_reason(why)
    wanted = without_reason(draft) if pair is None else (pair,)
    changed = draft
    for item in draft.case.question.locks:
        key = (item.agency, item.code)
        if key in wanted:
            shown = replace(item, why=why.strip())
            changed = replace(
                changed, case=_with_lock(changed.case, key, shown), pairs=_with_mark(changed.pairs, key, shown)
            )
    return replace(changed, done=_("Reason written"))


def remove(draft: Draft, pair: Pair) -> Draft:
    """Return the draft without a pair; `broken` names the rules this breaks."""
    return _by_hand(draft, draft.chosen - {pair}, _("Pair removed"))


def add(draft: Draft, pair: Pair, why: str) -> Draft:
    """Return the draft with a pair added by hand.

    Raises
    ------
    TableError
        The reason is missing, or the pair is not possible.
    """
    _need_reason(why)
    possible = set(zip(draft.case.problem.pairs["agency"], draft.case.problem.pairs["code"], strict=True))
    if pair not in possible:
        raise TableError(
            msg("This agency cannot go to this commune."), fix=msg("Change its districts on the page of agencies.")
        )
    made = _by_hand(draft, draft.chosen | {pair}, _("Pair added by hand"))
    return replace(made, pairs=_marked(made.pairs, pair, why))


def with_pairs(draft: Draft, added: frozenset[Pair], removed: frozenset[Pair], why: str) -> Draft:
    """Return the draft with the changes of an annex that was edited outside.

    Raises
    ------
    TableError
        The reason is missing, or an added pair is not possible.
    """
    changed = draft
    for pair in sorted(added):
        changed = add(changed, pair, why)
    return _by_hand(changed, changed.chosen - removed, _("Changes of the annex taken"))


def swap(draft: Draft, code: str, old: str, new: str, why: str) -> Draft:
    """Return the draft with one agency in the place of another, and the fewest other changes.

    Raises
    ------
    InfeasibleAssignmentError
        The rules do not allow it.
    TableError
        The reason is missing.
    """
    _need_reason(why)
    problem = draft.case.problem.locked(
        Lock(agency=new, code=code, inside=True), Lock(agency=old, code=code, inside=False)
    )
    result = plan_again(problem, draft.chosen)
    if not result.assignment.found:
        raise _impossible(draft.case)
    pairs = plan_pairs(draft.case, result.assignment.pairs, draft.pairs)
    return Draft(case=draft.case, pairs=_marked(pairs, (new, code), why), done=_("Partner replaced"), proven=False)


def others(draft: Draft, code: str, *, instead_of: str = "", most: int = 5) -> list[Alternative]:
    """Return other agencies for a commune, the one that costs least first, see `explain.alternatives`."""
    return alternatives(draft.assignment, code, instead_of=instead_of, most=most)


@derived
def broken(draft: Draft) -> list[str]:
    """Return the rules the draft breaks, one line each; empty when all hold."""
    assigned = draft.pairs[draft.pairs["assigned"]]
    return check(draft.case.problem, assigned)


def moved(before: Draft, after: Draft) -> pd.DataFrame:
    """Return what differs between two drafts, see `replan.differences`, without what stays."""
    table = differences(before.chosen, after.chosen)
    return table[table["change"].ne("kept")].reset_index(drop=True)


def asked_anew(workspace: Workspace, standing: PeriodAssessment, case: Case, question: AssignQuestion) -> Case:
    """Return a case with another question, for the same communes."""
    return _asked(workspace, standing, case, question)


def relaxed(question: AssignQuestion, case: Case, way: Relaxation) -> AssignQuestion:  # noqa: PLR0911 - one a rule
    """Return the question with a way out of a clash taken."""
    part, instead = way.part, way.instead
    if isinstance(part, Lock):
        return replace(question, locks=tuple(item for item in question.locks if item != part))
    if isinstance(part, Capacity):
        before = {agency.key: (agency.least, agency.most) for agency in case.problem.agencies}
        after = {agency.key: (int(agency.least), int(agency.most)) for agency in way.problem.agencies}
        changed = {key: both for key, both in after.items() if before[key] != both}
        return replace(question, capacities={**question.capacities, **changed})
    if isinstance(part, AtLeast):
        return replace(question, at_least=instead.count if isinstance(instead, AtLeast) else 0)
    if isinstance(part, AtMost):
        return replace(question, at_most=instead.count if isinstance(instead, AtMost) else None)
    if isinstance(part, Spread):
        return replace(question, spread=instead.most if isinstance(instead, Spread) else None)
    if isinstance(part, KeepShare):
        return replace(question, keep=instead.share if isinstance(instead, KeepShare) else 0.0)
    if isinstance(part, KindsRequired | KindsForbidden):
        gone = (part.group, part.kinds, isinstance(part, KindsRequired))
        return replace(
            question,
            kinds=tuple(kind for kind in question.kinds if (kind.group, frozenset(kind.kinds), kind.required) != gone),
        )
    return question


def _with_lock(case: Case, pair: Pair, decision: Lock | None) -> Case:
    """Return a case with another lock of a pair, or without one; all else of it stays, so nothing is read again."""
    others = tuple(item for item in case.question.locks if (item.agency, item.code) != pair)
    locks = others if decision is None else (*others, decision)
    return replace(case, question=replace(case.question, locks=locks), problem=replace(case.problem, locks=locks))


def _with_mark(pairs: pd.DataFrame, pair: Pair, decision: Lock | None) -> pd.DataFrame:
    """Return pairs with what a lock says beside its pair; their figures stay as they were kept."""
    mask = pairs["agency"].eq(pair[0]) & pairs["code"].eq(pair[1])
    words: dict[str, str | None] = {"lock": None, "lock_by": None, "lock_why": None}
    if decision is not None:
        state = "in" if decision.inside else "out"
        words = {"lock": state, "lock_by": decision.by or None, "lock_why": decision.why or None}
    return pairs.assign(**{name: pairs[name].astype("object").mask(mask, value) for name, value in words.items()})


def _asked(workspace: Workspace, standing: PeriodAssessment, case: Case, question: AssignQuestion) -> Case:
    return make_case(workspace, standing, case.chosen, question, like=case)


def _solved(case: Case, assignment: Assignment, before: pd.DataFrame | None, done: str) -> Draft:
    if not assignment.found:
        raise _impossible(case)
    return Draft(
        case=case, pairs=plan_pairs(case, assignment.pairs, before), done=done, proven=assignment.status == "optimal"
    )


def _by_hand(draft: Draft, chosen: frozenset[Pair], done: str) -> Draft:
    table = pd.DataFrame(sorted(chosen), columns=["agency", "code"])
    return replace(draft, pairs=plan_pairs(draft.case, table, draft.pairs), done=done, proven=False)


def _marked(pairs: pd.DataFrame, pair: Pair, why: str) -> pd.DataFrame:
    mask = pairs["agency"].eq(pair[0]) & pairs["code"].eq(pair[1])
    return pairs.assign(origin=pairs["origin"].mask(mask, "hand"), why=pairs["why"].astype("object").mask(mask, why))


def _need_reason(why: str) -> None:
    if not why.strip():
        raise TableError(
            msg("A decision by hand needs its reason."), fix=msg("Write in a few words why; it stays beside the pair.")
        )


def _impossible(case: Case) -> InfeasibleAssignmentError:
    return InfeasibleAssignmentError(
        msg("No assignment keeps all rules."),
        where=case.chosen.source,
        fix=msg("See below which rules clash, and relax one of them."),
    )
