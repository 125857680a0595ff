"""Actions on a plan: save it, circulate it, decide it, end it, begin a new draft from it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ntm_geo.assignment import draft_steps
from ntm_geo.assignment.annex_exchange import place_of
from ntm_geo.assignment.plan_figures import kept_question
from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _
from ntm_geo.partners.assignment_plans import (
    move_on,
    new_edition,
    save_pairs,
    start_plan,
)
from ntm_geo.partners.plan_choice import free_name
from ntm_geo.partners.plan_decision import Decision, check_decision, day_doubt, proposed_day
from ntm_geo.partners.plan_merge import PlanConflictError
from ntm_geo.tables.assignment_table import SIGNER_OFFICES
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.screens.assignment import assignment_open

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.partners.plan_editions import Edition
    from ntm_geo.ui.kit.state import View
    from ntm_geo.ui.screens.assignment.edit_history import EditHistory

CONFLICT: Final = "assign_conflict"
"""Where a session keeps what another planner saved meanwhile."""


def save_form(view: View, history: EditHistory) -> None:
    """Let the planner save a proposal as a draft, or the changes of one."""
    if history.draft is None or not seat.may_keep("assignments"):
        return
    seat.who("assign_by")
    if history.opened is None:
        year = history.draft.case.question.first_year
        free = free_name(_("Assignment {year}", year=year), {plan.name for plan in assignment_open.kept_plans(view)})
        st.text_input(_("Name of the plan"), value=free, key="assign_name", max_chars=120)
        first, last = st.columns(2)
        first.number_input(_("From year"), 2000, 2100, year, key="assign_first")
        last.number_input(_("To year"), 2000, 2100, year, key="assign_last")
    _ask_reasons(history, "save")
    label = _("Save as a draft") if history.opened is None else _("Save the changes")
    key = "assign_start" if history.opened is None else "assign_save"
    if st.button(label, type="primary", disabled=not history.dirty, key=key):
        with guard(stop=False):
            _save(view, history, "save")
            assignment_open.show_next(_opened(history))
            st.rerun()


def decide_form(view: View, history: EditHistory) -> None:
    """Let the planner record the decision; what is not saved yet is saved with it."""
    if history.draft is None or not seat.may_keep("assignments"):
        return
    years = _years(history)
    if history.dirty:
        name = st.session_state.get("assign_name", "") if history.opened is None else _opened(history).name
        st.caption(escaped(_("“{name}” is saved first, with its changes.", name=name)))
    known = _newest_decision(view)
    left, right = st.columns([1.4, 1])
    number = left.text_input(_("Number of the decision"), key="assign_number", max_chars=60)
    on = right.date_input(
        _("Day"), value=proposed_day(years), format="DD/MM/YYYY", key=f"assign_day_{years[0]}_{years[1]}"
    )
    doubt = day_doubt(years, on) if isinstance(on, date) else ""
    meant = False
    if doubt:
        st.warning(escaped(doubt), icon=":material/event_busy:")
        meant = st.checkbox(_("Yes, this day is meant"), key=f"assign_meant_{on}")
    left, right = st.columns([1.4, 1])
    signer = left.text_input(
        _("Name of who signed"), value=known[0] if known else "", key="assign_signer", max_chars=120
    )
    offices = ["", *SIGNER_OFFICES]
    office = right.selectbox(
        _("Office of who signed"), offices, index=offices.index(known[2] if known else ""), key="assign_office",
        format_func=lambda key: str(SIGNER_OFFICES[key]) if key else _("not stated"),
    )  # fmt: skip
    entry = st.text_input(
        _("Place written before the day"), value=place_of(cache.workspace(), known[1] if known else ""),
        key="assign_place", max_chars=120,
    )  # fmt: skip
    _ask_reasons(history, "decide")
    if st.button(_("Record the decision"), type="primary", key="assign_decide"):
        with guard(stop=False):
            if not isinstance(on, date):
                raise TableError(msg("The decision has no day."), fix=msg("Choose the day it was signed."))
            made = Decision(number=number, on=on, signer=signer, place=entry, signer_office=office, outside=meant)
            _decide(view, history, made)
            st.rerun()


def other_steps(view: View, history: EditHistory) -> None:
    """Offer the steps beside deciding: circulate a draft, take it back; end an issued plan, begin a draft from it."""
    opened, by = history.opened, seat.writer()
    if opened is None or not seat.may_keep("assignments"):
        return
    if not opened.changeable:
        _steps_of_issued(view, history, opened, by)
    elif history.dirty:
        st.caption(_("Save the changes first."))
    elif opened.state == "draft":
        if st.button(_("Circulate for comments"), key="assign_circulate"):
            _move(history, lambda: move_on(cache.workspace(), opened, "circulated", by=by))
    elif st.button(_("Take back to draft"), key="assign_back"):
        _move(history, lambda: move_on(cache.workspace(), opened, "draft", by=by))


def _steps_of_issued(view: View, history: EditHistory, opened: Edition, by: str) -> None:
    """Offer a new draft of an issued plan, or its end; what was issued itself never changes."""
    newer = assignment_open.newer_draft(view, opened)
    if newer is not None:
        st.caption(_("A draft was begun from it already."))
        if st.button(_("Open the draft"), key="assign_newer"):
            assignment_open.show_next(newer)
            st.rerun()
        return
    st.caption(
        _("What was issued stays as it is. To change it, make a new draft from it; it holds until that is decided.")
    )
    reason = st.text_input(_("Reason"), key="assign_reason", max_chars=300)
    if st.button(_("Make a new draft"), type="primary", key="assign_edition"):
        _move(history, lambda: new_edition(cache.workspace(), opened, reason=reason, by=by))
    if opened.state == "decided" and st.button(_("End the plan"), key="assign_end"):
        _move(history, lambda: move_on(cache.workspace(), opened, "ended", by=by, reason=reason))


def _years(history: EditHistory) -> tuple[int, int]:
    """Return the years of the plan: those it is kept with, or those that stand in the form."""
    if history.opened is not None:
        return history.opened.first_year, history.opened.last_year
    year = history.draft.case.question.first_year if history.draft else 0
    first = int(st.session_state.get("assign_first", year))
    return first, max(first, int(st.session_state.get("assign_last", year)))


def _newest_decision(view: View) -> tuple[str, str, str] | None:
    """Return signer, place and office of the decision recorded last: the next one is mostly by the same."""
    result = max(
        (plan for plan in assignment_open.kept_plans(view) if plan.decided_on),
        key=lambda value: value.version,
        default=None,
    )
    return (result.signer, result.place, result.signer_office) if result else None


def _ask_reasons(history: EditHistory, text: str) -> None:
    """Ask why pairs are locked that do not say so: a plan is kept only with its reasons."""
    lacking = [] if history.draft is None else draft_steps.without_reason(history.draft)
    if lacking:
        st.text_input(
            _("Why {count} pairs are fixed or refused", count=len(lacking)), key=f"assign_lock_why_{text}",
            max_chars=200, placeholder=_("one reason for all that have none"),
        )  # fmt: skip


def _save(view: View, history: EditHistory, text: str) -> None:
    """Save the draft as a new plan or as changes of the one that is open."""
    draft, by = history.draft, seat.writer()
    if draft is None or not history.dirty:
        return
    why = str(st.session_state.get(f"assign_lock_why_{text}", ""))
    if why.strip() and draft_steps.without_reason(draft):
        history.put(draft_steps.give_reason(draft, why))
        draft = history.draft or draft
    question = kept_question(draft.case, draft.pairs)
    if history.opened is None:
        first, last = int(st.session_state["assign_first"]), int(st.session_state["assign_last"])
        history.opened = start_plan(
            cache.workspace(), str(st.session_state["assign_name"]), draft.pairs, vintage=view.vintage,
            years=(first, last), question=question, provenance=draft.case.provenance, by=by,
        )  # fmt: skip
    else:
        try:
            history.opened = save_pairs(cache.workspace(), history.opened, draft.pairs, by=by, question=question)
        except PlanConflictError as caught:
            st.session_state[CONFLICT] = caught
            st.rerun()
    _settled(history)


def _decide(view: View, history: EditHistory, decision: Decision) -> None:
    """Record a decision; nothing is saved unless it can be recorded."""
    if history.draft is None:
        return
    name = str(st.session_state.get("assign_name", "")) if history.opened is None else history.opened.name
    check_decision(decision, name=name, years=_years(history), pairs=history.draft.pairs)
    _save(view, history, "decide")
    by = seat.writer()
    history.opened = move_on(cache.workspace(), _opened(history), "decided", by=by, decision=decision)
    _settled(history)
    assignment_open.show_next(history.opened)


def _move(history: EditHistory, make: Callable[[], Edition]) -> None:
    with guard(stop=False):
        history.opened = make()
        _settled(history)
        assignment_open.show_next(history.opened)
        st.rerun()


def _settled(history: EditHistory) -> None:
    """Mark the draft of the edit history as saved."""
    opened = _opened(history)
    history.saved, history.version = history.draft, cache.version()
    history.about = ("plan", opened.plan, opened.edition, opened.vintage)


def _opened(history: EditHistory) -> Any:
    return history.opened
