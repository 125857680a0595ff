"""Composing a running order: choose one, arrange its slides, give them own words, keep it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.briefing.running_orders import (
    SUBJECTS,
    Item,
    RunningOrder,
    delete_order,
    load_orders,
    ready_order,
    save_order,
    show_names,
)
from ntm_geo.i18n import _
from ntm_geo.i18n.collation import by_name
from ntm_geo.priorities.scenarios import list_scenarios
from ntm_geo.ui.kit import cache, composing, seat
from ntm_geo.ui.kit.messages import escaped, guard

if TYPE_CHECKING:
    from ntm_geo.ui.kit.state import View

_NEXT: Final = "order_next"
"""Where a session notes that another running order is to be chosen than the box says."""


def choose_order() -> RunningOrder:
    """Let the planner choose a running order; the ready one stands first. Returns it as it is being composed."""
    names = list(composing.orders())
    wanted = composing.chosen_name()
    if st.session_state.pop(_NEXT, False) or st.session_state.get("order_name") not in names:
        st.session_state["order_name"] = wanted if wanted in names else names[0]
    name = st.selectbox(_("Running order"), names, key="order_name")
    composing.choose(name)
    return composing.composed(name)


def show_composer(view: View, order: RunningOrder) -> None:
    """Show the slides of a running order, each with its words; changes are a draft until they are saved."""
    _tell_draft(order)
    names = show_names()
    for index, item in enumerate(order.items):
        with st.container(border=True, key=f"slide_{index}"):
            number, body, tools = st.columns([0.4, 8, 2.2], vertical_alignment="center")
            number.markdown(f"**{index + 1}**")
            subject = f": {_subject_names(view, item.show).get(item.subject, item.subject)}" if item.subject else ""
            body.markdown(
                f"{escaped(names[item.show])}{escaped(subject)}" + (f" — *{escaped(item.title)}*" if item.title else "")
            )
            with tools:
                _tools(order, index)
            if st.session_state.get("order_open") == index:
                _words_of(view, order, index)
    _add(view, order)
    _keep(order)


def _tell_draft(order: RunningOrder) -> None:
    """Say that there are changes to be saved, and offer to discard them; tell when somebody saved another version."""
    draft = composing.draft_of(order.name)
    if draft is None:
        return
    if composing.kept(order.name) != draft.base:
        st.warning(
            _("Somebody saved this running order differently meanwhile. Yours is shown; saving it replaces theirs."),
            icon=":material/history:",
        )
    words, drop = st.columns([4, 1], vertical_alignment="center")
    words.caption(_("Changes not saved yet; they stay at this seat until you save or discard them."))
    drop.button(
        _("Discard the changes"), icon=":material/undo:", key="order_discard", on_click=composing.discard,
        args=(order.name,), width="stretch",
    )  # fmt: skip


def _tools(order: RunningOrder, number: int) -> None:
    row = st.container(horizontal=True, gap="small")
    items = list(order.items)
    if row.button("", icon=":material/arrow_upward:", key=f"up_{number}", disabled=number == 0, help=_("Earlier")):
        items[number - 1], items[number] = items[number], items[number - 1]
        _change(order, items)
    last = number == len(items) - 1
    if row.button("", icon=":material/arrow_downward:", key=f"down_{number}", disabled=last, help=_("Later")):
        items[number + 1], items[number] = items[number], items[number + 1]
        _change(order, items)
    if row.button("", icon=":material/edit:", key=f"edit_{number}", help=_("Title, sentences, note")):
        opened = st.session_state.get("order_open")
        st.session_state["order_open"] = None if opened == number else number
        st.rerun()
    if row.button("", icon=":material/delete:", key=f"gone_{number}", help=_("Take the slide away")):
        del items[number]
        _change(order, items)


def _words_of(view: View, order: RunningOrder, number: int) -> None:
    """Let the planner give a slide a title, sentences and a note of its own; empty leaves what the figures say."""
    item = order.items[number]
    with st.form(f"words_{number}", border=False):
        subject = _subject(view, item.show, item.subject, key=f"subject_{number}")
        title = st.text_input(_("Title"), item.title, placeholder=_("as the figures have it"))
        statement = st.text_area(
            _("Sentences, a line each"), item.statement, placeholder=_("as the figures have them"), height=90
        )  # fmt: skip
        note = st.text_area(_("Note for the speaker"), item.note, height=70)
        if st.form_submit_button(_("Take over"), icon=":material/check:", key=f"words_taken_{number}"):
            items = list(order.items)
            items[number] = replace(item, subject=subject, title=title, statement=statement, note=note)
            st.session_state["order_open"] = None
            _change(order, items)


def _add(view: View, order: RunningOrder) -> None:
    names = show_names()
    what, about, add = st.columns([3, 4, 1.6], vertical_alignment="bottom")
    with what:
        show = st.selectbox(_("Add a slide"), list(names), format_func=names.__getitem__, key="order_add")
    with about:
        subject = _subject(view, show or "title", "", key=f"add_subject_{show}") if show in SUBJECTS else ""
    if add.button(_("Add"), icon=":material/add:", key="order_add_button", width="stretch"):
        _change(order, [*order.items, Item(show=show or "title", subject=subject)])


def _subject(view: View, show: str, value: str, *, key: str) -> str:
    names = _subject_names(view, show)
    if not names:
        return value
    options = list(names)
    index = options.index(value) if value in options else 0
    chosen = st.selectbox(_("What the slide is about"), options, index=index, format_func=names.__getitem__, key=key)
    return chosen or ""


def _subject_names(view: View, show: str) -> dict[str, str]:
    """Return what a slide may be about: key to name."""
    if show not in SUBJECTS:
        return {}
    standing = cache.assessment(int(view.period), view.vintage, as_it_is=True)
    if show == "commune":
        table = communes_of(standing).sort_values(["district", "name"], key=by_name)
        return {str(row["code"]): f"{row['name']}, {row['district']}" for row in table.to_dict("records")}
    if show == "tiers":
        units = cache.units(view.vintage).dropna(subset="parent_code").drop_duplicates("parent_code")
        districts = units.sort_values("parent_name").to_dict("records")
        return {"": _("Whole province")} | {str(row["parent_code"]): str(row["parent_name"]) for row in districts}
    if show == "priority":
        saved = [scenario for scenario in list_scenarios(cache.workspace()) if scenario.vintage == view.vintage]
        return {"": _("Ready list: finish this year")} | {item.name: item.name for item in saved}
    result = {}
    for criterion in standing.criteria_set.criteria:
        result[criterion.code] = f"{criterion.code} {criterion.name}"
        judged = [line for line in criterion.lines if line.sense != "count"]
        result |= {line.code: f"{line.code} {line.name}" for line in judged}
    return result


def _keep(order: RunningOrder) -> None:
    if not seat.may_keep("running_orders"):
        return
    name, by, save, drop = st.columns([3, 2, 1.4, 1.4], vertical_alignment="bottom")
    wanted = name.text_input(_("Keep it by the name"), order.name, key=f"order_save_name_{order.name}")
    with by:
        who = seat.who("order_by")
    stored, version = load_orders(cache.workspace())
    if save.button(_("Save"), icon=":material/save:", key="order_save", width="stretch"):
        with guard(stop=False):
            save_order(cache.workspace(), replace(order, name=wanted), by=who, expected=version)
            _reopen(wanted.strip(), instead_of=order.name)
    known = order.name in {item.name for item in stored}
    if drop.button(_("Delete"), icon=":material/delete:", key="order_delete", disabled=not known, width="stretch"):
        with guard(stop=False):
            delete_order(cache.workspace(), order.name, by=who, expected=version)
            _reopen(ready_order().name, instead_of=order.name)


def _reopen(name: str, *, instead_of: str) -> None:
    composing.discard(instead_of)
    composing.choose(name)
    st.session_state[_NEXT] = True
    st.rerun()


def _change(order: RunningOrder, items: list[Any]) -> None:
    composing.change(order.name, items)
    st.rerun()
