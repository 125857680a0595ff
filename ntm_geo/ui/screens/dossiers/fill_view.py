"""A self-assessment filled in criterion by criterion: what is open stands in front, and the first of it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from ntm_geo.dossiers.dossier_lines import lines_of, states_of
from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.dossiers.filling import save_draft
from ntm_geo.i18n import _, format_date, format_number
from ntm_geo.ui.kit import cache, flash
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.screens.dossiers.criterion_record import show_evidence, show_history
from ntm_geo.ui.screens.dossiers.dossier_seat import fills_for
from ntm_geo.ui.screens.dossiers.dossier_words import criterion_state_names, result_words
from ntm_geo.ui.screens.dossiers.draft_tools import show_tools

if TYPE_CHECKING:
    from ntm_geo.dossiers.criterion_states import CriterionState
    from ntm_geo.ui.kit.state import View

_MARKS = {"met": ":material/check_circle:", "not_met": ":material/cancel:", "sent_back": ":material/undo:",
          "sent": ":material/send:", "checked": ":material/send:"}  # fmt: skip


_MOST = 8
"""Criteria named in a sentence; more are counted."""


def show_filling(view: View, *, by: str) -> None:
    """Show the draft of the commune of a view; who may not fill it in reads it."""
    if not view.commune:
        st.info(_("Choose the commune above; its self-assessment opens here."), icon=":material/arrow_upward:")
        return
    space = cache.workspace()
    dossiers = read_dossiers(space, vintage=view.vintage, period=int(view.period))
    if view.commune not in set(cache.units(view.vintage).query("kind == 'commune'")["code"]):
        st.info(_("Towns and wards are outside the programme; choose a commune."))
        return
    lines = lines_of(space, cache.figures(), dossiers, view.commune)
    states = states_of(space, dossiers, view.commune)
    may = fills_for(view.commune)
    open_now = [key for key, state in states.items() if state.state in {"open", "sent_back"}]
    missing = lines[lines["missing"] & lines["criterion"].isin(open_now)]
    _say_where(view, missing, states)
    if not may:
        st.caption(_("Only the commune itself, and the office, fill in and send this self-assessment."))
    if may and open_now:
        show_tools(view, by=by, ready=missing.empty)
    left, right = st.columns([1, 2.4], gap="medium")
    with left:
        criterion = _choose(view, lines, missing, states)
    with right:
        rows = lines[lines["criterion"].eq(criterion)]
        changes = may and criterion in open_now
        _show_state(states[criterion])
        _form(view, rows, by=by, may_change=changes)
        items = dict(zip(rows["item"], rows["name"], strict=True))
        show_evidence(view, criterion, items, by=by, may_change=changes)
        show_history(dossiers, view.commune, criterion)


def _say_where(view: View, missing: pd.DataFrame, states: dict[str, CriterionState]) -> None:
    """Say in one sentence how far the draft is, and what is sent back."""
    back = [key for key, state in states.items() if state.state == "sent_back"]
    name = cache.full_names(view.vintage)[view.commune]
    if back:
        days = [day for key in back if (day := states[key].due_on) is not None]
        due = min(days, default=None)
        words = _("{name}, {year}: criteria {criteria} are sent back, to be sent again by {day}.", name=name,
                  year=view.period, criteria=", ".join(back), day=format_date(due) if due else "–")  # fmt: skip
    elif any(state.state != "open" for state in states.values()):
        done = sum(state.state in {"met", "not_met"} for state in states.values())
        words = _("{name}, {year}: sent; {done} of {count} criteria are appraised.", name=name, year=view.period,
                  done=format_number(done), count=format_number(len(states)))  # fmt: skip
    elif missing["criterion"].nunique() > _MOST:
        words = _("{name}, {year}: {count} items of {criteria} criteria are still open.", name=name, year=view.period,
                  count=format_number(len(missing)), criteria=missing["criterion"].nunique())  # fmt: skip
    elif len(missing):
        criteria = ", ".join(dict.fromkeys(missing["criterion"]))
        words = _("{name}, {year}: {count} items are still open, of criteria {criteria}.", name=name, year=view.period,
                  count=format_number(len(missing)), criteria=criteria)  # fmt: skip
    else:
        words = _("{name}, {year}: everything is filled in and can be sent.", name=name, year=view.period)
    st.markdown(f"**{escaped(words)}**")


def _choose(view: View, lines: pd.DataFrame, missing: pd.DataFrame, states: dict[str, CriterionState]) -> str:
    names = lines.drop_duplicates("criterion").set_index("criterion")["name"]
    still = missing["criterion"].value_counts()
    back = [key for key, state in states.items() if state.state == "sent_back"]
    codes = list(names.index)
    first = next(iter([*back, *missing["criterion"], *codes]))

    def label(code: str) -> str:
        state = states[code].state
        mark = _MARKS.get(state, ":material/check:" if code not in still.index else ":material/radio_button_unchecked:")
        return f"{mark} {code}. {escaped(names[code])}" + (f" ({still[code]})" if code in still.index else "")

    chosen: str = st.radio(
        _("Criteria (in brackets: items still open)"), codes, index=codes.index(first), format_func=label,
        key=f"dossier_criterion_{view.vintage}_{view.period}_{view.commune}",
    )  # fmt: skip
    return chosen


def _show_state(state: CriterionState) -> None:
    if state.state == "open":
        return
    words = criterion_state_names()[state.state]
    reason = f": {state.reason}" if state.reason else ""
    who = f" ({state.by}, {format_date(state.since)})" if state.since else ""
    show = st.warning if state.state in {"sent_back", "not_met"} else st.info
    show(escaped(f"{words[:1].upper()}{words[1:]}{reason}{who}"))


def _form(view: View, rows: pd.DataFrame, *, by: str, may_change: bool) -> None:
    """Show every line of a criterion with its box; the law's answer stands beside it."""
    results = result_words()
    by_itself = len(rows) == 1 or rows.iloc[0]["status"] == "unknown" or pd.notna(rows.iloc[0]["met"])
    asked_whole = by_itself and not rows["missing"].iloc[1:].any()
    values: dict[str, Any] = {}
    with st.form(f"dossier_{view.commune}_{rows.iloc[0]['criterion']}", border=True):
        for record in rows.to_dict("records"):
            row = {str(key): value for key, value in record.items()}
            values[row["item"]] = _line(
                view, row, results, may_change=may_change, box=asked_whole or "." in row["item"]
            )
        saved = st.form_submit_button(
            _("Save the criterion"), type="primary", icon=":material/save:", disabled=not may_change
        )
    if not saved:
        return
    table = pd.DataFrame([{"item": item, **entry} for item, entry in values.items() if entry])
    with guard(stop=False):
        count = save_draft(cache.workspace(), view.commune, table, vintage=view.vintage, period=int(view.period), by=by)
        flash.flash_saved(new=count > 0)
        st.rerun()


def _line(view: View, row: dict[str, Any], results: dict[str, str], *, may_change: bool, box: bool) -> dict[str, Any]:
    """Show one line; returns what stands in its boxes, nothing where it has none."""
    criterion = "." not in row["item"]
    result = escaped(results[row["status"]])
    if criterion:
        st.markdown(f"**{escaped(row['item'])}. {escaped(row['name'])}** · {result}")
    else:
        rule = escaped(row["rule"]) + ("" if row["verified"] else " " + escaped(_("(to be checked)")))
        st.markdown(f"{escaped(row['item'])} {escaped(row['name'])} · :gray[{rule}] · {result}")
    if not box:
        return {}
    key = f"fill_{view.vintage}_{view.period}_{view.commune}_{row['item']}"
    stored = f"{row['value']}_{row['met']}_{row['note']}"
    answer, remark = st.columns([1, 2], vertical_alignment="bottom")
    entry: dict[str, Any] = {"value": None, "met": None}
    if criterion or row["sense"] == "pass" or not row["entry"]:
        known = row["met"] if criterion else row["value"]
        answers = [None, True, False]
        names = {None: "–", True: _("met"), False: _("not met")}
        chosen = answer.selectbox(
            _("Judged by the commune"), answers, index=0 if pd.isna(known) else answers.index(bool(known)),
            format_func=names.__getitem__, key=f"{key}_{stored}", disabled=not may_change,
            help=_("Where its indicators leave it open, this counts.") if criterion else None,
        )  # fmt: skip
        entry["met" if criterion else "value"] = chosen if criterion or chosen is None else float(chosen)
    else:
        before = (
            "" if pd.isna(row["before"]) else _("Year before: {value}", value=format_number(row["before"], digits=2))
        )
        entry["value"] = answer.number_input(
            escaped(row["unit"] or _("Number")), value=None if pd.isna(row["value"]) else float(row["value"]),
            placeholder=before, key=f"{key}_{stored}", disabled=not may_change, format="%.10g",
        )  # fmt: skip
    note = remark.text_input(
        _("Remark"), value="" if pd.isna(row["note"]) else str(row["note"]), max_chars=1000,
        key=f"{key}_note_{stored}", disabled=not may_change,
    )  # fmt: skip
    return {**entry, "note": note or None}
