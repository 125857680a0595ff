"""Figures above a plan: as they were when it was saved; beside them those of today, where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ntm_geo.assignment import draft_steps
from ntm_geo.assignment.case import case_findings, make_case
from ntm_geo.assignment.outcome import coverage, coverage_sentences
from ntm_geo.assignment.plan_figures import figures_of, lines_now, points_now
from ntm_geo.i18n import _, format_number
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.messages import escaped, markdown

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.assignment.case import Case
    from ntm_geo.assignment.draft_steps import Draft
    from ntm_geo.ui.screens.assignment.edit_history import EditHistory

_NOW = "assign_now"


def show_figures(standing: PeriodAssessment, history: EditHistory) -> None:
    """Show what the assignment comes to, and what is doubtful or broken.

    Parameters
    ----------
    standing : where the communes are by the figures looked at.
    history : with a draft. Of a plan without unsaved edits, the figures saved with it are shown, and current ones only
        where they differ; rules are checked where the plan may still be changed.
    """
    draft = history.draft
    if draft is None:
        return
    figures = None if history.opened is None or history.dirty else figures_of(history.opened)
    first, *more = coverage_sentences(figures or coverage(draft.case, draft.pairs))
    st.markdown(f"**{escaped(first)}** {escaped(' '.join(more))}")
    if history.opened is not None and not history.dirty:
        _show_now(standing, history, draft)
    if not history.changeable:
        return
    for line in draft_steps.broken(draft):
        st.warning(escaped(_("A rule does not hold: {rule}", rule=line)), icon=":material/rule:")
    doubtful = [finding for finding in case_findings(draft.case) if finding.severity != "info"]
    if doubtful:
        with st.expander(_("{count} doubtful points", count=len(doubtful)), icon=":material/help:"):
            for item in doubtful:
                text = f"**{escaped(item.place)}** " if item.place else ""
                st.markdown(f"- {text}{markdown(item.what)} {markdown(item.hint) if item.hint else ''}")


def case_now(standing: PeriodAssessment, history: EditHistory) -> Case | None:
    """Return the problem of a kept plan by the figures looked at: its own where it stands on them already."""
    draft = history.draft
    if draft is None or history.opened is None:
        return None
    is_current = standing.period == draft.case.period and not standing.as_if
    if is_current:
        return draft.case
    met = cache.taken_as_met(standing.period, standing.vintage)
    key = (history.about, standing.period, met, history.version)
    memory = st.session_state.get(_NOW)
    if memory is None or memory[0] != key:
        made = make_case(cache.workspace(), standing, draft.case.chosen, draft.case.question)
        st.session_state[_NOW] = memory = (key, made)
    case: Case = memory[1]
    return case


def _show_now(standing: PeriodAssessment, history: EditHistory, draft: Draft) -> None:
    """Say what the figures looked at would give today, where that is not what the plan was saved with."""
    case, edition = case_now(standing, history), history.opened
    if case is None or edition is None:
        return
    figures = figures_of(edition)
    if figures is None:
        st.caption(_("This plan was saved without its figures: these are worked out from the data of today."))
        return
    lines = lines_now(figures, coverage(case, draft.pairs))
    changed = int(points_now(case, draft.pairs[draft.pairs["assigned"]]).notna().sum())
    if changed:
        lines = (*lines, _("The points of {count} pairs differ.", count=format_number(changed)))
    if lines:
        sentence = (
            _("With the criteria taken as met, end of {year}:", year=standing.period) if standing.as_if
            else _("By the figures looked at, end of {year}:", year=standing.period)
        )  # fmt: skip
        st.info(f"**{escaped(sentence)}** {escaped(' '.join(lines))}", icon=":material/update:")
