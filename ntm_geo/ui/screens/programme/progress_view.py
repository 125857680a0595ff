"""Progress on a page: tiers over the years, two years side by side, and the way to the targets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd
import streamlit as st

from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.progress import compare_years, history, target_ways
from ntm_geo.assessment.sentences import target_sentence
from ntm_geo.assessment.years import years_alike
from ntm_geo.boundaries.units import full_name
from ntm_geo.i18n import _
from ntm_geo.maps.flows import Flow, flow_picture
from ntm_geo.maps.palette import PATTERNS, tier_colours
from ntm_geo.tables.standing_table import UNKNOWN_TIER
from ntm_geo.themes.map_themes import theme_map, tier_theme
from ntm_geo.ui.kit import cache, map_view, theme_view
from ntm_geo.ui.kit.fragments import run_fragment
from ntm_geo.ui.kit.messages import escaped, option_labels
from ntm_geo.ui.kit.state import allowed
from ntm_geo.ui.kit.table import chart_spec, show_table

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.assessment.progress import TargetWay
    from ntm_geo.ui.kit.state import View

_STEP_S: Final = 1.6
"""How long a year stays on the map while the years are played."""
_SYNC: Final = "progress"
_EARLIER: Final = "progress_before"
"""Key of the map of the earlier of two years: what it stands on is said under the other one."""
_UNKNOWN_COLOUR: Final = PATTERNS["no_data"]


def years_shown(view: View) -> list[PeriodAssessment]:
    """Return the assessments of the years of the view's set up to its year, on the units of the view, oldest first."""
    years = years_alike(cache.workspace(), cache.figures(), int(view.period))
    return [cache.assessment(year, view.vintage, view.rule) for year in years if year <= int(view.period)]


def show_years(view: View) -> None:
    """Show tiers over the years as a chart, and the map of one year with a slider and a button that plays them."""
    standings = years_shown(view)
    left, right = st.columns([1, 1.7], gap="medium")
    with left, st.container(key="progress_map_side"):
        st.vega_lite_chart(spec=_stacked(standings[-1], standings), width="stretch")
        show_table(_tiers_by_year(standings[-1], standings), hide_index=False)
    with right:
        years = [standing.period for standing in standings]
        playing = st.session_state.get("progress_playing", False)
        run_fragment(_play, view, years, every=_STEP_S if playing else None)


def _play(view: View, years: list[int]) -> None:
    """Show the year of the slider; while the years are played, go on to the next one at every run."""
    playing = st.session_state.get("progress_playing", False)
    if playing:
        remembered = st.session_state.get("progress_place", -1) + 1
        st.session_state["progress_place"] = remembered
        if remembered < len(years):
            st.session_state["progress_year"] = years[remembered]
        else:
            st.session_state["progress_playing"] = False
            st.rerun()
    slider, button = st.columns([5, 1], vertical_alignment="center")
    if "progress_year" not in st.session_state:
        st.session_state["progress_year"] = int(view.period) if int(view.period) in years else years[-1]
    several = years[0] != years[-1]
    year = (
        slider.select_slider(_("Year"), years, key="progress_year", label_visibility="collapsed")
        if several
        else years[0]
    )
    label = _("Stop") if playing else _("Play")
    icon = ":material/stop:" if playing else ":material/play_arrow:"
    if button.button(label, icon=icon, key="progress_button", width="stretch", disabled=not several):
        st.session_state["progress_playing"] = not playing
        st.session_state["progress_place"] = -1
        st.rerun()
    _tier_map(view, int(year), key="progress_map")


def _tier_map(view: View, year: int, *, key: str, sync: str = "") -> None:
    standing = cache.assessment(year, view.vintage, view.rule)
    drawn = theme_view.layer_of(view)
    theme = tier_theme(standing)
    content = theme_map(standing, drawn, theme, replace(theme_view.map_choice(view), sync=sync))
    with st.container(key=f"{key}_stage"):
        map_view.show_map(content, key=key, height=430, rest=theme_view.REST)
    if key != _EARLIER:
        theme_view.show_sources(standing, drawn)


@derived
def _tiers_by_year(newest: PeriodAssessment, standings: list[PeriodAssessment]) -> pd.DataFrame:
    """Return how many communes are in each tier, a column a year."""
    table = history(standings).pivot_table(index="tier", columns="period", values="communes", sort=False)
    labels = _labels(newest)
    table.index = pd.Index([labels[str(key)] for key in table.index], name=_("Tier"))
    table.columns = pd.Index([str(year) for year in table.columns])
    return table.astype(int)


@derived
def _stacked(newest: PeriodAssessment, standings: list[PeriodAssessment]) -> dict[str, Any]:
    """Return how many communes are in each tier, year by year, as a chart."""
    labels = _labels(newest)
    frame = history(standings)
    order = list(dict.fromkeys(frame["tier"]))
    frame = frame.assign(
        label=frame["tier"].map(labels), rank=frame["tier"].map({key: index for index, key in enumerate(order)})
    )
    colours = [_colours(newest).get(key, _UNKNOWN_COLOUR) for key in order]
    names = [labels[key] for key in order]
    base = alt.Chart(frame).encode(
        x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("communes:Q", title=_("communes"), stack="zero"),
        order=alt.Order("rank:Q"),
    )
    bars = base.mark_bar(stroke="#ffffff").encode(
        color=alt.Color("label:N", title=None, scale=alt.Scale(domain=names, range=colours), legend=None),
        tooltip=[
            alt.Tooltip("period:O", title=_("Year")),
            alt.Tooltip("label:N", title=_("Tier")),
            alt.Tooltip("communes:Q", title=_("communes")),
        ],
    )
    return chart_spec(bars.properties(height=270))


def choose_before(view: View) -> View:
    """Let the reader choose the year to compare with; it comes before the year of the view."""
    years = [
        str(year)
        for year in years_alike(cache.workspace(), cache.figures(), int(view.period))
        if year < int(view.period)
    ]
    if not years:
        return view.change(before="")
    text = allowed(view.before, years, years[-1])
    chosen = st.selectbox(
        _("Compare with"),
        years,
        index=years.index(text),
        format_func=lambda year: _("End of {year}", year=year),
    )
    return view.change(before=chosen)


def show_comparison(view: View) -> None:
    """Show two years side by side, who moved between tiers, and which criteria were gained and lost."""
    if not view.before:
        st.info(_("There is no earlier year to compare with: choose a later one above."), icon=":material/info:")
        return
    before = cache.assessment(int(view.before), view.vintage, view.rule)
    after = cache.assessment(int(view.period), view.vintage, view.rule)
    comparison = compare_years(before, after)
    st.markdown(f"**{escaped(comparison.sentence)}**")
    left, right = st.columns(2, gap="small")
    with left:
        _tier_map(view, before.period, key=_EARLIER, sync=_SYNC)
    with right:
        _tier_map(view, after.period, key="progress_after", sync=_SYNC)
    picture, listed = st.columns([1.1, 1], gap="medium")
    labels = _labels(after)
    with picture:
        st.subheader(_("Who moved between tiers"))
        flows = [
            Flow(source=str(row["from_tier"]), target=str(row["to_tier"]), count=int(row["communes"]))
            for _place, row in comparison.flows.iterrows()
        ]
        colours = {key: _colours(after).get(key, _UNKNOWN_COLOUR) for key in labels}
        heads = (_("End of {year}", year=before.period), _("End of {year}", year=after.period))
        st.image(flow_picture(flows, groups=list(labels), labels=labels, colours=colours, heads=heads), width="stretch")
    with listed:
        st.subheader(_("Criteria gained and lost"))
        _changes(comparison.changes, after)


def _changes(changes: pd.DataFrame, after: PeriodAssessment) -> None:
    units = after.units.set_index("code")
    moved = changes[changes["gained"].map(len).gt(0) | changes["lost"].map(len).gt(0)]
    names = [full_name(units.loc[code, "kind"], units.loc[code, "name"]) for code in moved["code"]]
    frame = pd.DataFrame(
        {
            _("Commune"): names,
            _("More or fewer"): moved["gained"].map(len).to_numpy() - moved["lost"].map(len).to_numpy(),
            _("Gained"): moved["gained"].map(", ".join).to_numpy(),
            _("Lost"): moved["lost"].map(", ".join).to_numpy(),
        }
    )
    shown: Any = frame.sort_values(_("More or fewer"), ascending=False, kind="stable")
    signed = st.column_config.NumberColumn(format="%+d", width="small")
    show_table(shown, height=360, column_config={_("More or fewer"): signed})


def show_targets(view: View) -> None:
    """Show for each target the way so far against a straight line, what is needed a year, and the least effort."""
    standings = years_shown(view)
    ways = target_ways(standings)
    for start in range(0, len(ways), 2):
        for box, way in zip(st.columns(2, gap="large"), ways[start : start + 2], strict=False):
            with box:
                _way(way, standings[-1])
    known = {way.progress.key for way in ways}
    for item in standings[-1].assessment.progress:
        if item.key not in known:
            st.write(escaped(target_sentence(item, standings[-1])))


def _way(way: TargetWay, newest: PeriodAssessment) -> None:
    st.subheader(escaped(way.progress.target.name), anchor=False)
    st.write(escaped(target_sentence(way.progress, newest)))
    st.write(escaped(way.sentence))
    percent = way.progress.unit == "share"
    factor = 100 if percent else 1
    actual = pd.DataFrame({"year": way.years, "value": [item * factor for item in way.actual]})
    line = pd.DataFrame({"year": way.line_years, "value": [item * factor for item in way.line]})
    x = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0))
    titles = {"share": "%", "criteria": _("criteria a commune")}
    y = alt.Y("value:Q", title=titles.get(way.progress.unit, _("communes")))
    straight = alt.Chart(line).mark_line(strokeDash=[6, 4], color="#6a7178").encode(x=x, y=y)
    done = alt.Chart(actual).mark_line(color="#0b3c5d", point=alt.OverlayMarkDef(size=70, color="#0b3c5d"))
    encode = done.encode(
        x=x, y=y, tooltip=[alt.Tooltip("year:O", title=_("Year")), alt.Tooltip("value:Q", format=".4~g")]
    )
    st.altair_chart((straight + encode).properties(height=190), width="stretch")
    if way.least_text:
        st.caption(escaped(way.least_text))


def _colours(standing: PeriodAssessment) -> dict[str, str]:
    return tier_colours([tier.key for tier in standing.criteria_set.tiers])


def _labels(standing: PeriodAssessment) -> dict[str, str]:
    """Return tier to label, best first, and the communes that cannot be placed last."""
    tiers = {tier.key: str(tier.name) for tier in standing.criteria_set.tiers}
    return {**tiers, UNKNOWN_TIER: _("Not enough data")}


def choose_show() -> str:
    """Let the reader choose between the years, two of them, and the targets."""
    names = {"years": _("Over the years"), "two": _("Two years side by side"), "targets": _("Way to the targets")}
    chosen = st.segmented_control(
        _("Show"),
        list(names),
        format_func=option_labels(names),
        default="years",
        key="progress_show",
        label_visibility="collapsed",
    )
    return chosen or "years"
