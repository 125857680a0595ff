"""Priority communes on a page: map and list as one, and the reasons for every place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd
import streamlit as st

from ntm_geo.assessment.derived import derived
from ntm_geo.i18n import _, format_number
from ntm_geo.priorities.engine import FACTORS, rank
from ntm_geo.priorities.engine.methods import METHODS, agreement
from ntm_geo.priorities.prioritize import Answer, choice_sentence, commune_sentence
from ntm_geo.priorities.priority_themes import choice_names, choice_theme, cluster_theme
from ntm_geo.ui.kit import cache, theme_view
from ntm_geo.ui.kit.keys import key_of
from ntm_geo.ui.kit.messages import escaped, option_labels
from ntm_geo.ui.kit.state import remember
from ntm_geo.ui.kit.table import chart_spec, show_table
from ntm_geo.ui.screens.priorities import overrule_view, reason_view, scenario_view

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.priorities.prioritize import Question
    from ntm_geo.ui.kit.state import View

_SHORT: Final = 265
"""Heights of the list in pixels: with a commune chosen, room is left for what can be done with it."""
_COLOURS: Final = (
    "#0b3c5d", "#5aa3a6", "#e08a2c", "#7fb77e", "#a4281a", "#8d6cab",
    "#c9a227", "#4d6a6d", "#d98880", "#5d8aa8", "#9aa56b", "#b7a58c",
)  # fmt: skip


def show_answer(view: View, standing: PeriodAssessment, result: Answer, *, key: str) -> None:
    """Show what was chosen: sentence, map, list, and why."""
    scenario_view.show_opened(view, result)
    st.markdown(f"**{escaped(choice_sentence(result))}**")
    left, right = st.columns([2.1, 1.1], gap="medium")
    with left:
        theme_view.show_theme(view, standing, choice_theme(standing, result), key=key, height=470, values=True)
    with right, st.container(key=f"{key}_side"):
        _list(view, result)
        overrule_view.show_quick(view, result)
    _why(view, result)
    reason_view.show_ways_in(standing, cache.factors(view), result, view.commune)
    reason_view.show_effects(result)


def _list(view: View, result: Answer) -> None:
    """Show the ranking; a row chosen is outlined on the map and explained below."""
    names = choice_names()
    frame = result.choice
    spans = result.ranges[["best", "worst"]].reindex(frame["code"]).astype(int)
    firm = [
        f"{span.best}–{span.worst}" + (" ⚠" if result.fragile(str(span.Index)) else "") for span in spans.itertuples()
    ]
    shown = pd.DataFrame(
        {
            _("Rank"): frame["rank"],
            _("Commune"): frame["name"],
            _("Points"): frame["score"],
            _("State"): frame["state"].map(names),
            _("±20%"): firm,
        }
    )
    chosen_frame = frame.index[frame["code"].eq(view.commune)]
    default: Any = {"selection": {"rows": [int(chosen_frame[0])]}} if len(chosen_frame) else None
    event: Any = show_table(
        shown,
        height=_SHORT if view.commune in result.ranking.marks.index else theme_view.LIST,
        key=key_of(f"ranking_{view.period}_{view.vintage}_{view.commune}", frame["code"]),
        on_select="rerun",
        selection_mode="single-row",
        selection_default=default,
        column_config={
            _("±20%"): st.column_config.TextColumn(
                help=_("Best and worst rank when every weight moves by up to 20%, 1,000 draws; ⚠ a fragile place.")
            ),
        },
    )
    rows = event["selection"]["rows"]
    commune = str(frame.iloc[rows[0]]["code"]) if rows else ""
    if commune and commune != view.commune:
        remember(view.change(commune=commune))
        st.rerun()


def _why(view: View, result: Answer) -> None:
    """Show what every factor brings to the chosen communes, and a sentence for the one looked at."""
    if view.commune in result.ranking.marks.index:
        st.info(escaped(commune_sentence(result, view.commune)), icon=":material/lightbulb:")
    codes = result.selected
    if view.commune in result.ranking.marks.index and view.commune not in codes:
        codes = (*codes, view.commune)
    if not codes:
        return
    st.subheader(_("Why these communes"))
    st.caption(
        _("With the same points the commune that misses fewer criteria comes first, then the smaller code; "
          "what is not known counts half.")
    )  # fmt: skip
    st.vega_lite_chart(spec=_points_chart(result, codes), width="stretch")


@derived
def _points_chart(result: Answer, codes: tuple[str, ...]) -> dict[str, Any]:
    """Return what every factor brings to communes, as bars of points."""
    parts = result.ranking.contributions.loc[list(codes)]
    places = {code: index for index, code in enumerate(codes)}
    long = parts.reset_index().melt(id_vars="code", var_name="factor", value_name="points")
    long["name"] = long["code"].map(dict(result.names))
    long["place"] = long["code"].map(places)
    long["factor_name"] = long["factor"].map({key: str(factor.name) for key, factor in FACTORS.items()})
    keys = list(parts.columns)
    names = [str(FACTORS[key].name) for key in keys]
    bars = (
        alt.Chart(long)
        .mark_bar()
        .encode(
            x=alt.X("points:Q", title=_("points, adding up to the score of the weighted sum")),
            y=alt.Y("name:N", sort=alt.EncodingSortField("place"), title=None, axis=alt.Axis(labelOverlap=False)),
            color=alt.Color(
                "factor_name:N",
                title=None,
                scale=alt.Scale(domain=names, range=list(_COLOURS[: len(names)])),
                legend=alt.Legend(orient="top", columns=4, labelLimit=260),
            ),
            tooltip=[
                alt.Tooltip("name:N", title=_("Commune")),
                alt.Tooltip("factor_name:N", title=_("Factor")),
                alt.Tooltip("points:Q", title=_("Points"), format=".1f"),
            ],
        )
    )
    return chart_spec(bars.properties(height=30 * len(codes) + 110))


def show_more(view: View, standing: PeriodAssessment, result: Answer) -> None:
    """Let the reader choose what is shown below: scenarios, methods or patterns; only that is made."""
    names = {"scenarios": _("Scenarios"), "methods": _("Methods compared"), "patterns": _("Patterns on the map")}
    chosen = st.segmented_control(
        _("Show"),
        list(names),
        format_func=option_labels(names),
        default="scenarios",
        key="priority_more",
        label_visibility="collapsed",
    )
    if chosen == "methods":
        show_agreement(result)
    elif chosen == "patterns":
        show_clusters(view, standing, cache.factors(view), key="cluster_map")
    else:
        scenario_view.show_scenarios(view, standing, result, cache.factors(view))


def show_agreement(result: Answer) -> None:
    """Show how far the methods agree, and where they place communes furthest apart."""
    ranks = {
        method: rank(result.ranking.figures, result.question.weights, method=method).table.set_index("code")["rank"]
        for method in METHODS
    }
    first, second = (ranks[method].sort_index() for method in METHODS)
    if len(first) > 1:
        tau = agreement(first.to_numpy(), second.to_numpy())
        st.markdown(
            _("The weighted sum and TOPSIS agree to {tau} (Kendall's tau; 1 is the same order).",
              tau=format_number(tau, digits=2))
        )  # fmt: skip
    apart = (first - second).abs().sort_values(ascending=False, kind="stable").head(10).index
    shown = pd.DataFrame(
        {
            _("Commune"): [result.names[code] for code in apart],
            _("weighted sum"): first.loc[apart].to_numpy(),
            "TOPSIS": second.loc[apart].to_numpy(),
        }
    )
    show_table(shown)


def show_clusters(view: View, standing: PeriodAssessment, values: pd.DataFrame, *, key: str) -> None:
    """Show where high and low values of a factor lie together."""
    known = [factor for factor in FACTORS if values[factor].max() > values[factor].min()]
    names = {item: str(FACTORS[item].name) for item in known}
    factor = st.selectbox(_("Factor"), known, format_func=names.__getitem__, key="cluster_factor")
    theme = cluster_theme(standing, values, cache.layer(view.vintage, view.boundaries), factor)
    theme_view.show_theme(view, standing, theme, key=key, height=480, rest=0)
    st.caption(
        _("A pattern says where to look, not why: it compares each commune with its neighbours only, and about one in "
          "twenty appears by chance alone.")
    )  # fmt: skip


def find_answer(view: View, standing: PeriodAssessment, question: Question) -> Answer:
    """Return the ranking a view and a question ask for."""
    return cache.ranking(view, standing, question)
