"""The path to the targets on a page: what is asked, the plan by year, the work of each department, prices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd
import streamlit as st

from ntm_geo.assessment.derived import derived
from ntm_geo.i18n import _, format_money
from ntm_geo.i18n.collation import sort_key
from ntm_geo.maps.palette import tier_colours
from ntm_geo.pathway.criterion_costs import costs_in_use, costs_sentence
from ntm_geo.pathway.engine import Goal
from ntm_geo.pathway.path_sentences import Pathway, clash_lines, condition_names, path_sentence, say_goal
from ntm_geo.pathway.planning import (
    Wishes,
    find_path,
    goals_of,
    make_problem,
    prices,
    standing_after,
    tier_course,
    work_table,
)
from ntm_geo.themes import download_files
from ntm_geo.themes.map_themes import Theme, tier_theme
from ntm_geo.ui.kit import cache, theme_view
from ntm_geo.ui.kit.keys import keep_within
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.shared import ByText, shared
from ntm_geo.ui.kit.table import chart_spec, show_table
from ntm_geo.ui.screens.pathway import saved_path_view

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.efforts import Efforts
    from ntm_geo.pathway.engine.path_problem import ObjectiveKey, Problem
    from ntm_geo.ui.kit.state import View

_BUDGET: Final = 400_000.0
_PERCENT: Final = 100


def choose_wishes(view: View) -> Wishes:
    """Let the reader choose goals, years, limits and what counts; a path that was opened begins with its own."""
    with st.popover(_("Goals and limits"), icon=":material/flag:"), st.container(key="wide_wishes"):
        return _wishes(view)


def _wishes(view: View) -> Wishes:
    period, begun = int(view.period), saved_path_view.begun()
    wishes, mark = begun.wishes, begun.mark
    goals = {
        goal.key: goal.value
        for goal in goals_of(cache.workspace(), cache.assessment(period, view.vintage, view.rule, as_it_is=True))
    }
    goals |= {goal.key: goal.value for goal in wishes.goals} if wishes else {}
    communes = cache.commune_count(view.vintage)
    target_year = max((target.year for target in cache.workspace().targets_of(period)), default=period + 3)
    words = condition_names()
    boxes = st.columns(5)
    chosen = []
    for box, key in zip(boxes, goals, strict=False):
        share = key == "hamlets"
        value = box.number_input(
            escaped(words[key][:1].upper() + words[key][1:]) + (" (%)" if share else ""),
            min_value=0,
            max_value=_PERCENT if share else communes,
            value=round(goals[key] * _PERCENT) if share else min(communes, round(goals[key])),
            key=keep_within(f"goal_{key}{mark}", _PERCENT if share else communes),
        )
        chosen.append(Goal(key=key, value=value / _PERCENT if share else float(value)))
    last, budget, district, department, objective = st.columns(5)
    end = last.number_input(
        _("Until"), min_value=period + 1, max_value=period + 8, key=f"path_end_{period}{mark}",
        value=min(max(period + 1, wishes.years[-1] if wishes else target_year), period + 8),
    )  # fmt: skip
    money = budget.number_input(
        _("Budget a year (million VND)"), min_value=0.0, value=wishes.budget if wishes else _BUDGET,
        step=10_000.0, format="%.0f", placeholder=_("no limit"), key=f"path_budget{mark}",
    )  # fmt: skip
    most = district.number_input(
        _("Criteria a district and year"), min_value=0, value=wishes.district if wishes else None,
        placeholder=_("no limit"), key=f"path_district{mark}",
    )  # fmt: skip
    many = department.number_input(
        _("Criteria a department and year"), min_value=0, value=wishes.department if wishes else None,
        placeholder=_("no limit"), key=f"path_department{mark}",
    )  # fmt: skip
    names: dict[ObjectiveKey, str] = {
        "cost": _("least cost"), "communes": _("fewest communes"), "lowest": _("lowest communes first"),
    }  # fmt: skip
    aim: ObjectiveKey = objective.selectbox(
        _("What counts"), list(names), index=list(names).index(wishes.objective) if wishes else 0,
        format_func=names.__getitem__, key=f"path_aim{mark}",
    )  # fmt: skip
    return Wishes(
        goals=tuple(chosen),
        years=tuple(range(period + 1, int(end) + 1)),
        budget=None if money is None else float(money),
        district=None if most is None else int(most),
        department=None if many is None else int(many),
        objective=aim,
    )


def choose_lines(view: View, standing: PeriodAssessment, wishes: Wishes) -> Wishes:
    """Let the reader fix single lines: lost criteria, promises for a year, what nobody will work on."""
    words = {"lost": _("is lost"), "must": _("is completed in the year"), "must_not": _("stays as it is")}
    names = cache.commune_names(view.vintage)
    codes_by_name = {names[code]: code for code in standing.assessment.standings["code"]}
    begun = saved_path_view.begun()
    lines_begun = [
        (names[code], key, words[what], year)
        for code, key, what, year in saved_path_view.lines_of(begun.wishes)
        if code in names
    ]
    frame = pd.DataFrame(lines_begun, columns=["commune", "criterion", "what", "year"], dtype="object")
    with st.popover(_("Losses and promises"), icon=":material/lock:"), st.container(key="wide_lines"):
        edited = st.data_editor(
            frame,
            hide_index=True,
            num_rows="dynamic",
            key=f"path_lines_{view.period}_{view.vintage}{begun.mark}",
            column_config={
                "commune": st.column_config.SelectboxColumn(_("Commune"), options=list(codes_by_name), required=True),
                "criterion": st.column_config.SelectboxColumn(
                    _("Criterion"),
                    options=[criterion.code for criterion in standing.criteria_set.criteria],
                    required=True,
                ),
                "what": st.column_config.SelectboxColumn(
                    _("What is fixed"), options=list(words.values()), required=True
                ),
                "year": st.column_config.SelectboxColumn(_("Year"), options=[str(year) for year in wishes.years]),
            },
        )
    keys = {word: key for key, word in words.items()}
    rows = edited.dropna(subset=["commune", "criterion", "what"]).to_dict("records")
    lines = [(codes_by_name[row["commune"]], str(row["criterion"]), keys[row["what"]], row["year"]) for row in rows]
    return replace(
        wishes,
        lost=frozenset((code, key) for code, key, what, _year in lines if what == "lost"),
        must=tuple((code, key, int(year)) for code, key, what, year in lines if what == "must" and pd.notna(year)),
        must_not=tuple((code, key) for code, key, what, _year in lines if what == "must_not"),
    )


def find(view: View, standing: PeriodAssessment, efforts: Efforts, wishes: Wishes) -> Pathway:
    """Return the path; the same question is answered once for all readers."""
    shown = repr((view.period, view.vintage, view.rule, wishes, sorted(efforts.costs.items()), efforts.hamlet))
    met = cache.taken_as_met(int(view.period), view.vintage)
    more = repr((efforts.advanced, efforts.model, met, cache.version(), cache.level()))
    problem = _problem(shown + more, standing, efforts, wishes)
    with st.spinner(_("Looking for the best plan …")):
        return _best(ByText(problem))


@shared
def _problem(text: str, _standing: PeriodAssessment, _efforts: Efforts, _wishes: Wishes) -> Problem:
    del text  # tells one question from another; the parts with an underscore are not hashed
    return make_problem(cache.workspace(), _standing, _efforts, _wishes)


@shared
def _best(problem: ByText) -> Pathway:
    return find_path(problem.value, apart=True)


def show_path(view: View, standing: PeriodAssessment, pathway: Pathway, *, key: str) -> None:
    """Show the plan: sentence, tiers year by year, map of a year, and the table; or why there is none."""
    if not pathway.plan.found:
        first, *rest = clash_lines(pathway)
        st.error(escaped(first), icon=":material/block:")
        for line in rest:
            st.markdown(f"- {escaped(line[:1].upper() + line[1:])}")
        return
    st.markdown(f"**{escaped(path_sentence(pathway))}**")
    st.caption(escaped(costs_sentence(costs_in_use(cache.workspace(), standing.criteria_set)[1])))
    left, right = st.columns([1, 1.9], gap="medium")
    with left, st.container(key=f"{key}_side"):
        st.vega_lite_chart(spec=_course(pathway, standing), width="stretch")
        _by_year(pathway)
    with right:
        year = st.segmented_control(
            _("End of the year"),
            list(pathway.problem.years),
            default=pathway.problem.years[-1],
            key=f"path_year_{pathway.problem.years}",
        )
        shown = standing_after(standing, pathway, int(year or pathway.problem.years[-1]))
        theme_view.show_theme(view, shown, _planned_tiers(shown), key=key, height=430)


@derived
def _planned_tiers(standing: PeriodAssessment) -> Theme:
    """Return the tiers a plan leads to, said to be planned."""
    theme = tier_theme(standing)
    title = _("Tiers planned for the end of {year}", year=standing.period)
    return replace(theme, title=title, notes=(_("A plan, not a result."), *theme.notes))


@derived
def _course(pathway: Pathway, standing: PeriodAssessment) -> dict[str, Any]:
    """Return how many communes of each tier every year ends with, as a chart."""
    frame = tier_course(standing, pathway)
    tiers = standing.criteria_set.tiers
    names = {tier.key: str(tier.name) for tier in tiers}
    ranks = {tier.key: index for index, tier in enumerate(tiers)}
    frame = frame.assign(label=frame["tier"].map(names), rank=frame["tier"].map(ranks))
    colours = tier_colours([tier.key for tier in tiers])
    bars = (
        alt.Chart(frame)
        .mark_bar(stroke="#ffffff")
        .encode(
            x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("communes:Q", title=_("communes"), stack="zero"),
            order=alt.Order("rank:Q"),
            color=alt.Color(
                "label:N",
                title=None,
                scale=alt.Scale(domain=list(names.values()), range=[colours[tier.key] for tier in tiers]),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("period:O", title=_("Year")),
                alt.Tooltip("label:N", title=_("Tier")),
                alt.Tooltip("communes:Q", title=_("communes")),
            ],
        )
    )
    return chart_spec(bars.properties(height=230))


def _by_year(pathway: Pathway) -> None:
    plan = pathway.plan
    rows = [
        {
            _("Year"): str(year),
            _("Number of criteria"): sum(when == year for _code, _key, when, _cost in plan.work),
            _("Number of hamlets"): sum(count for _code, when, count, _cost in plan.hamlets if when == year),
            _("Million VND"): sum(cost for _code, _key, when, cost in (*plan.work, *plan.levels) if when == year)
            + sum(cost for _code, when, _count, cost in plan.hamlets if when == year),
        }
        for year in pathway.problem.years
    ]
    show_table(
        pd.DataFrame(rows),
    )


def show_work(standing: PeriodAssessment, pathway: Pathway) -> None:
    """Show the list of work, of one department if chosen, and offer it as a workbook."""
    names = {department.key: str(department.name) for department in cache.workspace().departments}
    work = _worded_work(pathway, standing, tuple(names.items()))
    keys = ["", *sorted({item for item in work["department"] if item}, key=lambda entry: sort_key(names[entry]))]
    chosen = st.selectbox(
        _("Department, agency"),
        keys,
        format_func=lambda option: names[option] if option else _("All"),
        key="path_department_of",
    )
    shown = work[work["department"].eq(chosen)] if chosen else work
    headings = {
        "year": _("Year"), "name": _("Commune"), "district": _("District"), "task": _("What to do"),
        "agency": _("Who is in charge"), "cost": _("Million VND"),
    }  # fmt: skip
    listed = shown[list(headings)].rename(columns=headings)
    show_table(listed, height=360)
    source = f"{standing.provenance.source} · {path_sentence(pathway)}"
    st.download_button(
        _("Download the list (Excel)"),
        lambda: download_files.workbook(shown, headings=headings, title=_("Work to do"), source=source),
        file_name="lo-trinh.xlsx",
        on_click="ignore",
        icon=":material/download:",
    )


def show_prices(pathway: Pathway) -> None:
    """Offer what one more of each goal costs; it takes a few plans to find out."""
    if not st.button(_("What does one more cost?"), icon=":material/sell:"):
        return
    with st.spinner(_("Looking for the best plan …")):
        table = prices(pathway, apart=True)
    words = condition_names()
    shown = pd.DataFrame(
        {
            _("Target"): [words[str(item)] for item in table["goal"]],
            _("Now"): [say_goal(str(key), value) for key, value in zip(table["goal"], table["value"], strict=True)],
            _("One more costs"): [
                _say_price(float(item), str(known)) for item, known in zip(table["price"], table["known"], strict=True)
            ],
        }
    )
    show_table(shown)


@derived
def _worded_work(
    pathway: Pathway, standing: PeriodAssessment, departments: tuple[tuple[str, str], ...]
) -> pd.DataFrame:
    """Return the list of work with ``task`` and ``agency`` in words; ``departments`` are keys and names."""
    table = work_table(standing, pathway)
    law = {criterion.code: f"{criterion.code}. {criterion.name}" for criterion in standing.criteria_set.criteria}
    return table.assign(
        task=[_task(law, row) for row in table.to_dict("records")],
        agency=table["department"].map(dict(departments)).fillna(""),
        year=table["year"].astype(str),
    )


def _task(law: dict[str, str], row: dict[Any, Any]) -> str:
    """Return what a line of the plan asks for, in words."""
    if row["what"] == "criterion":
        return law[row["criterion"]]
    if row["what"] == "hamlets":
        return _("certify {count} hamlets", count=row["hamlets"])
    return _("become an advanced commune") if row["what"] == "advanced" else _("become a model commune")


def _say_price(price: float, known: str) -> str:
    if known == "out_of_reach":
        return _("cannot be reached")
    if known == "not_proven":
        return _("not found in time")
    return format_money(float(price))
