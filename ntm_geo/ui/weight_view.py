"""The question of a ranking on a page: purpose, weights in three ways, conditions, and what is overruled by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from ntm_geo.i18n import _, format_number
from ntm_geo.priorities import FACTORS, PURPOSES, Weight
from ntm_geo.priorities.selection import Overrule, Rules
from ntm_geo.priorities.weights import ACCEPTED, compare_pairwise
from ntm_geo.ui import cache
from ntm_geo.ui.messages import escaped, guard, option_labels
from ntm_geo.workflows.prioritize import Question, make_overrules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.priorities.matrix import UnknownRule
    from ntm_geo.priorities.purposes import Direction
    from ntm_geo.ui.state import View

OWN: Final = "own"
_ACROSS: Final = 4
_MOST: Final = 100
_SCALE: Final = (1 / 9, 1 / 7, 1 / 5, 1 / 3, 1.0, 3.0, 5.0, 7.0, 9.0)


def choose_question(view: View) -> Question:
    """Let the reader choose purpose, number, method, weights and conditions; returns the question."""
    with st.container(key="slim_question"):
        purpose, count, method, more = st.columns([2.6, 1.9, 1.9, 1.6], vertical_alignment="center")
    names = {key: str(one.name) for key, one in PURPOSES.items()} | {OWN: _("Own purpose")}
    key = purpose.selectbox(_("Purpose"), list(names), format_func=names.__getitem__, key="priority_purpose")
    number = count.number_input(_("How many communes"), min_value=1, max_value=139, value=10, key="priority_count")
    methods = {"sum": _("weighted sum"), "topsis": "TOPSIS"}
    how = method.selectbox(_("Method"), list(methods), format_func=methods.__getitem__, key="priority_method")
    with (
        more.popover(_("Weights and conditions"), icon=":material/tune:", width="stretch"),
        st.container(key="wide_box"),
    ):
        weighing, conditions, by_hand = st.tabs([_("Weights"), _("Conditions"), _("Overruled by hand")])
        with weighing:
            weights = _choose_weights(key)
        with conditions:
            rules, fewer, recognised = _choose_rules(key, int(number))
            unknown = _choose_unknown()
        with by_hand:
            overrules = _choose_overrules(view)
    return Question(
        purpose="" if key == OWN else key,
        weights=weights,
        rules=replace(rules, overrules=overrules),
        method="topsis" if how == "topsis" else "sum",
        unknown=unknown,
        fewer_than=fewer,
        with_recognised=recognised,
    )


def _choose_weights(purpose: str) -> Mapping[str, Weight]:
    start = PURPOSES[purpose].weights if purpose in PURPOSES else {"missing": Weight(value=100, first="low")}
    ways = {"slide": _("Sliders"), "write": _("Figures"), "pairs": _("Pairs")}
    way = st.segmented_control(
        _("Weights by"), list(ways), format_func=option_labels(ways), default="slide", key="priority_way",
        label_visibility="collapsed",
    )  # fmt: skip
    if way == "write":
        return _written(purpose, start)
    if way == "pairs":
        return _compared(purpose, start)
    return _slid(purpose, start)


def _slid(purpose: str, start: Mapping[str, Weight]) -> Mapping[str, Weight]:
    found = {}
    arrows = {"high": "↑ " + _("much of it"), "low": "↓ " + _("little of it")}
    boxes = [box for _row in range(0, len(FACTORS), _ACROSS) for box in st.columns(_ACROSS)]
    for box, (key, factor) in zip(boxes, FACTORS.items(), strict=False):
        own = start.get(key)
        value = box.slider(
            escaped(str(factor.name)), 0, _MOST, int(own.value) if own else 0, key=f"weight_{purpose}_{key}",
            help=escaped(_("↑ much of it comes first, ↓ little of it comes first. Source: {source}.",
                   source=str(factor.source))),
        )  # fmt: skip
        if not value:
            continue
        # Which way a factor counts is asked only where it counts at all.
        arrow = box.segmented_control(
            _("First comes"), list(arrows), format_func=option_labels(arrows), default=own.first if own else "high",
            key=f"first_{purpose}_{key}", label_visibility="collapsed", required=True,
        )  # fmt: skip
        found[key] = Weight(value=float(value), first="low" if arrow == "low" else "high")
    return found


def _written(purpose: str, start: Mapping[str, Weight]) -> Mapping[str, Weight]:
    """Let the reader write the figures, and turn a factor round."""
    words = {"high": _("much of it"), "low": _("little of it")}
    frame = pd.DataFrame(
        {
            "key": list(FACTORS),
            "name": [str(one.name) for one in FACTORS.values()],
            "value": [start[key].value if key in start else 0.0 for key in FACTORS],
            "first": [words[start[key].first if key in start else "high"] for key in FACTORS],
            "source": [str(one.source) for one in FACTORS.values()],
        }
    )
    edited = st.data_editor(
        frame,
        hide_index=True,
        disabled=["name", "source"],
        key=f"weights_{purpose}",
        column_config={
            "key": None,
            "name": _("Factor"),
            "value": st.column_config.NumberColumn(_("Weight"), min_value=0, max_value=1000, format="localized"),
            "first": st.column_config.SelectboxColumn(_("First comes"), options=list(words.values()), required=True),
            "source": _("Source"),
        },
    )
    back: dict[str, Direction] = {words["high"]: "high", words["low"]: "low"}
    return {
        str(row["key"]): Weight(value=float(row["value"]), first=back[str(row["first"])])
        for row in edited.to_dict("records")
        if pd.notna(row["value"]) and row["value"] > 0
    }


def _compared(purpose: str, start: Mapping[str, Weight]) -> Mapping[str, Weight]:
    """Let the reader compare the factors of the purpose two by two; says how consistent that is."""
    keys = list(start)
    names = {key: str(FACTORS[key].name) for key in keys}
    said: dict[tuple[str, str], float] = {}
    boxes = st.columns(2)
    pairs = [(one, other) for place, one in enumerate(keys) for other in keys[place + 1 :]]
    for place, (one, other) in enumerate(pairs):
        said[one, other] = boxes[place % 2].select_slider(
            escaped(_("“{first}” against “{second}”", first=names[one], second=names[other])),
            options=list(_SCALE),
            value=1.0,
            format_func=_times,
            key=f"pair_{purpose}_{one}_{other}",
        )
    found = compare_pairwise(keys, said)
    ratio = format_number(found.ratio, digits=2)
    if found.consistent:
        st.success(escaped(_("Consistency ratio {ratio}: consistent.", ratio=ratio)), icon=":material/check:")
    elif found.worst is not None:
        one, other, value, implied = found.worst
        st.warning(
            escaped(
                _(
                    "Consistency ratio {ratio}, above {most}: look again at “{first}” against “{second}”. You "
                    "said {said} times; the other comparisons imply {implied} times.",
                    ratio=ratio,
                    most=format_number(ACCEPTED, digits=1),
                    first=names[one],
                    second=names[other],
                    said=_times(value),
                    implied=format_number(implied, digits=2),
                )
            )
        )
    return {key: Weight(value=100 * found.weights[key], first=start[key].first) for key in keys}


def _times(value: float) -> str:
    return format_number(value) if value >= 1 else f"1/{format_number(round(1 / value))}"


def _choose_rules(purpose: str, count: int) -> tuple[Rules, int | None, bool]:
    known = PURPOSES.get(purpose)
    left, middle, right = st.columns(3)
    fewer = left.number_input(
        _("Only communes with fewer criteria than"), min_value=1, max_value=19,
        value=(known.fewer_than if known else None), key=f"fewer_{purpose}", placeholder=_("all"),
    )  # fmt: skip
    cut = left.number_input(
        _("Only from this score on"),
        min_value=0.0,
        max_value=100.0,
        value=None,
        key="priority_cut",
        placeholder=_("all"),
    )
    border = middle.number_input(
        _("At least on the border"), min_value=0, max_value=139, value=None, key="priority_border",
        placeholder=_("none"),
    )  # fmt: skip
    most = middle.number_input(
        _("At most in a district"),
        min_value=1,
        max_value=139,
        value=None,
        key="priority_most",
        placeholder=_("any number"),
    )
    least = middle.number_input(
        _("At least in a district"), min_value=0, max_value=20, value=None, key="priority_least", placeholder=_("none")
    )
    recognised = right.checkbox(_("Recognised communes as well"), key="priority_recognised")
    rules = Rules(
        count=count,
        at_least=None if cut is None else float(cut),
        most_per_district=None if most is None else int(most),
        least_per_district=None if not least else int(least),
        least_border=None if not border else int(border),
    )
    return rules, None if fewer is None else int(fewer), recognised


def _choose_unknown() -> UnknownRule:
    """Let the planner choose what becomes of values that are not known."""
    words = {"half": _("gets half the points"), "last": _("gets no points")}
    chosen = st.radio(
        _("What is not known"), list(words), format_func=option_labels(words), key="priority_unknown", horizontal=True
    )
    return "last" if chosen == "last" else "half"


def _choose_overrules(view: View) -> dict[str, Overrule]:
    """Let the reader take communes in or out against the ranking, each with a reason."""
    words = {"in": _("take in"), "out": _("take out")}
    names = commune_names(view)
    empty: Any = pd.DataFrame({name: pd.Series(dtype="str") for name in ("commune", "state", "reason")})
    edited = st.data_editor(
        empty,
        hide_index=True,
        num_rows="dynamic",
        key=f"overrules_{view.vintage}",
        column_config={
            "commune": st.column_config.SelectboxColumn(_("Commune"), options=list(names.values()), required=True),
            "state": st.column_config.SelectboxColumn(_("Decision"), options=list(words.values()), required=True),
            "reason": st.column_config.TextColumn(_("Reason"), required=True, max_chars=200, width="large"),
        },
    )
    codes = {name: code for code, name in names.items()}
    states = {words["in"]: "in", words["out"]: "out"}
    rows = [{key: str(value) for key, value in row.items()} for row in edited.dropna().to_dict("records")]
    with guard():
        return make_overrules(
            (codes[row["commune"]], row["commune"], states[row["state"]], row["reason"]) for row in rows
        )


def commune_names(view: View) -> dict[str, str]:
    """Return the units of a view: code to name and district."""
    units = cache.units(view.vintage)
    return {
        str(row["code"]): f"{row['name']}, {row['parent_name']}"
        if isinstance(row["parent_name"], str)
        else str(row["name"])
        for row in units.to_dict("records")
    }
