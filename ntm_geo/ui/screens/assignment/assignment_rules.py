"""Form of the question of an assignment: its communes, the weights of the fit, the rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from ntm_geo.assignment.case import DEFAULT_COUNT, DEFAULT_WEIGHTS, GROUPS, AssignQuestion, KindRule
from ntm_geo.assignment.engine.pieces import PIECES
from ntm_geo.i18n import _
from ntm_geo.priorities.engine import PURPOSES
from ntm_geo.tables.agency_table import AGENCY_KINDS
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.messages import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.ui.kit.state import View

_SCENARIO: Final = "scenario:"
_MOST: Final = 100


def choose_communes(view: View) -> tuple[str, str, int]:
    """Let the reader choose the communes: a scenario saved on these units, or a purpose with a number.

    Returns
    -------
    Scenario (empty for a purpose), purpose (empty for a scenario), number of communes.
    """
    stored = [scenario.name for scenario in cache.scenarios() if scenario.vintage == view.vintage]
    names = {key: str(purpose.name) for key, purpose in PURPOSES.items()}
    names |= {f"{_SCENARIO}{name}": _("Scenario “{name}”", name=name) for name in stored}
    chosen = st.selectbox(_("Communes to be helped"), list(names), format_func=names.__getitem__, key="assign_communes")
    if chosen.startswith(_SCENARIO):
        st.number_input(_("How many communes"), value=0, disabled=True, key="assign_count_scenario")
        return chosen.removeprefix(_SCENARIO), "", 0
    count = st.number_input(_("How many communes"), min_value=1, max_value=500, value=DEFAULT_COUNT, key="assign_count")
    return "", chosen, int(count)


def choose_question(assign_question: AssignQuestion, *, mark: str = "") -> AssignQuestion:
    """Let the reader change weights and rules; returns the question, unchanged unless the form is sent.

    Parameters
    ----------
    assign_question : what the boxes begin with.
    mark : of the plan that is open, so that they begin anew with another one.
    """
    with (
        st.popover(_("Weights and rules"), icon=":material/tune:"),
        st.container(key="wide_box"),
        st.form("assign_rules", border=False),
    ):
        weights = _weights(assign_question.weights, mark)
        item, two, three, four = st.columns(4)
        least = item.number_input(
            _("Partners a commune, at least"), 0, 5, assign_question.at_least, key=f"assign_least{mark}"
        )
        most = two.number_input(
            _("Partners a commune, at most"),
            1,
            20,
            assign_question.at_most,
            key=f"assign_most{mark}",
            placeholder=_("any number"),
        )
        spread = three.number_input(
            _("Districts an agency, at most"),
            1,
            20,
            assign_question.spread,
            key=f"assign_spread{mark}",
            placeholder=_("any number"),
        )
        keep = four.number_input(
            _("Keep of last year's pairs (%)"), 0, 100, round(100 * assign_question.keep), key=f"assign_keep{mark}"
        )
        fair = st.checkbox(
            _("The least-served communes first"), value=assign_question.fair, key=f"assign_fair{mark}",
            help=_("First as few communes as possible stay badly served; only then the best sum counts."),
        )  # fmt: skip
        kinds = _kinds(assign_question.kinds, mark)
        sent = st.form_submit_button(_("Plan again with these"), type="primary", key="assign_with_rules")
    if not sent:
        return assign_question
    return replace(
        assign_question, weights=weights, at_least=int(least), at_most=None if most is None else int(most),
        spread=None if spread is None else int(spread), keep=keep / 100, fair=fair, kinds=kinds,
    )  # fmt: skip


def _weights(start: Mapping[str, float], mark: str) -> dict[str, float]:
    boxes = st.columns(len(PIECES))
    return {
        key: float(
            box.slider(
                escaped(str(name)),
                0,
                _MOST,
                int(start.get(key, DEFAULT_WEIGHTS[key])),
                key=f"assign_weight_{key}{mark}",
            )
        )
        for box, (key, name) in zip(boxes, PIECES.items(), strict=True)
    }


def _kinds(start: tuple[KindRule, ...], mark: str) -> tuple[KindRule, ...]:
    """Let the reader say which kinds communes of a type must or must not have."""
    groups = {str(name): key for key, name in GROUPS.items()}
    kinds = {str(name): key for key, name in AGENCY_KINDS.items()}
    sides = {_("must have"): True, _("must not have"): False}
    group_names, kind_names = ({key: name for name, key in item.items()} for item in (groups, kinds))
    words = {inside: word for word, inside in sides.items()}
    rows = [
        (group_names[kind_rule.group], words[kind_rule.required], kind_names[kind])
        for kind_rule in start
        for kind in kind_rule.kinds
    ]
    frame = pd.DataFrame(rows, columns=["group", "side", "kind"]).astype("object")
    edited = st.data_editor(
        frame,
        num_rows="dynamic",
        hide_index=True,
        key=f"assign_kinds{mark}",
        column_config={
            "group": st.column_config.SelectboxColumn(_("Which communes"), options=list(groups), required=True),
            "side": st.column_config.SelectboxColumn(_("Rule"), options=list(sides), required=True),
            "kind": st.column_config.SelectboxColumn(_("Kind of agency"), options=list(kinds), required=True),
        },
    )
    return tuple(
        KindRule(group=groups[row["group"]], kinds=(kinds[row["kind"]],), required=sides[row["side"]])
        for row in edited.dropna().to_dict("records")
    )
