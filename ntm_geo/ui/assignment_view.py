"""An assignment on a page: figures, map with lines, table of pairs, and what can be done with a pair."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd
import streamlit as st

from ntm_geo.assignment.clash import relaxations, smallest_clash
from ntm_geo.assignment.explain import open_pairs
from ntm_geo.assignment.pieces import PIECES
from ntm_geo.assignment.rules import Lock
from ntm_geo.assignment.words import relaxation_sentence, rule_sentence
from ntm_geo.i18n import _, format_number
from ntm_geo.ui import cache, theme_view
from ntm_geo.ui.messages import escaped, guard, markdown, option_labels
from ntm_geo.workflows import assign_desk
from ntm_geo.workflows.assign import GROUPS, case_findings
from ntm_geo.workflows.assign_views import coverage, coverage_sentences, pair_sentence
from ntm_geo.workflows.assignment_themes import kind_theme, partner_theme, with_links

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.ui.assignment_desk import Bench
    from ntm_geo.ui.state import View
    from ntm_geo.workflows.assess import PeriodAssessment
    from ntm_geo.workflows.assign import AssignQuestion, Case
    from ntm_geo.workflows.assign_desk import Desk, Pair

_COLOURS: Final = ("#0b3c5d", "#5aa3a6", "#e08a2c", "#7fb77e", "#c9a227", "#8d6cab")
_MARKS: Final = {"in": "🔒", "out": "🚫"}
_POINTS: Final = 100
_FEW: Final = 5
_SHORT: Final = 260
"""Height of the table in pixels with a pair chosen: room is left for what can be done with it."""


def show_figures(desk: Desk) -> None:
    """Show what the assignment comes to, and what is doubtful or broken."""
    first, *more = coverage_sentences(coverage(desk.case, desk.pairs))
    st.markdown(f"**{escaped(first)}** :small[{escaped(' '.join(more))}]")
    for line in assign_desk.broken(desk):
        st.warning(escaped(_("A rule does not hold: {rule}", rule=line)), icon=":material/rule:")
    doubtful = [one for one in case_findings(desk.case) if one.severity != "info"]
    if doubtful:
        with st.expander(_("{count} doubtful points", count=len(doubtful)), icon=":material/help:"):
            for one in doubtful:
                place = f"**{escaped(one.place)}** " if one.place else ""
                st.markdown(f"- {place}{markdown(one.what)} {markdown(one.hint) if one.hint else ''}")


def show_bar(bench: Bench) -> None:
    """Show undo, redo and planning again; undo and redo also by the keyboard."""
    desk = bench.desk
    if desk is None:
        return
    undo, redo, again, anew = st.columns(4)
    undo.button(
        _("Undo"), on_click=bench.undo, disabled=not bench.past, icon=":material/undo:", shortcut="Ctrl+Z",
        key="assign_undo", width="stretch",
    )  # fmt: skip
    redo.button(
        _("Redo"), on_click=bench.redo, disabled=not bench.future, icon=":material/redo:", shortcut="Ctrl+Y",
        key="assign_redo", width="stretch",
    )  # fmt: skip
    if again.button(
        _("Fewest changes"), key="assign_again", width="stretch",
        help=_("Plan again so that every rule holds, with as few changes to what stands here as possible."),
    ):  # fmt: skip
        step(bench, lambda: assign_desk.replan(desk, desk.case))
    if anew.button(
        _("Best anew"), key="assign_anew", width="stretch",
        help=_("Plan from the beginning; locks stay, other changes by hand go. Undo brings them back."),
    ):  # fmt: skip
        step(bench, lambda: assign_desk.propose(desk.case, desk.pairs))


def step_told(desk: Desk) -> str:
    """Return the last step and whether anything better is possible, in words."""
    proven = _("proven best") if desk.proven else _("changed by hand")
    return _("{step} · {proven}", step=desk.done, proven=proven)


def step(bench: Bench, make: Callable[[], Desk]) -> None:
    """Take a step and show the page anew; where nothing keeps the rules the desk stays as it is."""
    with guard(stop=False), st.spinner(_("Finding the best assignment …")):
        bench.put(make())
        st.rerun()


def show_board(view: View, standing: PeriodAssessment, bench: Bench, *, key: str) -> None:
    """Show map and table side by side; a pair that is chosen is explained and can be decided about."""
    desk = bench.desk
    if desk is None:
        return
    left, right = st.columns([1.6, 1.4], gap="medium")
    with right, st.container(key=f"{key}_side"):
        pair = _table(desk, view)
        if pair:
            _decide(standing, bench, pair)
    with left:
        ways = {"count": _("Number of partners"), "kind": _("Kind of partner")}
        one, two = st.columns([1, 1], vertical_alignment="center")
        how = one.segmented_control(
            _("Colours"), list(ways), format_func=option_labels(ways), default="count", key="assign_colours",
            label_visibility="collapsed",
        )  # fmt: skip
        names = {"": _("Lines of …")} | _agency_names(desk)
        agency = two.selectbox(
            _("Agency"), list(names), format_func=names.__getitem__, key="assign_lines", label_visibility="collapsed"
        )
        made = kind_theme if how == "kind" else partner_theme
        theme = made(standing, desk.case, desk.pairs)
        of = agency or (pair[0] if pair else "") or view.commune
        if of:
            theme = with_links(theme, standing, desk.case, desk.pairs, of=of)
        theme_view.show_theme(view, standing, theme, key=key, height=430)
        if pair:
            _why(desk, pair)


def _agency_names(desk: Desk) -> dict[str, str]:
    held = desk.pairs[desk.pairs["assigned"]].drop_duplicates("agency").sort_values("agency_name")
    return dict(zip(held["agency"], held["agency_name"], strict=True))


def _table(desk: Desk, view: View) -> Pair | None:
    """Show the pairs; the commune looked at comes first."""
    table = desk.pairs.sort_values(["name", "agency_name"])
    if view.commune:
        near = table["code"].eq(view.commune)
        table = pd.concat([table[near], table[~near]])
    table = table.reset_index(drop=True)
    marks = table["lock"].map(_MARKS).fillna("").where(table["assigned"] | table["lock"].notna(), "")
    hand = table["origin"].eq("hand").map({True: "✎", False: ""})
    shown = pd.DataFrame(
        {
            _("State"): marks + hand,
            _("Commune"): table["name"],
            _("Agency"): table["agency_name"].where(table["assigned"], _("not: ") + table["agency_name"]),
            _("Points"): (table["value"] * _POINTS).round(0),
            "km": table["km"].round(0),
        }
    )
    key = f"assign_pairs_{view.commune}_{hash(tuple(table['agency'] + table['code']))}"
    before: Any = st.session_state.get(key) or {}
    picked = bool(before.get("selection", {}).get("rows"))
    event: Any = st.dataframe(
        shown,
        hide_index=True,
        height=_SHORT if picked else theme_view.LIST,
        on_select="rerun",
        selection_mode="single-row",
        key=key,
        column_config={
            _("State"): st.column_config.TextColumn(
                width=70, help=_("🔒 fixed, 🚫 refused, ✎ set by hand with a reason")
            ),
            _("Commune"): st.column_config.TextColumn(width=110),
            _("Agency"): st.column_config.TextColumn(width=190),
            _("Points"): st.column_config.NumberColumn(format="localized", width=64),
            "km": st.column_config.NumberColumn(format="localized", width=52),
        },
    )
    rows = event["selection"]["rows"]
    if not rows:
        return None
    row = table.iloc[rows[0]]
    return str(row["agency"]), str(row["code"])


def _why(desk: Desk, pair: Pair) -> None:
    """Show why a pair is as it is."""
    st.info(escaped(pair_sentence(desk.case, *pair)), icon=":material/lightbulb:")
    _bars(desk, pair[1])


def _bars(desk: Desk, code: str) -> None:
    """Show the pieces of every partner of a commune; the bars add up to the points."""
    held = desk.pairs[desk.pairs["code"].eq(code) & desk.pairs["pieces"].notna()]
    rows = [
        {"agency": one["agency_name"], "piece": str(PIECES[key]), "points": _POINTS * points}
        for one in held.to_dict("records")
        for key, points in json.loads(str(one["pieces"])).items()
        if key in PIECES
    ]
    if not rows:
        return
    names = [str(one) for one in PIECES.values()]
    chart = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar()
        .encode(
            x=alt.X("points:Q", title=_("points of 100"), scale=alt.Scale(domain=[0, _POINTS])),
            y=alt.Y("agency:N", title=None, axis=alt.Axis(labelLimit=260)),
            color=alt.Color("piece:N", title=None, scale=alt.Scale(domain=names, range=list(_COLOURS)),
                            legend=alt.Legend(orient="top", columns=3, labelLimit=240)),
            tooltip=[
                alt.Tooltip("agency:N", title=_("Agency")),
                alt.Tooltip("piece:N", title=_("Piece")),
                alt.Tooltip("points:Q", title=_("Points"), format=".1f"),
            ],
        )
    )  # fmt: skip
    st.altair_chart(chart.properties(height=alt.Step(30)), width="stretch")


def _decide(standing: PeriodAssessment, bench: Bench, pair: Pair) -> None:
    """Let the reader decide about a pair, seeing what follows before it is done."""
    desk = bench.desk
    if desk is None:
        return
    row: Any = desk.pairs[desk.pairs["agency"].eq(pair[0]) & desk.pairs["code"].eq(pair[1])].iloc[0]
    assigned = bool(row["assigned"])
    st.markdown(f"**{escaped(row['agency_name'])} – {escaped(row['name'])}**")
    for told in (
        _("Set by hand: {why}", why=row["why"]) if isinstance(row["why"], str) else "",
        _("Fixed: {why}", why=row["lock_why"]) if isinstance(row["lock_why"], str) else "",
    ):
        if told:
            st.caption(escaped(told))
    deeds = {"in": _("Fix it"), "out": _("Refuse it"), "swap": _("Replace"), "remove": _("Remove")}
    if isinstance(row["lock"], str):
        deeds = {"unlock": _("Take the lock back"), **deeds}
    if not assigned:
        deeds = {key: deeds[key] for key in ("unlock", "in") if key in deeds}
    chosen = st.segmented_control(
        _("What to do with this pair"), list(deeds), format_func=option_labels(deeds), key=f"deed_{pair[0]}_{pair[1]}",
        label_visibility="collapsed",
    )  # fmt: skip
    if chosen is None:
        st.caption(_("Choose one: what follows is shown before anything is done."))
        return
    other = _choose_other(desk, pair) if chosen == "swap" else ""
    if chosen == "swap" and not other:
        return
    why = ""
    if chosen in {"in", "out", "swap"}:
        why = st.text_input(_("Reason"), key=f"why_{chosen}_{pair[0]}_{pair[1]}", max_chars=200)
    with guard(stop=False):
        after = _after(standing, desk, pair, (str(chosen), other, why))
        _foresee(desk, after)
        if st.button(_("Do it"), type="primary", key=f"do_{chosen}_{pair[0]}_{pair[1]}",
                     disabled=chosen in {"in", "out", "swap"} and not why.strip()):  # fmt: skip
            bench.put(after)
            st.rerun()


def _after(standing: PeriodAssessment, desk: Desk, pair: Pair, deed: tuple[str, str, str]) -> Desk:
    """Return the desk after a deed; a reason that is not written yet does not keep the reader from seeing it."""
    space, (what, other, why) = cache.workspace(), deed
    said, by = why or "…", str(st.session_state.get("assign_by", ""))
    if what == "unlock":
        return assign_desk.unlock(space, standing, desk, pair)
    if what == "remove":
        return assign_desk.remove(desk, pair)
    if what == "swap":
        return assign_desk.swap(desk, pair[1], pair[0], other, said)
    locked = Lock(agency=pair[0], code=pair[1], inside=what == "in", by=by, why=said)
    return assign_desk.lock(space, standing, desk, pair, locked)


def _foresee(desk: Desk, after: Desk) -> None:
    """Say what a deed changes, and what it costs."""
    table = assign_desk.moved(desk, after)
    lost = _POINTS * (desk.assignment.value - after.assignment.value)
    if table.empty:
        st.caption(_("Nothing else moves."))
        return
    st.caption(
        _("{count} pairs change; the sum of points changes by {points}.",
          count=len(table), points=format_number(-lost, digits=0))
    )  # fmt: skip
    agencies, places = desk.case.problem.agency_of, desk.case.problem.place_of
    words = {"added": "＋", "removed": "－"}
    lines = [
        f"{words[one['change']]} {agencies[one['agency']].name} – {places[one['code']].name}"
        for one in table.head(2 * _FEW).to_dict("records")
    ]
    st.text("\n".join(lines))


def _choose_other(desk: Desk, pair: Pair) -> str:
    """Let the reader choose another agency, the one that costs least first."""
    ranked = _ranked(desk, pair)
    if not ranked:
        st.caption(_("No other agency can go there."))
        return ""
    names = {key: f"{name} · {fit} · {cost}" for key, name, fit, cost in ranked}
    return str(
        st.radio(_("Other agencies: points of the pair · what it costs"), list(names), format_func=option_labels(names),
                 key=f"other_{pair[0]}_{pair[1]}") or ""
    )  # fmt: skip


def _ranked(desk: Desk, pair: Pair) -> list[tuple[str, str, str, str]]:
    """Return other agencies for a commune by what taking them costs; kept for the desk they were worked out at."""
    memory: dict[str, Any] = st.session_state.setdefault("assign_ranked", {})
    if memory.get("at") != (id(desk), pair):
        rows = []
        for one in assign_desk.others(desk, pair[1], instead_of=pair[0], most=_FEW):
            cost = None if one.consequence is None else max(0.0, one.consequence.cost) * _POINTS
            told = _("not allowed by the rules") if cost is None else _("{points} points", points=format_number(-cost))
            rows.append((one.agency, desk.case.problem.agency_of[one.agency].name,
                         format_number(_POINTS * one.fit, digits=0), told))  # fmt: skip
        memory.update(at=(id(desk), pair), rows=rows)
    found: list[tuple[str, str, str, str]] = memory["rows"]
    return found


def show_commune(bench: Bench, code: str) -> None:
    """Let the reader add an agency to a commune by hand."""
    desk = bench.desk
    if desk is None or code not in desk.case.problem.place_of:
        return
    name = desk.case.problem.place_of[code].name
    with st.expander(escaped(_("Add a partner to {name}", name=name)), icon=":material/person_add:"):
        table = desk.case.problem.pairs.assign(fit=desk.case.problem.fit)
        own = table[table["code"].eq(code) & open_pairs(desk.case.problem)]
        have = {agency for agency, place in desk.chosen if place == code}
        free = own[~own["agency"].isin(have)].sort_values(["fit", "agency"], ascending=[False, True])
        names = {
            agency: f"{desk.case.problem.agency_of[agency].name} · {format_number(_POINTS * fit, digits=0)}"
            for agency, fit in zip(free["agency"], free["fit"], strict=True)
        }
        agency = st.selectbox(_("Agency and its points"), list(names), format_func=names.__getitem__, key=f"add_{code}")
        why = st.text_input(_("Reason"), key=f"add_why_{code}", max_chars=200)
        if st.button(_("Add"), key=f"add_do_{code}", disabled=not why.strip()):
            with guard(stop=False):
                bench.put(assign_desk.add(desk, (str(agency), code), why))
                st.rerun()


def show_clash(case: Case, question: AssignQuestion) -> AssignQuestion | None:
    """Show why nothing fits, and a button for every way out; returns the question of the way taken."""
    groups = {key: str(name) for key, name in GROUPS.items()}
    clash = smallest_clash(case.problem)
    st.error(_("No assignment keeps all rules. These cannot hold together:"), icon=":material/block:")
    st.markdown("\n".join(f"- {escaped(rule_sentence(one, case.problem, groups))}" for one in clash))
    st.markdown(_("Any one of these is enough:"))
    for place, way in enumerate(relaxations(case.problem, clash)):
        said = relaxation_sentence(way, case.problem, groups)
        if st.button(escaped(said[:1].upper() + said[1:]), key=f"relax_{place}", icon=":material/arrow_forward:"):
            return assign_desk.relaxed(question, case, way)
    return None
