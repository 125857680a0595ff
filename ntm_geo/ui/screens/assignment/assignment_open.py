"""Choice of the plan that is shown: the one in force or saved last, another one, or a new proposal if asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ntm_geo.assignment.case import make_case
from ntm_geo.assignment.draft_steps import Draft
from ntm_geo.assignment.saved_question import question_in
from ntm_geo.i18n import _
from ntm_geo.partners.assignment_plans import state_name
from ntm_geo.partners.plan_choice import plans_to_open
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.shared import shared
from ntm_geo.ui.screens.assignment import edit_history

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.partners.plan_editions import Edition
    from ntm_geo.ui.kit.state import View
    from ntm_geo.ui.screens.assignment.edit_history import EditHistory

_NEW: Final = "new"
_NEXT: Final = "assign_open"
_TOLD: Final = "assign_plan_names"


def token(edition: Edition) -> str:
    """Return what an edition is called among the choices: number of the plan, number of the edition."""
    return f"{edition.plan}.{edition.edition}"


def show_next(edition: Edition) -> None:
    """Let the page show an edition from its next run on."""
    st.session_state[f"{_NEXT}_{edition.vintage}"] = token(edition)


def kept_plans(view: View) -> tuple[Edition, ...]:
    """Return the editions that may be opened on the units of a view, the one to show first at the head."""
    return _kept_plans(view.vintage, int(view.period), date.today(), cache.version())  # noqa: DTZ011 - day of the place


@shared
def _kept_plans(vintage: str, year: int, today: date, version: int) -> tuple[Edition, ...]:
    del version  # only separates one state of the data from another
    return plans_to_open(cache.workspace(), vintage=vintage, year=year, today=today)


def choose_plan(view: View) -> EditHistory | None:
    """Show the plan in force, or the one saved last, or the one the reader chooses; None when a new one is wanted."""
    editions = kept_plans(view)
    if not editions:
        return None
    chosen = _choose(view, editions)
    if chosen == _NEW:
        return None
    edition = next(edition for edition in editions if token(edition) == chosen)
    edits, version = edit_history.edits(), cache.version()
    about = ("plan", edition.plan, edition.edition, edition.vintage)
    if edits.about != about or (edits.version != version and not edits.dirty):
        open_draft(view, edition)
    return edit_history.edits()


def _choose(view: View, editions: tuple[Edition, ...]) -> str:
    key = f"assign_plan_{view.vintage}"
    names = {token(edition): _label(edition, editions) for edition in editions} | {_NEW: _("New proposal, not saved")}
    wanted = st.session_state.pop(f"{_NEXT}_{view.vintage}", st.session_state.get(key))
    if wanted not in names:
        wanted = token(editions[0])
    if wanted != st.session_state.get(key) or st.session_state.get(_TOLD) != names:
        # A browser keeps the words of the choice it shows: they are sent again where they changed.
        st.session_state[key] = wanted
    st.session_state[_TOLD] = names
    plans, new = st.columns([5, 1.2], vertical_alignment="bottom")
    chosen = plans.selectbox(_("Plan"), list(names), format_func=names.__getitem__, key=key)
    new.button(
        _("New proposal"), key="assign_new", icon=":material/add:", width="stretch", disabled=chosen == _NEW,
        on_click=_ask_for_new, args=(key,), help=_("Finds the best assignment for communes you choose."),
    )  # fmt: skip
    return str(chosen)


def _ask_for_new(key: str) -> None:
    st.session_state[key] = _NEW


def _label(edition: Edition, editions: tuple[Edition, ...]) -> str:
    several = sum(item.plan == edition.plan for item in editions) > 1 or edition.edition > 1
    shown = [edition.name, *([_("edition {number}", number=edition.edition)] if several else []), state_name(edition)]
    return " · ".join(shown)


def open_draft(view: View, edition: Edition, pairs: pd.DataFrame | None = None) -> None:
    """Open an edition as a draft as it was saved, with other pairs where they were put together from two changes.

    It uses the year it was made from, not the one in view, and nothing is solved.
    """
    table = edition.pairs if pairs is None else pairs
    chosen, question = question_in(edition.question, table)
    period: Any = edition.question.get("period", int(view.period))
    standing = cache.assessment(int(period), edition.vintage, view.rule, as_it_is=True)
    case = make_case(cache.workspace(), standing, chosen, question)
    draft = Draft(case=case, pairs=table, done=_("Opened: {name}", name=edition.name), proven=False)
    edit_history.open_on(draft, edition, cache.version(), saved=pairs is None)


def newer_draft(view: View, edition: Edition) -> Edition | None:
    """Return the draft that was begun from an edition, where there is one."""
    return next(
        (plan for plan in kept_plans(view) if plan.plan == edition.plan and plan.edition > edition.edition), None
    )
