"""The question of a ranking on a page: purpose, weights in three ways, conditions; a scenario begins with its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from ntm_geo.i18n import _, format_number
from ntm_geo.priorities.engine import FACTORS, PURPOSES, Weight
from ntm_geo.priorities.engine.selection import Rules
from ntm_geo.priorities.engine.weights import ACCEPTED, compare_pairwise
from ntm_geo.priorities.prioritize import Question
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.keys import keep_within
from ntm_geo.ui.kit.messages import escaped, option_labels
from ntm_geo.ui.screens.priorities import scenario_view
from ntm_geo.ui.screens.priorities.overrule_view import choose_overrules
from ntm_geo.ui.screens.priorities.question_start import start

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.priorities.engine.matrix import UnknownRule
    from ntm_geo.priorities.engine.purposes import Direction
    from ntm_geo.ui.kit.state import View
    from ntm_geo.ui.screens.priorities.question_start import Start

OWN: Final = "own"
_ACROSS: Final = 4
_MOST: Final = 100
_USUAL: Final = 10
"""How many communes are chosen unless somebody says otherwise."""
_SCALE: Final = (1 / 9, 1 / 7, 1 / 5, 1 / 3, 1.0, 3.0, 5.0, 7.0, 9.0)


def choose_question(view: View) -> Question:
    """Let the reader choose purpose, number, method, weights and conditions; returns the question."""
    begun, communes = start(), cache.commune_count(view.vintage)
    question, mark = begun.question, begun.mark
    with st.container(key="slim_question"):
        purpose, count, method, more, saved = st.columns([2.4, 1.7, 1.7, 1.6, 1.5], vertical_alignment="center")
    names = {key: str(purpose.name) for key, purpose in PURPOSES.items()} | {OWN: _("Own purpose")}
    first = list(names).index((question.purpose or OWN) if question else next(iter(names)))
    key = purpose.selectbox(
        _("Purpose"), list(names), index=first, format_func=names.__getitem__, key=f"priority_purpose{mark}"
    )
    number = count.number_input(
        _("How many communes"), min_value=1, max_value=communes,
        value=min(communes, question.rules.count if question else _USUAL),
        key=keep_within(f"priority_count{mark}", communes),
    )  # fmt: skip
    methods = {"sum": _("weighted sum"), "topsis": "TOPSIS"}
    how = method.selectbox(
        _("Method"), list(methods), index=list(methods).index(question.method) if question else 0,
        format_func=methods.__getitem__, key=f"priority_method{mark}",
    )  # fmt: skip
    with saved:
        scenario_view.show_saved()
    with (
        more.popover(_("Weights and conditions"), icon=":material/tune:", width="stretch"),
        st.container(key="wide_box"),
    ):
        weighing, conditions, by_hand = st.tabs([_("Weights"), _("Conditions"), _("Overruled by hand")])
        with weighing:
            weights = _choose_weights(key, begun)
        with conditions:
            rules, fewer, recognised = _choose_rules(view, key, int(number), begun)
            unknown = _choose_unknown(begun)
        with by_hand:
            overrules = choose_overrules(view)
    return Question(
        purpose="" if key == OWN else key,
        weights=weights,
        rules=replace(rules, overrules=overrules),
        method="topsis" if how == "topsis" else "sum",
        unknown=unknown,
        fewer_than=fewer,
        with_recognised=recognised,
    )


def _choose_weights(purpose: str, begun: Start) -> Mapping[str, Weight]:
    """Let the reader weigh; a scenario that was opened begins with its own, as figures where no slider has them."""
    weights = PURPOSES[purpose].weights if purpose in PURPOSES else {"missing": Weight(value=100, first="low")}
    mark = begun.mark
    if begun.question is not None and (begun.question.purpose or OWN) == purpose:
        weights = begun.question.weights
    slides = all(weight.value == int(weight.value) and weight.value <= _MOST for weight in weights.values())
    ways = {"slide": _("Sliders"), "write": _("Figures"), "pairs": _("Pairs")}
    way = st.segmented_control(
        _("Weights by"), list(ways), format_func=option_labels(ways), default="slide" if slides else "write",
        key=f"priority_way{mark}",
        label_visibility="collapsed",
    )  # fmt: skip
    if way == "write":
        return _written(f"{purpose}{mark}", weights)
    if way == "pairs":
        return _compared(f"{purpose}{mark}", weights)
    return _slid(f"{purpose}{mark}", weights)


def _slid(purpose: str, start: Mapping[str, Weight]) -> Mapping[str, Weight]:
    result = {}
    arrows = {"high": "↑ " + _("much of it"), "low": "↓ " + _("little of it")}
    boxes = [box for _row in range(0, len(FACTORS), _ACROSS) for box in st.columns(_ACROSS)]
    for box, (key, factor) in zip(boxes, FACTORS.items(), strict=False):
        weight = start.get(key)
        value = box.slider(
            escaped(str(factor.name)), 0, _MOST, int(weight.value) if weight else 0, key=f"weight_{purpose}_{key}",
            help=escaped(_("↑ much of it comes first, ↓ little of it comes first. Source: {source}.",
                   source=str(factor.source))),
        )  # fmt: skip
        if not value:
            continue
        # Which way a factor counts is asked only where it counts at all.
        arrow = box.segmented_control(
            _("First comes"),
            list(arrows),
            format_func=option_labels(arrows),
            default=weight.first if weight else "high",
            key=f"first_{purpose}_{key}",
            label_visibility="collapsed",
            required=True,
        )
        result[key] = Weight(value=float(value), first="low" if arrow == "low" else "high")
    return result


def _written(purpose: str, start: Mapping[str, Weight]) -> Mapping[str, Weight]:
    """Let the reader write the figures, and turn a factor round."""
    words = {"high": _("much of it"), "low": _("little of it")}
    frame = pd.DataFrame(
        {
            "key": list(FACTORS),
            "name": [str(factor.name) for factor in FACTORS.values()],
            "value": [start[key].value if key in start else 0.0 for key in FACTORS],
            "first": [words[start[key].first if key in start else "high"] for key in FACTORS],
            "source": [str(factor.source) for factor in FACTORS.values()],
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
    words: dict[tuple[str, str], float] = {}
    boxes = st.columns(2)
    pairs = [(key, other) for index, key in enumerate(keys) for other in keys[index + 1 :]]
    for index, (item, other) in enumerate(pairs):
        words[item, other] = boxes[index % 2].select_slider(
            escaped(_("“{first}” against “{second}”", first=names[item], second=names[other])),
            options=list(_SCALE),
            value=1.0,
            format_func=_times,
            key=f"pair_{purpose}_{item}_{other}",
        )
    comparison = compare_pairwise(keys, words)
    ratio = format_number(comparison.ratio, digits=2)
    if comparison.consistent:
        st.success(escaped(_("Consistency ratio {ratio}: consistent.", ratio=ratio)), icon=":material/check:")
    elif comparison.worst is not None:
        item, other, value, implied = comparison.worst
        st.warning(
            escaped(
                _(
                    "Consistency ratio {ratio}, above {most}: look again at “{first}” against “{second}”. You "
                    "said {said} times; the other comparisons imply {implied} times.",
                    ratio=ratio,
                    most=format_number(ACCEPTED, digits=1),
                    first=names[item],
                    second=names[other],
                    said=_times(value),
                    implied=format_number(implied, digits=2),
                )
            )
        )
    return {key: Weight(value=100 * comparison.weights[key], first=start[key].first) for key in keys}


def _times(value: float) -> str:
    return format_number(value) if value >= 1 else f"1/{format_number(round(1 / value))}"


def _at_most(value: int | None, most: int) -> int | None:
    """Return what a scenario asked for, brought down to what there is on the units looked at."""
    return None if value is None else min(value, most)


def _choose_rules(view: View, purpose: str, count: int, begun: Start) -> tuple[Rules, int | None, bool]:
    known, question, mark = PURPOSES.get(purpose), begun.question, begun.mark
    communes, criteria = cache.commune_count(view.vintage), cache.criteria_count(int(view.period))
    started = question.rules if question else Rules(count=count)
    proposed = known.fewer_than if known else None
    if question and (question.purpose or OWN) == purpose:
        proposed = question.fewer_than
    left, middle, right = st.columns(3)
    fewer = left.number_input(
        _("Only communes with fewer criteria than"), min_value=1, max_value=criteria,
        value=_at_most(proposed, criteria), key=keep_within(f"fewer_{purpose}{mark}", criteria), placeholder=_("all"),
    )  # fmt: skip
    cut = left.number_input(
        _("Only from this score on"),
        min_value=0.0,
        max_value=100.0,
        value=started.at_least,
        key=f"priority_cut{mark}",
        placeholder=_("all"),
    )
    border = middle.number_input(
        _("At least on the border"), min_value=0, max_value=communes, value=_at_most(started.least_border, communes),
        key=keep_within(f"priority_border{mark}", communes),
        placeholder=_("none"),
    )  # fmt: skip
    most = middle.number_input(
        _("At most in a district"),
        min_value=1,
        max_value=communes,
        value=_at_most(started.most_per_district, communes),
        key=keep_within(f"priority_most{mark}", communes),
        placeholder=_("any number"),
    )
    least = middle.number_input(
        _("At least in a district"), min_value=0, max_value=20, value=started.least_per_district,
        key=f"priority_least{mark}", placeholder=_("none"),
    )  # fmt: skip
    recognised = right.checkbox(
        _("Recognised communes as well"), value=question.with_recognised if question else False,
        key=f"priority_recognised{mark}",
    )  # fmt: skip
    rules = Rules(
        count=count,
        at_least=None if cut is None else float(cut),
        most_per_district=None if most is None else int(most),
        least_per_district=None if not least else int(least),
        least_border=None if not border else int(border),
    )
    return rules, None if fewer is None else int(fewer), recognised


def _choose_unknown(begun: Start) -> UnknownRule:
    """Let the planner choose what becomes of values that are not known."""
    words = {"half": _("gets half the points"), "last": _("gets no points")}
    chosen = st.radio(
        _("What is not known"), list(words), index=1 if begun.question and begun.question.unknown == "last" else 0,
        format_func=option_labels(words), key=f"priority_unknown{begun.mark}", horizontal=True,
    )  # fmt: skip
    return "last" if chosen == "last" else "half"
