"""Communes taken in or out against the ranking, each with a reason: in a table, or at the commune looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.priorities.prioritize import make_overrules
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.screens.priorities import question_start

if TYPE_CHECKING:
    from ntm_geo.priorities.engine.selection import Overrule
    from ntm_geo.priorities.prioritize import Answer
    from ntm_geo.ui.kit.state import View


def choose_overrules(view: View) -> dict[str, Overrule]:
    """Let the reader take communes in or out in a table; it begins with what was overruled before."""
    words = {"in": _("take in"), "out": _("take out")}
    names = cache.commune_names(view.vintage)
    rows, number = question_start.overrules_begin(view.vintage)
    begun = [(names[code], words[state], reason) for code, state, reason in rows if code in names]
    frame = pd.DataFrame(begun, columns=["commune", "state", "reason"], dtype="str")
    edited = st.data_editor(
        frame,
        hide_index=True,
        num_rows="dynamic",
        key=f"overrules_{view.vintage}" + (f"_{number}" if number else ""),
        column_config={
            "commune": st.column_config.SelectboxColumn(_("Commune"), options=list(names.values()), required=True),
            "state": st.column_config.SelectboxColumn(_("In or out"), options=list(words.values()), required=True),
            "reason": st.column_config.TextColumn(_("Reason"), required=True, max_chars=200, width="large"),
        },
    )
    codes = {name: code for code, name in names.items()}
    states = {words["in"]: "in", words["out"]: "out"}
    lines = [{key: str(value) for key, value in row.items()} for row in edited.dropna().to_dict("records")]
    with guard():
        return make_overrules(
            (codes[row["commune"]], row["commune"], states[row["state"]], row["reason"]) for row in lines
        )


def show_quick(view: View, answer: Answer) -> None:
    """Let the reader take the commune looked at out of the list or into it, with a reason, or take that back."""
    code = view.commune
    if code not in answer.ranking.marks.index:
        return
    name = answer.names[code]
    overruled = answer.question.rules.overrules.get(code)
    if overruled is not None:
        sentence = (
            _("{name} is taken in by hand: {why}", name=name, why=overruled.reason) if overruled.state == "in"
            else _("{name} is left out by hand: {why}", name=name, why=overruled.reason)
        )  # fmt: skip
        st.caption(escaped(sentence))
        st.button(
            _("Take that back"), icon=":material/undo:", key=f"overrule_back_{code}", on_click=_put,
            args=(view.vintage, answer, code, "", ""),
        )  # fmt: skip
        return
    inside = code in answer.selected
    label = _("Leave {name} out", name=name) if inside else _("Take {name} in", name=name)
    key = f"overrule_why_{code}"
    with st.form(f"overrule_{code}", border=False):
        st.text_input(_("Reason"), key=key, max_chars=200, placeholder=_("why it is overruled by hand"))
        pressed = st.form_submit_button(
            escaped(label),
            icon=":material/person_remove:" if inside else ":material/person_add:",
            key=f"overrule_{'out' if inside else 'in'}_{code}",
        )
    if not pressed:
        return
    why = str(st.session_state[key]).strip()
    if not why:
        st.warning(_("Write the reason first."), icon=":material/edit:")
        return
    _put(view.vintage, answer, code, "out" if inside else "in", why)
    st.rerun()


def _put(vintage: str, answer: Answer, code: str, state: str, why: str) -> None:
    """Begin the table anew with one commune overruled, or no longer."""
    others = tuple(row for row in question_start.rows_of(answer.question.rules.overrules) if row[0] != code)
    question_start.put_overrules(vintage, (*others, (code, state, why)) if state else others)
