"""A plan as it is kept, on a page: open, save, put two planners' changes together, circulate, decide, end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _, format_date
from ntm_geo.ui import assignment_desk, assignment_view, cache
from ntm_geo.ui.messages import escaped, guard
from ntm_geo.workflows.assign import make_case
from ntm_geo.workflows.assign_desk import Desk
from ntm_geo.workflows.assign_memory import question_in, question_out
from ntm_geo.workflows.assign_report import change_names
from ntm_geo.workflows.assignments import (
    Decision,
    difference,
    list_plans,
    move_on,
    new_edition,
    open_plan,
    save_pairs,
    start_plan,
    state_name,
)
from ntm_geo.workflows.pair_merge import PlanConflictError
from ntm_geo.workflows.plan_store import read_editions

if TYPE_CHECKING:
    from ntm_geo.ui.assignment_desk import Bench
    from ntm_geo.ui.state import View
    from ntm_geo.workflows.assess import PeriodAssessment
    from ntm_geo.workflows.plan_store import Edition

_NEW: Final = 0
_CONFLICT: Final = "assign_conflict"


def choose_plan(view: View, standing: PeriodAssessment) -> Bench | None:
    """Let the reader open a kept plan; None when a new one is wanted."""
    kept = list_plans(cache.workspace(), vintage=view.vintage)
    if not kept:
        return None
    names = {_NEW: _("New plan")} | {one.plan: f"{one.name} · {state_name(one)}" for one in kept}
    key = f"assign_plan_{view.vintage}"
    if f"assign_open_{view.vintage}" in st.session_state:
        st.session_state[key] = st.session_state.pop(f"assign_open_{view.vintage}")
    chosen = st.selectbox(_("Plan"), list(names), format_func=names.__getitem__, key=key)
    if chosen == _NEW:
        return None
    held = assignment_desk.bench()
    if held.opened is None or (held.opened.plan, held.opened.vintage) != (chosen, view.vintage):
        open_on_desk(standing, open_plan(cache.workspace(), int(chosen), vintage=view.vintage))
    return assignment_desk.bench()


def open_on_desk(standing: PeriodAssessment, edition: Edition, pairs: pd.DataFrame | None = None) -> None:
    """Put an edition on the bench, with other pairs where they were put together from two changes."""
    table = edition.pairs if pairs is None else pairs
    chosen, question = question_in(edition.question, table)
    case = make_case(cache.workspace(), standing, chosen, question)
    desk = Desk(case=case, pairs=table, done=_("Opened: {name}", name=edition.name), proven=False)
    assignment_desk.open_on((edition.plan, edition.vintage), desk, edition)
    if pairs is not None:
        assignment_desk.bench().saved = None


def show_state(view: View, held: Bench) -> None:
    """Show the state of the plan beside the buttons that change it, save it and take it on."""
    opened = held.opened
    with st.container(key="assign_state"):
        said, buttons, save, more = st.columns([3, 4.9, 1, 1.1 if opened else 0.1], vertical_alignment="center")
        if held.desk is not None:
            said.markdown(_headline(held, opened))
        with buttons:
            assignment_view.show_bar(held)
        with save.popover(_("Save"), icon=":material/save:", width="stretch"):
            _save_form(view, held)
        if opened is not None:
            with more.popover(_("Next step"), icon=":material/gavel:", width="stretch"):
                _next_form(held)
    _show_conflict(held)


def _headline(held: Bench, opened: Edition | None) -> str:
    """Return the state in bold, the last step below it in small."""
    if opened is None:
        state = _("A proposal: not saved yet.")
    else:
        told = [_("edition {number}", number=opened.edition), state_name(opened)]
        if opened.decided_on:
            told.append(f"{opened.decision}, {format_date(opened.decided_on)}, {opened.signer}")
        if held.dirty:
            told.append(_("changes not saved"))
        state = f"**{escaped(opened.name)}** · {escaped(' · '.join(told))}"
    return f"{state}  \n:small[{escaped(assignment_view.step_told(held.desk))}]" if held.desk else state


def _save_form(view: View, held: Bench) -> None:
    if held.desk is None:
        return
    by = st.text_input(_("Your name (for the history)"), key="assign_by", max_chars=80)
    if held.opened is not None:
        if not held.opened.changeable:
            st.caption(_("It is decided and stays as it is: begin a new edition under “Next step”."))
            return
        if st.button(_("Save the changes"), type="primary", disabled=not held.dirty, key="assign_save"):
            with guard(stop=False):
                _save(held, by)
        return
    year = held.desk.case.question.first_year
    name = st.text_input(
        _("Name of the plan"), value=_("Assignment {year}", year=year), key="assign_name", max_chars=120
    )
    first, last = st.columns(2)
    start = first.number_input(_("From year"), 2000, 2100, year, key="assign_first")
    end = last.number_input(_("To year"), 2000, 2100, year, key="assign_last")
    if st.button(_("Save as a draft"), type="primary", key="assign_start"):
        with guard(stop=False):
            held.opened = start_plan(
                cache.workspace(), name, held.desk.pairs, vintage=view.vintage, years=(int(start), int(end)),
                question=question_out(held.desk.case), provenance=held.desk.case.provenance, by=by,
            )  # fmt: skip
            held.saved = held.desk
            held.about = (held.opened.plan, held.opened.vintage)
            st.session_state[f"assign_open_{view.vintage}"] = held.opened.plan
            st.rerun()


def _save(held: Bench, by: str) -> None:
    if held.desk is None or held.opened is None:
        return
    try:
        held.opened = save_pairs(
            cache.workspace(), held.opened, held.desk.pairs, by=by, question=question_out(held.desk.case)
        )
    except PlanConflictError as caught:
        st.session_state[_CONFLICT] = caught
        st.rerun()
    held.saved = held.desk
    st.rerun()


def _show_conflict(held: Bench) -> None:
    """Show what the other planner saved, and let the reader put both together or begin again from theirs."""
    caught: PlanConflictError | None = st.session_state.get(_CONFLICT)
    if caught is None or held.desk is None:
        return
    with guard(stop=False):
        st.error(escaped(_("{who} saved this plan meanwhile; nothing of yours is lost. Choose how to go on.",
                   who=caught.theirs.changed_by or _("Somebody else"))), icon=":material/group:")  # fmt: skip
        if caught.merge is not None:
            left, right = st.columns(2)
            left.markdown(_("**Your changes**"))
            left.dataframe(_told(caught.merge.mine), hide_index=True)
            right.markdown(_("**Their changes**"))
            right.dataframe(_told(caught.merge.theirs), hide_index=True)
            if len(caught.merge.conflicts):
                st.warning(_("{count} pairs were changed by both, in different ways: theirs stands until you change it "
                             "again.", count=len(caught.merge.conflicts)))  # fmt: skip
                st.dataframe(_told(caught.merge.conflicts), hide_index=True)
        one, two = st.columns(2)
        standing = cache.assessment(held.desk.case.period, held.desk.case.vintage)
        if caught.merge is not None and one.button(_("Put both together"), type="primary", key="assign_merge"):
            st.session_state.pop(_CONFLICT)
            open_on_desk(standing, caught.theirs, caught.merge.pairs)
            st.rerun()
        if two.button(_("Begin again from theirs"), key="assign_theirs"):
            st.session_state.pop(_CONFLICT)
            open_on_desk(standing, caught.theirs)
            st.rerun()


def _next_form(held: Bench) -> None:
    """Offer the steps that can follow; a decision needs its number, day and signer."""
    opened = held.opened
    if opened is None:
        return
    if held.dirty:
        st.caption(_("Save the changes first."))
        return
    by = str(st.session_state.get("assign_by", ""))
    if opened.state in {"decided", "ended"}:
        reason = st.text_input(_("Reason"), key="assign_reason", max_chars=300)
        if st.button(_("Begin a new edition"), key="assign_edition"):
            _move(held, lambda: new_edition(cache.workspace(), opened, reason=reason, by=by))
        if opened.state == "decided" and st.button(_("End the plan"), key="assign_end"):
            _move(held, lambda: move_on(cache.workspace(), opened, "ended", by=by, reason=reason))
        return
    if opened.state == "draft" and st.button(_("Circulate for comments"), key="assign_circulate"):
        _move(held, lambda: move_on(cache.workspace(), opened, "circulated", by=by))
    if opened.state == "circulated" and st.button(_("Take back to draft"), key="assign_back"):
        _move(held, lambda: move_on(cache.workspace(), opened, "draft", by=by))
    st.markdown(_("**Decide**"))
    number = st.text_input(_("Number of the decision"), key="assign_number")
    on = st.date_input(_("Day"), value="today", format="DD/MM/YYYY", key="assign_day")
    signer = st.text_input(_("Signed by"), key="assign_signer")
    place = st.text_input(_("Place"), key="assign_place")
    if st.button(_("Record the decision"), type="primary", key="assign_decide"):
        _move(held, lambda: _decided(opened, by, number, on, signer, place))


def _decided(opened: Edition, by: str, number: str, on: Any, signer: str, place: str) -> Edition:
    if not isinstance(on, date):
        raise TableError(msg("The decision has no day."), fix=msg("Choose the day it was signed."))
    decision = Decision(number=number, on=on, signer=signer, place=place)
    return move_on(cache.workspace(), opened, "decided", by=by, decision=decision)


def _move(held: Bench, make: Any) -> None:
    with guard(stop=False):
        held.opened = make()
        held.saved = held.desk
        st.rerun()


def show_editions(held: Bench) -> None:
    """Show the editions of the plan and what differs between two of them."""
    if held.opened is None:
        st.caption(_("Save the plan first: its editions stand here afterwards."))
        return
    editions = read_editions(cache.workspace(), held.opened.plan, held.opened.vintage)
    shown = pd.DataFrame(
        {
            _("Edition"): [one.edition for one in editions],
            _("State"): [state_name(one) for one in editions],
            _("Years"): [f"{one.first_year}–{one.last_year}" for one in editions],
            _("Decision"): [one.decision for one in editions],
            _("Pairs"): [len(one.assigned) for one in editions],
            _("Reason"): [one.reason for one in editions],
            _("Changed"): [f"{format_date(one.changed_on)} {one.changed_by}" for one in editions],
        }
    )
    st.dataframe(shown, hide_index=True)
    if len(editions) > 1:
        st.markdown(_("**What the newest edition changes**"))
        st.dataframe(_told(difference(editions[-2], editions[-1])), hide_index=True)


def _told(table: pd.DataFrame) -> pd.DataFrame:
    words = change_names()
    shown = {_("Agency"): table["agency_name"], _("Commune"): table["name"]}
    if "change" in table:
        shown = {_("Change"): table["change"].map(words).fillna(table["change"]), **shown}
    for column, heading in (("mine", _("You")), ("theirs", _("They"))):
        if column in table:
            shown[heading] = table[column]
    return pd.DataFrame(shown)
