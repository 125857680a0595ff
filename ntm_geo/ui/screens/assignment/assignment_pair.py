"""Actions on one pair of a plan: lock it in or out with one click, replace it, add a partner, see what followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ntm_geo.assignment import draft_steps
from ntm_geo.assignment.engine.explain import open_pairs
from ntm_geo.assignment.engine.rules import Lock
from ntm_geo.i18n import _, format_number
from ntm_geo.ui.kit import seat
from ntm_geo.ui.kit.messages import escaped, guard, option_labels
from ntm_geo.ui.screens.assignment import edit_history

if TYPE_CHECKING:
    from ntm_geo.assignment.draft_steps import Draft, Pair
    from ntm_geo.ui.screens.assignment.edit_history import EditHistory

_POINTS: Final = 100
_FEW: Final = 5


def show_pair(edits: EditHistory, pair: Pair | None) -> None:
    """Say what the last step changed, and let the reader decide about the pair that is chosen.

    A pair in the plan is fixed at once. What moves other pairs is solved, and shown afterwards; it can be undone.
    """
    draft = edits.draft
    if draft is None:
        return
    if edits.past:
        _tell_changes(edits.past[-1], draft)
    if pair is None:
        return
    row: Any = draft.pairs[draft.pairs["agency"].eq(pair[0]) & draft.pairs["code"].eq(pair[1])].iloc[0]
    st.markdown(f"**{escaped(row['agency_name'])} – {escaped(row['name'])}**")
    if isinstance(row["why"], str):
        st.caption(escaped(_("Set by hand: {why}", why=row["why"])))
    if isinstance(row["lock"], str):
        lock_why = row["lock_why"] if isinstance(row["lock_why"], str) else _("no reason yet")
        words = _("Fixed: {why}", why=lock_why) if row["lock"] == "in" else _("Refused: {why}", why=lock_why)
        st.caption(escaped(words))
    _buttons(edits, pair, row)
    key = _why_key(pair)
    st.text_input(
        _("Reason (may follow, before it is saved)"), key=key, max_chars=200, on_change=_explain, args=(edits, pair)
    )
    if row["assigned"] and st.toggle(_("Replace by another agency"), key=f"swap_{pair[0]}_{pair[1]}"):
        _replace(edits, draft, pair)


def _buttons(edits: EditHistory, pair: Pair, row: Any) -> None:
    """Offer what can be done with a pair; only what moves others is solved."""
    assigned, locked = bool(row["assigned"]), isinstance(row["lock"], str)
    container = st.container(horizontal=True, gap="small")
    if not locked and assigned:
        container.button(
            _("Fix it"), icon=":material/lock:", key=f"do_in_{pair[0]}_{pair[1]}", on_click=_fix, args=(edits, pair),
            help=_("The pair stays, whatever is planned again. Done at once: nothing moves."),
        )  # fmt: skip
    if not assigned and container.button(
        _("Fix it"), icon=":material/lock:", key=f"do_in_{pair[0]}_{pair[1]}",
        help=_("The best assignment with it is looked for; it takes some seconds."),
    ):  # fmt: skip
        _solve(edits, pair, inside=True)
    if assigned and container.button(
        _("Refuse it"), icon=":material/block:", key=f"do_out_{pair[0]}_{pair[1]}",
        help=_("The best assignment without it is looked for; it takes some seconds."),
    ):  # fmt: skip
        _solve(edits, pair, inside=False)
    if locked:
        container.button(
            _("Take the lock back"), icon=":material/lock_open:", key=f"do_unlock_{pair[0]}_{pair[1]}",
            on_click=_unlock, args=(edits, pair),
        )  # fmt: skip
    elif assigned:
        container.button(
            _("Remove"), icon=":material/close:", key=f"do_remove_{pair[0]}_{pair[1]}", on_click=_remove,
            args=(edits, pair), help=_("Takes the pair out; nothing else moves."),
        )  # fmt: skip


def _why_key(pair: Pair) -> str:
    return f"why_{pair[0]}_{pair[1]}"


def _lock(pair: Pair, *, inside: bool) -> Lock:
    by, why = seat.writer(), str(st.session_state.get(_why_key(pair), "")).strip()
    return Lock(agency=pair[0], code=pair[1], inside=inside, by=by, why=why)


def _fix(edits: EditHistory, pair: Pair) -> None:
    if edits.draft is not None:
        edits.put(draft_steps.lock(edits.draft, pair, _lock(pair, inside=True)))


def _unlock(edits: EditHistory, pair: Pair) -> None:
    if edits.draft is not None:
        edits.put(draft_steps.unlock(edits.draft, pair))


def _remove(edits: EditHistory, pair: Pair) -> None:
    if edits.draft is not None:
        edits.put(draft_steps.remove(edits.draft, pair))


def _explain(edits: EditHistory, pair: Pair) -> None:
    """Write the reason beside a lock that is there already; one that is set later takes it along."""
    why = str(st.session_state.get(_why_key(pair), "")).strip()
    locks = edits.draft.case.question.locks if edits.draft else ()
    state = next((lock for lock in locks if (lock.agency, lock.code) == pair), None)
    if edits.draft is not None and state is not None and why and why != state.why:
        edits.put(draft_steps.give_reason(edits.draft, why, pair))


def _solve(edits: EditHistory, pair: Pair, *, inside: bool) -> None:
    """Look for the best assignment with a pair or without it, and say that this goes on."""
    if edits.draft is None:
        return
    with guard(stop=False), edit_history.solving():
        edits.put(draft_steps.lock(edits.draft, pair, _lock(pair, inside=inside)))
        st.rerun()


def _tell_changes(draft: Draft, after: Draft) -> None:
    """Say what a step changed, and what it cost."""
    table = draft_steps.moved(draft, after)
    if table.empty:
        return
    lost = _POINTS * (draft.assignment.value - after.assignment.value)
    st.caption(
        _("{count} pairs change; the sum of points changes by {points}.",
          count=len(table), points=format_number(-lost, digits=0))
    )  # fmt: skip
    names, places = _names(draft, after)
    words = {"added": "+", "removed": "−"}
    lines = [
        f"{words[row['change']]} {names.get(row['agency'], row['agency'])} – {places.get(row['code'], row['code'])}"
        for row in table.head(2 * _FEW).to_dict("records")
    ]
    st.text("\n".join(lines))


def _names(*drafts: Draft) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of agencies and communes as they stand beside the pairs."""
    agencies: dict[str, str] = {}
    communes: dict[str, str] = {}
    for draft in drafts:
        agencies |= dict(zip(draft.pairs["agency"], draft.pairs["agency_name"], strict=True))
        communes |= dict(zip(draft.pairs["code"], draft.pairs["name"], strict=True))
    return agencies, communes


def _replace(edits: EditHistory, draft: Draft, pair: Pair) -> None:
    """Let the reader take another agency; what follows is shown before it is done."""
    other = _choose_other(draft, pair)
    if not other:
        return
    why = str(st.session_state.get(_why_key(pair), ""))
    with guard(stop=False):
        after = draft_steps.swap(draft, pair[1], pair[0], other, why or "…")
        _tell_changes(draft, after)
        pressed = st.button(
            _("Replace"), type="primary", key=f"do_swap_{pair[0]}_{pair[1]}", disabled=not why.strip(),
            help=_("Write the reason first."),
        )  # fmt: skip
        if pressed:
            edits.put(after)
            st.rerun()


def _choose_other(draft: Draft, pair: Pair) -> str:
    """Let the reader choose another agency, the one that costs least first."""
    ranked = _ranked(draft, pair)
    if not ranked:
        st.caption(_("No other agency can go there."))
        return ""
    names = {
        key: f"{name} · {format_number(_POINTS * fit, digits=0)} · {_say_cost(cost)}" for key, name, fit, cost in ranked
    }
    return str(
        st.radio(_("Other agencies: points of the pair · what it costs"), list(names), format_func=option_labels(names),
                 key=f"other_{pair[0]}_{pair[1]}") or ""
    )  # fmt: skip


def _ranked(draft: Draft, pair: Pair) -> list[tuple[str, str, float, float | None]]:
    """Return other agencies for a commune by what taking them costs: key, name, fit and cost, None where not allowed.

    Computed once for a draft and a pair, as solving takes time.
    """
    memory: dict[str, Any] = st.session_state.setdefault("assign_ranked", {})
    if memory.get("draft") is not draft or memory["pair"] != pair:
        others = draft_steps.others(draft, pair[1], instead_of=pair[0], most=_FEW)
        rows = [
            (
                other.agency,
                draft.case.problem.agency_of[other.agency].name,
                other.fit,
                None if other.consequence is None else max(0.0, other.consequence.cost),
            )
            for other in others
        ]
        memory.update(draft=draft, pair=pair, rows=rows)
    result: list[tuple[str, str, float, float | None]] = memory["rows"]
    return result


def _say_cost(cost: float | None) -> str:
    if cost is None:
        return _("not allowed by the rules")
    return _("{points} points", points=format_number(-cost * _POINTS))


def show_commune(edits: EditHistory, code: str) -> None:
    """Let the reader add an agency to a commune by hand."""
    draft = edits.draft
    if draft is None or code not in draft.case.problem.place_of:
        return
    name = draft.case.problem.place_of[code].name
    with st.expander(escaped(_("Add a partner to {name}", name=name)), icon=":material/person_add:"):
        table = draft.case.problem.pairs.assign(fit=draft.case.problem.fit)
        chosen_table = table[table["code"].eq(code) & open_pairs(draft.case.problem)]
        have = {agency for agency, position in draft.chosen if position == code}
        free = chosen_table[~chosen_table["agency"].isin(have)].sort_values(["fit", "agency"], ascending=[False, True])
        names = {
            agency: f"{draft.case.problem.agency_of[agency].name} · {format_number(_POINTS * fit, digits=0)}"
            for agency, fit in zip(free["agency"], free["fit"], strict=True)
        }
        agency = st.selectbox(_("Agency and its points"), list(names), format_func=names.__getitem__, key=f"add_{code}")
        why = st.text_input(_("Reason"), key=f"add_why_{code}", max_chars=200)
        if st.button(_("Add"), key=f"add_do_{code}", disabled=not why.strip()):
            with guard(stop=False):
                edits.put(draft_steps.add(draft, (str(agency), code), why))
                st.rerun()
