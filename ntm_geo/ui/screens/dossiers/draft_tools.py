"""Beside the draft: values of the year before, the sheet of the commune to take along and give back, and sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from ntm_geo.dossiers.dossier_sheet import commune_sheet, read_commune_sheet, take_sheet
from ntm_geo.dossiers.filling import begin_from_before
from ntm_geo.dossiers.sending import send
from ntm_geo.i18n import _, format_number, text
from ntm_geo.intake.uploads import receive
from ntm_geo.ui.kit import cache, flash
from ntm_geo.ui.kit.messages import escaped, guard, option_labels
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.kit.uploader import say_uploader

if TYPE_CHECKING:
    from ntm_geo.intake.sheets.cells.questions import Question
    from ntm_geo.ui.kit.state import View

_MOST: Final = 40


def show_tools(view: View, *, by: str, ready: bool) -> None:
    """Show the buttons of the draft.

    Parameters
    ----------
    view : year and commune.
    by : who fills it in.
    ready : whether nothing is missing for sending.
    """
    slot: Any = {"vintage": view.vintage, "period": int(view.period), "by": by}
    space = cache.workspace()
    before, sheet, sending = st.columns(3)
    if before.button(
        _("Take over the year before"), icon=":material/history:", width="stretch",
        help=_("Fills what is empty with the values of the year before; nothing that is filled in changes."),
    ):  # fmt: skip
        with guard(stop=False):
            count = begin_from_before(space, cache.figures(), view.commune, **slot)
            flash.flash(_("{count} values were taken over.", count=format_number(count)))
            st.rerun()
    with sheet.popover(_("Fill in by a sheet"), icon=":material/table_view:", width="stretch"):
        _show_sheet(view, by=by)
    with sending.popover(_("Send"), icon=":material/send:", width="stretch", type="primary" if ready else "secondary"):
        st.markdown(
            _("What stands in the draft is sent as it is, and cannot be changed unless it is sent back. Send it now?")
        )
        if st.button(_("Send the self-assessment"), type="primary", key="dossier_send"):
            with guard(stop=False):
                number = send(space, cache.figures(), view.commune, **slot)
                flash.flash(_("The self-assessment was sent (sending {number}).", number=number))
                st.rerun()


def _show_sheet(view: View, *, by: str) -> None:
    slot: Any = {"vintage": view.vintage, "period": int(view.period)}
    space = cache.workspace()
    with guard(stop=False):
        name, content = commune_sheet(space, view.commune, **slot)
        st.download_button(
            _("Download the sheet of the commune"), content, file_name=name, on_click="ignore",
            icon=":material/download:",
        )  # fmt: skip
    say_uploader()
    file = st.file_uploader(_("The sheet, filled in"), type=["xlsx"], key="dossier_sheet")
    if file is None:
        st.caption(_("It goes into the draft only; nothing else is written."))
        return
    with guard(stop=False):
        path = receive(space, [(file.name, file.getvalue())])
        answers: dict[str, str] = st.session_state.setdefault(f"dossier_answers_{path.parent.name}", {})
        sheet = read_commune_sheet(space, path, view.commune, answers=answers, **slot)
        st.markdown(escaped(_("{count} values were read.", count=format_number(len(sheet.rows)))))
        if sheet.others:
            st.caption(_("{count} other communes of the sheet are left out.", count=format_number(sheet.others)))
        if sheet.problems:
            shown = pd.DataFrame(
                [
                    {_("Cell"): problem.cell, _("What is wrong"): text(problem.what), _("Value"): problem.value}
                    for problem in sheet.problems[:_MOST]
                ]
            )
            show_table(shown)
        for question in sheet.questions:
            _ask(question, answers)
        if st.button(_("Take it into the draft"), type="primary", key="dossier_take_sheet"):
            count = take_sheet(space, sheet, view.commune, by=by, **slot)
            flash.flash(_("{count} items of the draft were changed.", count=format_number(count)))
            st.rerun()


def _ask(question: Question, answers: dict[str, str]) -> None:
    """Ask what the sheet leaves open; an answer is read with the sheet at once."""
    options = {option.value: text(option.label) for option in question.options}
    known = question.answer or question.assumed
    chosen = st.radio(
        escaped(text(question.what)), list(options), format_func=option_labels(options), key=f"dossier_{question.key}",
        index=list(options).index(known) if known in options else None,
    )  # fmt: skip
    if chosen and chosen != known:
        answers[question.key] = chosen
        st.rerun()
