"""Scenarios on a page: open what was saved, copy it, decide it; save a ranking, compare it with one saved before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from ntm_geo.i18n import _, format_date
from ntm_geo.partners.plan_choice import free_name
from ntm_geo.priorities.engine import PURPOSES
from ntm_geo.priorities.priority_themes import change_names, change_theme
from ntm_geo.priorities.scenarios import (
    Scenario,
    compare_scenarios,
    decide_scenario,
    duplicate_scenario,
    save_scenario,
)
from ntm_geo.ui.kit import cache, seat, theme_view
from ntm_geo.ui.kit.keys import key_of
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.shared import shared
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.priorities import question_start

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.priorities.prioritize import Answer, Question
    from ntm_geo.ui.kit.state import View


_JUST: Final = "scenario_just_saved"


@shared
def _then(_scenario: Scenario, name: str, moment: str) -> Answer:
    del name, moment  # tell one scenario from another
    return _scenario.answer()


def answer_then(scenario: Scenario) -> Answer:
    """Return the ranking of a scenario from the figures it kept."""
    return _then(scenario, scenario.name, f"{scenario.saved_on} {scenario.moment}")


def label(scenario: Scenario) -> str:
    """Return a scenario as it stands in a list: name, state, day, who saved it."""
    words = {"draft": _("draft"), "decided": _("decided")}
    shown = [scenario.name, words[scenario.state], format_date(scenario.saved_on), scenario.saved_by]
    return " · ".join(item for item in shown if item)


def show_saved() -> None:
    """Offer what was saved, the last first: open it, copy it, decide it."""
    saved = {scenario.name: scenario for scenario in cache.scenarios()}
    with st.popover(_("Saved scenarios"), icon=":material/folder_open:", width="stretch", disabled=not saved):
        if not saved:
            return
        name = st.selectbox(
            _("The one saved last stands first"), list(saved), format_func=lambda option: label(saved[option]),
            key=f"scenario_chosen_{cache.version()}",
        )  # fmt: skip
        chosen = saved[str(name)]
        st.caption(
            escaped(_("{purpose}, {count} communes; figures of the end of {year}.", purpose=_purpose(chosen.question),
                      count=chosen.question.rules.count, year=chosen.period))
        )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            st.button(
                _("Open it"), type="primary", icon=":material/open_in_browser:", key="scenario_open", on_click=_open,
                args=(chosen,), help=_("Weights, conditions and what is overruled by hand come back as they were."),
            )  # fmt: skip
            keeps = seat.allowed_to("write", "scenarios")
            if keeps and st.button(_("Make a copy"), icon=":material/content_copy:", key="scenario_copy"):
                _copy(chosen)
            if keeps and chosen.state == "draft" and st.button(
                _("Set as decided"), icon=":material/lock:", key="scenario_decide",
                help=_("It is locked as it was saved and stays so."),
            ):  # fmt: skip
                _decide(chosen)


def _open(scenario: Scenario) -> None:
    question_start.begin(scenario.question, scenario.name, scenario.vintage)
    remember(current_view().change(period=str(scenario.period), vintage=scenario.vintage, district="", commune=""))


def _copy(scenario: Scenario) -> None:
    with guard(stop=False):
        by = str(st.session_state.get("data_by", ""))
        copied = duplicate_scenario(cache.workspace(), scenario.name, by=by)
        result = next(scenario for scenario in cache.scenarios() if scenario.name == copied)
        _open(result)
        st.rerun()


def _decide(scenario: Scenario) -> None:
    with guard(stop=False):
        decide_scenario(cache.workspace(), scenario.name, by=str(st.session_state.get("data_by", "")))
        st.rerun()


def show_opened(view: View, answer: Answer) -> None:
    """Say which scenario was opened, and what of its list the figures of today or a change made different."""
    name = question_start.start().name
    opened = next((scenario for scenario in cache.scenarios() if scenario.name == name), None) if name else None
    if opened is None:
        return
    sentence = _("Opened: {name}", name=label(opened))
    if (opened.period, opened.vintage) != (int(view.period), view.vintage):
        sentence += " · " + _(
            "It was made for the end of {year}, on other figures than those shown.", year=opened.period
        )
    before, now = set(answer_then(opened).selected), set(answer.selected)
    if before == now:
        sentence += " · " + _("The list is as it was saved.")
    else:
        sentence += " · " + _(
            "By what stands here now, {enters} communes enter the list that was saved and {leaves} leave it.",
            enters=len(now - before), leaves=len(before - now),
        )  # fmt: skip
    st.caption(escaped(sentence))


def show_scenarios(view: View, standing: PeriodAssessment, answer: Answer, values: pd.DataFrame) -> None:
    """Let the reader save the ranking by a name, lock it, and compare it with one saved before."""
    if seat.may_keep("scenarios"):
        _save_form(view, standing, answer, values)
    _compare_saved(view, standing, answer)


def _save_form(view: View, standing: PeriodAssessment, answer: Answer, values: pd.DataFrame) -> None:
    with st.form("save_scenario"):
        title, decided, button = st.columns([3, 1.2, 1], vertical_alignment="bottom")
        proposed = _default_name(answer.question, view)
        name = title.text_input(
            _("Name of the scenario"), max_chars=80, placeholder=proposed, key=key_of("scenario_name", [proposed])
        )
        locked = decided.checkbox(_("Decided: lock it"))
        pressed = button.form_submit_button(_("Save"), type="primary", icon=":material/save:", key="scenario_save")
    by = seat.who("data_by")
    if pressed:
        with guard(stop=False):
            save_scenario(
                cache.workspace(),
                name or proposed,
                answer,
                standing=standing,
                values=values,
                data_number=cache.version(),
                by=by,
                decided=locked,
            )
            st.session_state[_JUST] = True
            st.rerun()
    if st.session_state.pop(_JUST, False):
        st.success(_("Saved as a new version."), icon=":material/check_circle:")


def _compare_saved(view: View, standing: PeriodAssessment, answer: Answer) -> None:
    saved = cache.scenarios()
    if not saved:
        return
    labels = {scenario.name: label(scenario) for scenario in saved}
    # A browser keeps the words of the choice it shows: the box is another one where they changed.
    key = key_of("compare_scenario", labels.values())
    chosen = st.selectbox(_("Compare with"), list(labels), format_func=labels.__getitem__, key=key)
    before = next(scenario for scenario in saved if scenario.name == chosen)
    st.caption(escaped(_("Figures then: {sources}", sources="; ".join(before.sources))))
    if st.button(
        _("Verify"), icon=":material/fact_check:", help=_("Ranks again from what was kept and compares."),
        key="scenario_verify",
    ):  # fmt: skip
        differences = before.verify()
        for line in differences:
            st.warning(escaped(line), icon=":material/error:")
        if not differences:
            st.success(escaped(before.same()), icon=":material/check_circle:")
    table = compare_scenarios(answer_then(before), answer)
    left, right = st.columns([1.6, 1], gap="medium")
    with left:
        if before.vintage == standing.vintage:
            theme_view.show_theme(
                view, standing, change_theme(standing, table, before.name), key="change_map", height=380
            )
        else:
            st.info(_("It was made on other units; only the list can be compared."), icon=":material/info:")
    with right:
        _compared(table[table["change"].ne("out")])


def _compared(table: pd.DataFrame) -> None:
    words = change_names()
    counts = table["change"].value_counts()
    sentence = _(
        "{enters} communes enter, {leaves} leave, {stays} stay.",
        enters=int(counts.get("enters", 0)),
        leaves=int(counts.get("leaves", 0)),
        stays=int(counts.get("stays", 0)),
    )
    st.markdown(f"**{escaped(sentence)}**")
    shown = pd.DataFrame(
        {
            _("Commune"): table["name"],
            _("Change"): table["change"].map(words),
            _("Rank then"): table["before"],
            _("Rank now"): table["after"],
        }
    )
    show_table(shown, height=38 + 35 * min(len(shown), 10))


def _default_name(question: Question, view: View) -> str:
    opened = next((scenario for scenario in cache.scenarios() if scenario.name == question_start.start().name), None)
    if opened is not None and opened.state == "draft":
        return opened.name
    decided = {scenario.name for scenario in cache.scenarios() if scenario.state == "decided"}
    return free_name(f"{_purpose(question)}, {view.period}", decided)


def _purpose(question: Question) -> str:
    return str(PURPOSES[question.purpose].name) if question.purpose in PURPOSES else _("Own purpose")
