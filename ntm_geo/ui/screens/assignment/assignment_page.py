"""The assignment page: open a plan or make a proposal, show it, and its lists, rules and papers below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ntm_geo.assignment import draft_steps
from ntm_geo.assignment.case import AssignQuestion, Case, Chosen, chosen_by, make_case
from ntm_geo.assignment.choice import find_scenario, purpose_source
from ntm_geo.errors import InfeasibleAssignmentError
from ntm_geo.i18n import _, current_language
from ntm_geo.priorities.prioritize import ready_question
from ntm_geo.records.agency_list import load_agencies
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.messages import escaped, guard, option_labels
from ntm_geo.ui.kit.shared import ByText, Same, shared
from ntm_geo.ui.screens.assignment import (
    assignment_figures,
    assignment_lists,
    assignment_open,
    assignment_pair,
    assignment_papers,
    assignment_plan,
    assignment_rules,
    assignment_view,
    edit_history,
    support_view,
)

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.ui.kit.state import View
    from ntm_geo.ui.screens.assignment.edit_history import EditHistory

_CLASH: Final = "assign_clash"


def take_up(view: View, standing: PeriodAssessment) -> EditHistory:
    """Let the reader open a plan or ask for one; returns the edit history, without a draft where nothing fits."""
    with st.container(horizontal=True, vertical_alignment="center", key="slim_assign"):
        history = assignment_open.choose_plan(view)
        if history is None:
            history = _ask(view, standing)
        wanted = None
        if history.draft is not None and history.changeable:
            opened = history.opened
            mark = "" if opened is None else f"_{opened.plan}_{opened.edition}"
            wanted = assignment_rules.choose_question(history.draft.case.question, mark=mark)
    if history.draft is not None and wanted is not None and wanted != history.draft.case.question:
        _try(standing, history, wanted)
    _show_clash(standing, history)
    return history


def _ask(view: View, standing: PeriodAssessment) -> EditHistory:
    scenario, purpose, count = assignment_rules.choose_communes(view)
    version = load_agencies(cache.workspace()).version
    met = cache.taken_as_met(int(view.period), view.vintage)
    about = (scenario, purpose, count, view.period, view.vintage, view.rule, version, met)

    def make() -> draft_steps.Draft:
        chosen = _chosen(view, standing, scenario, purpose, count)
        asked = Same(standing), ByText(chosen), cache.state_of(cache.ASSIGNED), current_language()
        st.session_state.pop(_CLASH, None)
        try:
            return _proposal(*asked)
        except InfeasibleAssignmentError:
            st.session_state[_CLASH] = _case(*asked)
            raise

    history = edit_history.edits()
    if history.about == about:
        return history
    try:
        return edit_history.begin(about, make)
    except InfeasibleAssignmentError:
        return edit_history.edits()


@shared
def _case(standing: Same, chosen: ByText, state: tuple[int, ...], language: str) -> Case:
    """Return the problem the first proposal solves; it is the same for whoever asks in a language."""
    del state, language  # only tell one state of the data from another, and the words a plan says its source in
    question = AssignQuestion(first_year=standing.value.period + 1)
    return make_case(cache.workspace(), standing.value, chosen.value, question)


@shared
def _proposal(standing: Same, chosen: ByText, state: tuple[int, ...], language: str) -> draft_steps.Draft:
    return draft_steps.propose(_case(standing, chosen, state, language))


def _chosen(view: View, standing: PeriodAssessment, scenario: str, purpose: str, count: int) -> Chosen:
    if scenario:
        stored = find_scenario(cache.workspace(), scenario)
        return chosen_by(stored.answer(), _("Scenario “{name}”", name=stored.name))
    question = ready_question(purpose, count)
    result = cache.ranking(view, standing, question)
    return chosen_by(result, purpose_source(purpose, len(result.selected)))


def _try(standing: PeriodAssessment, history: EditHistory, question: AssignQuestion) -> None:
    """Plan with another question; where nothing fits, keep the draft and remember what clashes."""
    if history.draft is None:
        return
    case = draft_steps.asked_anew(cache.workspace(), standing, history.draft.case, question)
    _plan(history, case)


def _plan(history: EditHistory, case: Case) -> None:
    with guard(stop=False):
        try:
            with edit_history.solving():
                history.put(draft_steps.propose(case, None if history.draft is None else history.draft.pairs))
        except InfeasibleAssignmentError:
            st.session_state[_CLASH] = case
            return
        st.session_state.pop(_CLASH, None)
        st.rerun()


def _show_clash(standing: PeriodAssessment, history: EditHistory) -> None:
    case: Case | None = st.session_state.get(_CLASH)
    if case is None:
        return
    question = assignment_view.show_clash(case, case.question)
    if question is not None:
        _plan(history, draft_steps.asked_anew(cache.workspace(), standing, case, question))
    if history.draft is not None and st.button(_("Leave the plan as it is"), key="assign_leave"):
        st.session_state.pop(_CLASH, None)
        st.rerun()


def show_plan(view: View, standing: PeriodAssessment, history: EditHistory, *, key: str) -> None:
    """Show the plan: its state, its figures, map and pairs, and the pair that is chosen."""
    if history.draft is None:
        return
    assignment_plan.show_state(view, history)
    assignment_figures.show_figures(standing, history)
    assignment_view.show_board(view, standing, history, key=key)
    if view.commune and history.changeable:
        assignment_pair.show_commune(history, view.commune)


def show_more(view: View, standing: PeriodAssessment, history: EditHistory) -> None:
    """Let the reader choose what is shown below; only that is made."""
    if history.draft is None:
        return
    names = {
        "agency": _("By agency"),
        "commune": _("By commune"),
        "matrix": _("Who does what where"),
        "papers": _("Papers"),
        "support": _("Follow-up"),
        "history": _("Editions"),
    }
    chosen = st.segmented_control(
        _("Show"), list(names), format_func=option_labels(names), default="agency", key="assign_more",
        label_visibility="collapsed",
    )  # fmt: skip
    if history.opened is not None and not history.dirty and chosen in {None, "agency", "commune", "matrix"}:
        sentence = _(
            "What communes miss, strengths and distances stand here as the data kept today have them for the end "
            "of {year}; the figures of the decision stand above.",
            year=history.draft.case.period,
        )
        st.caption(escaped(sentence))
    if chosen == "commune":
        assignment_lists.show_communes(history.draft)
    elif chosen == "matrix":
        assignment_lists.show_matrix(history.draft)
    elif chosen == "papers":
        assignment_papers.show_papers(view, history)
    elif chosen == "support":
        support_view.show_support(view, standing)
    elif chosen == "history":
        assignment_plan.show_editions(history)
    else:
        assignment_lists.show_agencies(history.draft)
