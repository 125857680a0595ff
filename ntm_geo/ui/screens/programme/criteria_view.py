"""Criteria on a page: which one, its map, the histogram that marks a part of it, and the ranking tied to the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.rules.law_desk import checking_sentence, deciding
from ntm_geo.i18n import _, format_number
from ntm_geo.maps.numeric import METHODS
from ntm_geo.themes.map_themes import Theme, criterion_theme, indicator_theme, status_names
from ntm_geo.ui.kit import take_view, theme_view
from ntm_geo.ui.kit.messages import escaped, option_labels
from ntm_geo.ui.kit.state import allowed, remember
from ntm_geo.ui.kit.table import chart_spec, show_table

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.maps.numeric import Limits, Method
    from ntm_geo.ui.kit.state import View

_BINS: Final = 18
_INDENT: Final = "\u2003"
_FIRST_THEME: Final = "10.1"
_RANKS: Final = {"not_met": 0, "unknown": 1, "met": 2, "not_applicable": 3}


def choose_show() -> str:
    """Let the reader choose between one large map, all small ones, and the table."""
    names = {"one": _("One criterion"), "many": _("All criteria, small maps"), "table": _("Communes × criteria"),
             "withdrawal": _("Risk of withdrawal"), "level": _("Above the standard")}  # fmt: skip
    # A small map that is clicked asks for the large one before this choice is drawn.
    if wanted := st.session_state.pop("criteria_show_next", ""):
        st.session_state["criteria_show"] = wanted
    chosen = st.segmented_control(
        _("Show"),
        list(names),
        format_func=option_labels(names),
        default=None if "criteria_show" in st.session_state else "one",
        key="criteria_show",
        label_visibility="collapsed",
    )
    return chosen or "one"


def choose_theme(view: View, standing: PeriodAssessment, left: DeltaGenerator, right: DeltaGenerator) -> View:
    """Let the reader choose a criterion or an indicator, and how its classes are limited; each in its box."""
    names = theme_names(standing.criteria_set)
    chosen = allowed(view.theme, names, _FIRST_THEME if _FIRST_THEME in names else next(iter(names)))
    theme = left.selectbox(
        _("Criterion or indicator"), list(names), index=list(names).index(chosen), format_func=names.__getitem__,
        label_visibility="collapsed",
    )  # fmt: skip
    methods = {"natural": _("natural breaks"), "quantiles": _("quantiles"), "equal": _("equal intervals")}
    text = allowed(view.method, METHODS, METHODS[0])
    method = right.selectbox(
        _("Classes"),
        METHODS,
        index=METHODS.index(text),
        format_func=lambda key: _("Classes: {way}", way=methods[key]),
        label_visibility="collapsed",
        disabled="." not in theme,
        help=_("The threshold of the law is always a limit between two classes."),
    )
    return view.change(theme=theme, method="" if method == METHODS[0] else method)


def theme_names(criteria_set: CriteriaSet) -> dict[str, str]:
    """Return criteria and indicators in the order of the law: code to code and name."""
    names: dict[str, str] = {}
    for criterion in criteria_set.criteria:
        names[criterion.code] = _("Criterion {code}. {name}", code=criterion.code, name=str(criterion.name))
        judged = [line for line in criterion.lines if line.sense != "count"]
        names |= {line.code: f"{_INDENT * (2 if line.part_of else 1)}{line.code} {line.name}" for line in judged}
    return names


def make_theme(view: View, standing: PeriodAssessment) -> Theme:
    """Return the theme a view asks for."""
    if "." not in view.theme:
        return criterion_theme(standing, view.theme)
    method: Method = next((method for method in METHODS if method == view.method), METHODS[0])
    return indicator_theme(standing, view.theme, method=method)


def in_district(theme: Theme, standing: PeriodAssessment, view: View) -> pd.DataFrame:
    """Return the rows of a theme's table the reader looks at: of a district, or all."""
    if not view.district:
        return theme.table
    units = standing.units
    return theme.table[theme.table["code"].isin(units.loc[units["parent_code"].eq(view.district), "code"])]


def sentence(theme: Theme, rows: pd.DataFrame) -> str:
    """Return how the communes stand, as it can be read aloud."""
    counts = rows["status"].value_counts()
    judged = int(counts.sum() - counts.get("not_applicable", 0))
    met, missed, unknown = (int(counts.get(key, 0)) for key in ("met", "not_met", "unknown"))
    values = {"met": format_number(met), "total": format_number(judged), "missed": format_number(missed)}
    wording = _("{met} of {total} communes meet it, {missed} do not.", **values)
    if unknown:
        wording += " " + _("For {unknown} it is not known.", unknown=format_number(unknown))
    lacking = rows.loc[rows["shortfall"].gt(0), "shortfall"]
    if len(lacking):
        unit = f" {theme.unit}" if theme.unit else ""
        middle = format_number(float(lacking.median()), digits=1) + unit
        wording += " " + _("Half of those that miss it miss it by up to {middle}.", middle=middle)
    return wording


def offer_law(standing: PeriodAssessment) -> None:
    """Offer what lies behind the figures: the rules of the year, and levels that decide something and nobody compared.

    A click leads to the law desk.
    """
    rules, checking = st.columns([1, 1.4])
    label = _("Rules of {year}", year=standing.period)
    if rules.button(escaped(label), type="tertiary", icon=":material/gavel:", key="law_of_year"):
        st.session_state["calendar_year"] = standing.period
        open_desk(standing.criteria_set.key, _("Legal calendar"))
    progress = deciding(standing)
    words = _("To compare: {count}/{total} levels", count=format_number(len(progress.open_codes)),
              total=format_number(progress.levels))  # fmt: skip
    if progress.open_codes and checking.button(
        escaped(words),
        type="tertiary",
        icon=":material/fact_check:",
        key="law_to_check",
        help=escaped(checking_sentence(standing)),
    ):
        open_desk(standing.criteria_set.key, _("Compare"))


def open_desk(key: str, part: str) -> None:
    """Open the law desk at a set and one of its parts."""
    st.session_state["data_part"] = _("Law")
    st.session_state["law_set"] = key
    st.session_state[f"law_part_{key}"] = part
    st.switch_page("pages/data.py")


def outside_marked(theme: Theme, rows: pd.DataFrame) -> set[str]:
    """Return the codes outside the part of the histogram that is marked, none when nothing is.

    Read from the session, so that the map can be drawn before the histogram, which takes longer.
    """
    event: Any = st.session_state.get(_histogram_key(theme)) or {}
    limits = (event.get("selection") or {}).get("marked", {}).get("low")
    if not limits:
        return set()
    low, high = limits
    return set(rows.loc[~rows["value"].between(low, high), "code"])


def _histogram_key(theme: Theme) -> str:
    return f"histogram_{theme.title}"


def show_histogram(theme: Theme, rows: pd.DataFrame) -> None:
    """Show how values are spread; a part of it can be marked."""
    if theme.limits is None or rows["value"].isna().all():
        return
    values = tuple(rows["value"].dropna())
    chart = _histogram(theme, theme.limits, values)
    st.vega_lite_chart(spec=chart, width="stretch", on_select="rerun", key=_histogram_key(theme))


@derived
def _histogram(theme: Theme, limits: Limits, values: tuple[float, ...]) -> dict[str, Any]:
    """Return the histogram of values in the colours of their classes, the threshold as a line."""
    edges = np.histogram_bin_edges(values, bins=_BINS)
    counts, _edges = np.histogram(values, bins=edges)
    places = limits.place((edges[:-1] + edges[1:]) / 2)
    colours = [map_class.colour for map_class in theme.painted]
    bars = pd.DataFrame(
        {"low": edges[:-1], "high": edges[1:], "count": counts, "colour": [colours[commune] for commune in places]}
    )
    marked = alt.selection_interval(name="marked", encodings=["x"])
    chart = (
        alt.Chart(bars)
        .mark_bar(stroke="#ffffff", strokeWidth=0.5)
        .encode(
            x=alt.X("low:Q", bin="binned", title=theme.unit),
            x2="high:Q",
            y=alt.Y("count:Q", title=_("communes"), axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("colour:N", scale=None),
            tooltip=[
                alt.Tooltip("low:Q", title=_("from"), format=".2~f"),
                alt.Tooltip("high:Q", title=_("to"), format=".2~f"),
                alt.Tooltip("count:Q", title=_("communes")),
            ],
        )
        .add_params(marked)
    )
    if limits.threshold is not None:
        line = alt.Chart(pd.DataFrame({"x": [limits.threshold]})).mark_rule(color="#b3005e", strokeWidth=2)
        chart = chart + line.encode(x="x:Q")
    return chart_spec(chart.properties(height=150))


def show_ranking(view: View, theme: Theme, rows: pd.DataFrame) -> None:
    """Show the communes, furthest behind first; a row chosen is outlined on the map, and the other way round."""
    frame = _ranking(theme, tuple(rows["code"]))
    # What is read first stands first, and the unit is said in the sentence above: the table is narrow.
    known = take_view.theme_headings(theme) | ({"value": _("Value"), "shortfall": _("Misses by")} if theme.unit else {})
    order = ("name", "value", "shortfall", "status_text", "district")
    headings = {key: known[key] for key in order if key in known}
    shown = frame.assign(status_text=frame["status"].map(status_names()))[list(headings)]
    chosen_frame = frame.index[frame["code"].eq(view.commune)]
    default: Any = {"selection": {"rows": [int(chosen_frame[0])]}} if len(chosen_frame) else None
    key = f"ranking_{view.theme}_{view.period}_{view.vintage}_{view.district}_{view.commune}_{len(frame)}"
    figures = [headings[name] for name in ("value", "shortfall") if name in headings]
    event: Any = show_table(
        shown.rename(columns=headings),
        height=theme_view.LIST,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        selection_default=default,
        widths=dict.fromkeys(figures, "small"),
    )
    chosen = event["selection"]["rows"]
    commune = str(frame.iloc[chosen[0]]["code"]) if chosen else ""
    if commune and commune != view.commune:
        remember(view.change(commune=commune))
        st.rerun()


@derived
def _ranking(theme: Theme, codes: tuple[str, ...]) -> pd.DataFrame:
    return ranked(theme.table[theme.table["code"].isin(codes)])


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows by result, how much they miss, value and code, so that the order never depends on chance."""
    order = rows.assign(
        rank=rows["status"].map(_RANKS), short=-rows["shortfall"].fillna(0.0), size=rows["value"].fillna(np.inf)
    )
    return order.sort_values(["rank", "short", "size", "code"], ignore_index=True).drop(
        columns=["rank", "short", "size"]
    )
