"""What can be done with a plan as a whole: save it, circulate it, decide it, end it, begin a new draft from it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ntm_geo.assignment import draft
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
    from ntm_geo.ui.screens.assignment.edit_history import Bench

CONFLICT: Final = "assign_conflict"
"""Where a session keeps what another planner saved meanwhile."""


def save_form(view: View, held: Bench) -> None:
    """Let the planner save a proposal as a draft, or the changes of one."""
    if held.desk is None:
        return
    seat.who("assign_by")
    if held.opened is None:
        year = held.desk.case.question.first_year
        free = free_name(_("Assignment {year}", year=year), {plan.name for plan in assignment_open.kept_plans(view)})
        st.text_input(_("Name of the plan"), value=free, key="assign_name", max_chars=120)
        first, last = st.columns(2)
        first.number_input(_("From year"), 2000, 2100, year, key="assign_first")
        last.number_input(_("To year"), 2000, 2100, year, key="assign_last")
    _ask_reasons(held, "save")
    label = _("Save as a draft") if held.opened is None else _("Save the changes")
    key = "assign_start" if held.opened is None else "assign_save"
    if st.button(label, type="primary", disabled=not held.dirty, key=key):
        with guard(stop=False):
            _save(view, held, "save")
            assignment_open.show_next(_opened(held))
            st.rerun()


def decide_form(view: View, held: Bench) -> None:
    """Let the planner record the decision; what is not saved yet is saved with it."""
    if held.desk is None:
        return
    years = _years(held)
    if held.dirty:
        name = st.session_state.get("assign_name", "") if held.opened is None else _opened(held).name
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
    place = st.text_input(
        _("Place written before the day"), value=place_of(cache.workspace(), known[1] if known else ""),
        key="assign_place", max_chars=120,
    )  # fmt: skip
    _ask_reasons(held, "decide")
    if st.button(_("Record the decision"), type="primary", key="assign_decide"):
        with guard(stop=False):
            if not isinstance(on, date):
                raise TableError(msg("The decision has no day."), fix=msg("Choose the day it was signed."))
            made = Decision(number=number, on=on, signer=signer, place=place, signer_office=office, outside=meant)
            _decide(view, held, made)
            st.rerun()


def other_steps(view: View, held: Bench) -> None:
    """Offer the steps beside deciding: circulate a draft, take it back; end an issued plan, begin a draft from it."""
    opened, by = held.opened, seat.writer()
    if opened is None:
        return
    if not opened.changeable:
        _steps_of_issued(view, held, opened, by)
    elif held.dirty:
        st.caption(_("Save the changes first."))
    elif opened.state == "draft":
        if st.button(_("Circulate for comments"), key="assign_circulate"):
            _move(held, lambda: move_on(cache.workspace(), opened, "circulated", by=by))
    elif st.button(_("Take back to draft"), key="assign_back"):
        _move(held, lambda: move_on(cache.workspace(), opened, "draft", by=by))


def _steps_of_issued(view: View, held: Bench, opened: Edition, by: str) -> None:
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
        _move(held, lambda: new_edition(cache.workspace(), opened, reason=reason, by=by))
    if opened.state == "decided" and st.button(_("End the plan"), key="assign_end"):
        _move(held, lambda: move_on(cache.workspace(), opened, "ended", by=by, reason=reason))


def _years(held: Bench) -> tuple[int, int]:
    """Return the years of the plan: those it is kept with, or those that stand in the form."""
    if held.opened is not None:
        return held.opened.first_year, held.opened.last_year
    year = held.desk.case.question.first_year if held.desk else 0
    first = int(st.session_state.get("assign_first", year))
    return first, max(first, int(st.session_state.get("assign_last", year)))


def _newest_decision(view: View) -> tuple[str, str, str] | None:
    """Return signer, place and office of the decision recorded last: the next one is mostly by the same."""
    found = max(
        (plan for plan in assignment_open.kept_plans(view) if plan.decided_on),
        key=lambda one: one.version,
        default=None,
    )
    return (found.signer, found.place, found.signer_office) if found else None


def _ask_reasons(held: Bench, place: str) -> None:
    """Ask why pairs are locked that do not say so: a plan is kept only with its reasons."""
    lacking = [] if held.desk is None else draft.without_reason(held.desk)
    if lacking:
        st.text_input(
            _("Why {count} pairs are fixed or refused", count=len(lacking)), key=f"assign_lock_why_{place}",
            max_chars=200, placeholder=_("one reason for all that have none"),
        )  # fmt: skip


def _save(view: View, held: Bench, place: str) -> None:
    """Keep what is on the bench as a new plan or as changes of the one that is open."""
    desk, by = held.desk, seat.writer()
    if desk is None or not held.dirty:
        return
    why = str(st.session_state.get(f"assign_lock_why_{place}", ""))
    if why.strip() and draft.without_reason(desk):
        held.put(draft.give_reason(desk, why))
        desk = held.desk or desk
    question = kept_question(desk.case, desk.pairs)
    if held.opened is None:
        first, last = int(st.session_state["assign_first"]), int(st.session_state["assign_last"])
        held.opened = start_plan(
            cache.workspace(), str(st.session_state["assign_name"]), desk.pairs, vintage=view.vintage,
            years=(first, last), question=question, provenance=desk.case.provenance, by=by,
        )  # fmt: skip
    else:
        try:
            held.opened = save_pairs(cache.workspace(), held.opened, desk.pairs, by=by, question=question)
        except PlanConflictError as caught:
            st.session_state[CONFLICT] = caught
            st.rerun()
    _settled(held)


def _decide(view: View, held: Bench, decision: Decision) -> None:
    """Record a decision; nothing is saved unless it can be recorded."""
    if held.desk is None:
        return
    name = str(st.session_state.get("assign_name", "")) if held.opened is None else held.opened.name
    check_decision(decision, name=name, years=_years(held), pairs=held.desk.pairs)
    _save(view, held, "decide")
    by = seat.writer()
    held.opened = move_on(cache.workspace(), _opened(held), "decided", by=by, decision=decision)
    _settled(held)
    assignment_open.show_next(held.opened)


def _move(held: Bench, make: Callable[[], Edition]) -> None:
    with guard(stop=False):
        held.opened = make()
        _settled(held)
        assignment_open.show_next(held.opened)
        st.rerun()


def _settled(held: Bench) -> None:
    """Note that the bench is as it is kept."""
    opened = _opened(held)
    held.saved, held.version = held.desk, cache.version()
    held.about = ("plan", opened.plan, opened.edition, opened.vintage)


def _opened(held: Bench) -> Any:
    return held.opened
