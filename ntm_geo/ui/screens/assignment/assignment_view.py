"""A draft on the page: map with lines, table of pairs, explanation of a pair, and what clashes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd
import streamlit as st

from ntm_geo.assessment.derived import derived
from ntm_geo.assignment import draft_steps
from ntm_geo.assignment.assignment_themes import kind_theme, partner_theme, with_links
from ntm_geo.assignment.case import GROUPS
from ntm_geo.assignment.engine.assignment_clash import relaxations, smallest_clash
from ntm_geo.assignment.engine.pieces import PIECES
from ntm_geo.assignment.engine.words import relaxation_sentence, rule_sentence
from ntm_geo.assignment.outcome import pair_sentence
from ntm_geo.assignment.plan_figures import points_now
from ntm_geo.i18n import _, format_number
from ntm_geo.ui.kit import theme_view
from ntm_geo.ui.kit.keys import key_of
from ntm_geo.ui.kit.messages import escaped, guard, option_labels
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.assignment import assignment_figures, assignment_pair, edit_history

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.assignment.case import AssignQuestion, Case
    from ntm_geo.assignment.draft_steps import Draft, Pair
    from ntm_geo.ui.kit.state import View
    from ntm_geo.ui.screens.assignment.edit_history import EditHistory

_COLOURS: Final = ("#0b3c5d", "#5aa3a6", "#e08a2c", "#7fb77e", "#c9a227", "#8d6cab")
_MARKS: Final = {"in": "🔒", "out": "⊘"}
_POINTS: Final = 100
_SHORT: Final = 260
"""Height of the table in pixels with a pair chosen: room is left for what can be done with it."""


def show_bar(edits: EditHistory) -> None:
    """Show undo, redo and planning again; undo and redo also by the keyboard."""
    draft = edits.draft
    if draft is None:
        return
    undo, redo, again, anew = st.columns([1, 1, 1.5, 1.5], gap="small")
    undo.button(
        "", help=_("Undo"), on_click=edits.undo, disabled=not edits.past, icon=":material/undo:", shortcut="Ctrl+Z",
        key="assign_undo", width="stretch",
    )  # fmt: skip
    redo.button(
        "", help=_("Redo"), on_click=edits.redo, disabled=not edits.future, icon=":material/redo:", shortcut="Ctrl+Y",
        key="assign_redo", width="stretch",
    )  # fmt: skip
    if again.button(
        _("Fewest changes"), key="assign_again", width="stretch",
        help=_("Plan again so that every rule holds, with as few changes to what stands here as possible."),
    ):  # fmt: skip
        step(edits, lambda: draft_steps.replan(draft, draft.case))
    if anew.button(
        _("Recompute from the beginning"), key="assign_anew", width="stretch",
        help=_("Plan from the beginning; locks stay, other changes by hand go. Undo brings them back."),
    ):  # fmt: skip
        step(edits, lambda: draft_steps.propose(draft.case, draft.pairs))


def say_step(draft: Draft) -> str:
    """Return the last step and whether anything better is possible, in words."""
    proven = _("proven best") if draft.proven else _("changed by hand")
    return _("{step} · {proven}", step=draft.done, proven=proven)


def step(edits: EditHistory, make: Callable[[], Draft]) -> None:
    """Take a step and show the page anew; where nothing keeps the rules the draft stays as it is."""
    with guard(stop=False), edit_history.solving():
        edits.put(make())
        st.rerun()


def show_board(view: View, standing: PeriodAssessment, edits: EditHistory, *, key: str) -> None:
    """Show map and table side by side; a pair that is chosen is explained and can be decided about."""
    draft = edits.draft
    if draft is None:
        return
    left, right = st.columns([1.6, 1.4], gap="medium")
    with right, st.container(key=f"{key}_side"):
        pair = _table(standing, edits, draft, view)
        if edits.changeable:
            assignment_pair.show_pair(edits, pair)
    with left:
        ways = {"count": _("Number of partners"), "kind": _("Kind of partner")}
        item, two = st.columns([1, 1], vertical_alignment="center")
        how = item.segmented_control(
            _("Colours"), list(ways), format_func=option_labels(ways), default="count", key="assign_colours",
            label_visibility="collapsed",
        )  # fmt: skip
        names = {"": _("Lines of …")} | _agency_names(draft)
        agency = two.selectbox(
            _("Agency"), list(names), format_func=names.__getitem__, key="assign_lines", label_visibility="collapsed"
        )
        made = kind_theme if how == "kind" else partner_theme
        theme = made(standing, draft.case, draft.pairs)
        of = agency or (pair[0] if pair else "") or view.commune
        if of:
            theme = with_links(theme, standing, draft.case, draft.pairs, of=of)
        theme_view.show_theme(view, standing, theme, key=key, height=430)
        if pair:
            _why(draft, pair)


@derived
def _agency_names(draft: Draft) -> dict[str, str]:
    pair = draft.pairs[draft.pairs["assigned"]].drop_duplicates("agency").sort_values("agency_name")
    return dict(zip(pair["agency"], pair["agency_name"], strict=True))


def _table(standing: PeriodAssessment, edits: EditHistory, draft: Draft, view: View) -> Pair | None:
    """Show the pairs; the commune looked at comes first, and points of today stand beside those kept that differ."""
    table, shown = _sorted_pairs(draft, view.commune), _worded_pairs(draft, view.commune)
    case = None if edits.dirty else assignment_figures.case_now(standing, edits)
    now = None if case is None else points_now(case, table)
    if now is not None and now.notna().any():
        format_numbers = ["" if pd.isna(item) else format_number(_POINTS * item, digits=0) for item in now]
        shown.insert(4, _("Points now"), format_numbers)
    key = key_of(f"assign_pairs_{view.commune}", table["agency"] + " " + table["code"])
    before: Any = st.session_state.get(key) or {}
    picked = bool(before.get("selection", {}).get("rows"))
    if edits.changeable and not picked:
        st.caption(_("Choose a pair to fix, refuse or replace it."))
    event: Any = show_table(
        shown,
        height=_SHORT if picked and edits.changeable else theme_view.LIST,
        on_select="rerun",
        selection_mode="single-row",
        key=key,
        widths={_("Points"): 64, "km": 52},
        column_config={
            _("State"): st.column_config.TextColumn(
                width=70, help=_("🔒 fixed, ⊘ refused, ✎ set by hand with a reason")
            ),
            _("Commune"): st.column_config.TextColumn(width=110),
            _("Agency"): st.column_config.TextColumn(width=190),
            _("Points now"): st.column_config.TextColumn(
                width=72, help=_("By the data looked at; empty where it is as it was kept.")
            ),
        },
    )
    rows = event["selection"]["rows"]
    if not rows:
        return None
    row = table.iloc[rows[0]]
    return str(row["agency"]), str(row["code"])


@derived
def _sorted_pairs(draft: Draft, commune: str) -> pd.DataFrame:
    """Return the pairs by names, those of a commune first."""
    table = draft.pairs.sort_values(["name", "agency_name"])
    if commune:
        near = table["code"].eq(commune)
        table = pd.concat([table[near], table[~near]])
    return table.reset_index(drop=True)


@derived
def _worded_pairs(draft: Draft, commune: str) -> pd.DataFrame:
    """Return the pairs as the table says them, in the order of `_sorted_pairs`."""
    table = _sorted_pairs(draft, commune)
    marks = table["lock"].map(_MARKS).fillna("").where(table["assigned"] | table["lock"].notna(), "")
    hand = table["origin"].eq("hand").map({True: "✎", False: ""})
    return pd.DataFrame(
        {
            _("State"): marks + hand,
            _("Commune"): table["name"],
            _("Agency"): table["agency_name"].where(table["assigned"], _("not: ") + table["agency_name"]),
            _("Points"): (table["value"] * _POINTS).round(0),
            "km": table["km"].round(0),
        }
    )


def _why(draft: Draft, pair: Pair) -> None:
    """Show why a pair is as it is."""
    st.info(escaped(pair_sentence(draft.case, *pair)), icon=":material/lightbulb:")
    _bars(draft, pair[1])


def _bars(draft: Draft, code: str) -> None:
    """Show the pieces of every partner of a commune; the bars add up to the points."""
    chosen_pairs = draft.pairs[draft.pairs["code"].eq(code) & draft.pairs["pieces"].notna()]
    rows = [
        {"agency": row["agency_name"], "piece": str(PIECES[key]), "points": _POINTS * points}
        for row in chosen_pairs.to_dict("records")
        for key, points in json.loads(str(row["pieces"])).items()
        if key in PIECES
    ]
    if not rows:
        return
    names = [str(piece) for piece in PIECES.values()]
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


def show_clash(case: Case, question: AssignQuestion) -> AssignQuestion | None:
    """Show why nothing fits, and a button for every way out; returns the question of the way taken."""
    groups = {key: str(name) for key, name in GROUPS.items()}
    clash = smallest_clash(case.problem)
    st.error(_("No assignment keeps all rules. These cannot hold together:"), icon=":material/block:")
    st.markdown("\n".join(f"- {escaped(rule_sentence(item, case.problem, groups))}" for item in clash))
    st.markdown(_("Any one of these is enough:"))
    for index, way in enumerate(relaxations(case.problem, clash)):
        text = relaxation_sentence(way, case.problem, groups)
        if st.button(escaped(text[:1].upper() + text[1:]), key=f"relax_{index}", icon=":material/arrow_forward:"):
            return draft_steps.relaxed(question, case, way)
    return None
