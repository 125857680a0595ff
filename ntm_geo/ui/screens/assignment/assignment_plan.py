"""State and editions of a saved plan, and the merge of two planners' changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from ntm_geo.assignment.report import change_names
from ntm_geo.i18n import _, format_date, format_years
from ntm_geo.partners.assignment_plans import difference, state_name
from ntm_geo.partners.plan_editions import read_editions
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.assignment import assignment_open, assignment_steps, assignment_view

if TYPE_CHECKING:
    from ntm_geo.partners.plan_editions import Edition
    from ntm_geo.partners.plan_merge import PlanConflictError
    from ntm_geo.ui.kit.state import View
    from ntm_geo.ui.screens.assignment.edit_history import EditHistory


_WIDTHS: Final = (1.9, 4.1, 0.75, 1.15, 1.15)


def show_state(view: View, history: EditHistory) -> None:
    """Show the state of the plan beside the buttons its state allows: change it, save it, take it on."""
    with st.container(key="assign_state"):
        if history.changeable:
            words, buttons, save, decide, more = st.columns(_WIDTHS, vertical_alignment="center", gap="small")
            with buttons:
                assignment_view.show_bar(history)
            with save.popover(_("Save"), icon=":material/save:", width="stretch", disabled=not history.dirty):
                assignment_steps.save_form(view, history)
            with decide.popover(_("Decide"), icon=":material/gavel:", width="stretch"):
                assignment_steps.decide_form(view, history)
        else:
            words, more = st.columns([5, 1.4], vertical_alignment="center")
        if history.draft is not None:
            words.markdown(_headline(history, history.opened))
        if history.opened is not None:
            label = _("Next step") if history.changeable else _("Change or end")
            with more.popover(label, icon=":material/arrow_forward:", width="stretch"):
                assignment_steps.other_steps(view, history)
    _show_conflict(view, history)


def _headline(history: EditHistory, opened: Edition | None) -> str:
    """Return the state in bold, the last step below it in small."""
    if opened is None:
        state = _("A proposal: not saved yet.")
    else:
        shown = [_("edition {number}", number=opened.edition), state_name(opened)]
        if opened.decided_on:
            shown.append(
                _("decision {number} of {day}, signed by {signer}", number=opened.decision,
                  day=format_date(opened.decided_on), signer=opened.signer)
            )  # fmt: skip
        if history.dirty:
            shown.append(_("changes not saved"))
        state = f"**{escaped(opened.name)}** · {escaped(' · '.join(shown))}"
    if history.draft is None:
        return state
    below = assignment_view.say_step(history.draft) if history.changeable else _("Shown as it was issued; it stays so.")
    return f"{state}  \n:small[{escaped(below)}]"


def _show_conflict(view: View, history: EditHistory) -> None:
    """Show what the other planner saved, and let the reader put both together or begin again from theirs."""
    caught: PlanConflictError | None = st.session_state.get(assignment_steps.CONFLICT)
    if caught is None or history.draft is None:
        return
    with guard(stop=False):
        st.error(escaped(_("{who} saved this plan meanwhile; nothing of yours is lost. Choose how to go on.",
                   who=caught.theirs.changed_by or _("Somebody else"))), icon=":material/group:")  # fmt: skip
        if caught.merge is not None:
            left, right = st.columns(2)
            with left:
                st.markdown(_("**Your changes**"))
                show_table(_told(caught.merge.mine))
            with right:
                st.markdown(_("**Their changes**"))
                show_table(_told(caught.merge.theirs))
            if len(caught.merge.conflicts):
                st.warning(_("{count} pairs were changed by both, in different ways: theirs stands until you change it "
                             "again.", count=len(caught.merge.conflicts)))  # fmt: skip
                show_table(_told(caught.merge.conflicts))
        item, two = st.columns(2)
        if caught.merge is not None and item.button(_("Put both together"), type="primary", key="assign_merge"):
            st.session_state.pop(assignment_steps.CONFLICT)
            assignment_open.show_next(caught.theirs)
            assignment_open.open_draft(view, caught.theirs, caught.merge.pairs)
            st.rerun()
        if two.button(_("Begin again from theirs"), key="assign_theirs"):
            st.session_state.pop(assignment_steps.CONFLICT)
            assignment_open.show_next(caught.theirs)
            assignment_open.open_draft(view, caught.theirs)
            st.rerun()


def show_editions(history: EditHistory) -> None:
    """Show the editions of the plan and what differs between two of them."""
    if history.opened is None:
        st.caption(_("Save the plan first: its editions stand here afterwards."))
        return
    editions = read_editions(cache.workspace(), history.opened.plan, history.opened.vintage)
    shown = pd.DataFrame(
        {
            _("Edition"): [edition.edition for edition in editions],
            _("State"): [state_name(edition) for edition in editions],
            _("Years"): [format_years(edition.first_year, edition.last_year) for edition in editions],
            _("Number of the decision"): [edition.decision for edition in editions],
            _("Assignments"): [len(edition.assigned) for edition in editions],
            _("Reason"): [edition.reason for edition in editions],
            _("Changed"): [f"{format_date(edition.changed_on)} {edition.changed_by}" for edition in editions],
        }
    )
    show_table(shown)
    if len(editions) > 1:
        st.markdown(_("**What the newest edition changes**"))
        show_table(_told(difference(editions[-2], editions[-1])))


def _told(table: pd.DataFrame) -> pd.DataFrame:
    words = change_names()
    shown = {_("Agency"): table["agency_name"], _("Commune"): table["name"]}
    if "change" in table:
        shown = {_("Change"): table["change"].map(words).fillna(table["change"]), **shown}
    for column, heading in (("mine", _("You")), ("theirs", _("They"))):
        if column in table:
            shown[heading] = table[column]
    return pd.DataFrame(shown)
