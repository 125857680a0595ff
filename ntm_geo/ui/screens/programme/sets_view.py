"""Two criteria sets on a page: who would fall, on the map and in a list, and by what reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from ntm_geo.assessment.by_other_sets.level_words import rising_table
from ntm_geo.assessment.by_other_sets.resting import reading_sentence, rest_names, resting_lines
from ntm_geo.assessment.engine.standards import level_conditions
from ntm_geo.assessment.judged_by.next_set import ENTERED
from ntm_geo.assessment.period import sets_for
from ntm_geo.boundaries.units import full_name
from ntm_geo.i18n import _
from ntm_geo.records.correspondences import load_correspondences, save_correspondences
from ntm_geo.tables.base import each_row
from ntm_geo.themes.map_themes import status_names
from ntm_geo.themes.two_sets import compare, outcome_names
from ntm_geo.ui.kit import cache, seat, table_drafts, theme_view
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.state import remember
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.programme import level_view
from ntm_geo.ui.screens.programme.plan_view import level_names

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.themes.two_sets import TwoSets
    from ntm_geo.ui.kit.state import View

_ORDER = {"falls": 0, "unknown": 1, "keeps": 2, "not_yet": 3}


def show_sets(view: View, *, key: str) -> None:
    """Show the year of a view under the set in force and the one that follows."""
    sets = sets_for(cache.workspace(), int(view.period))
    if len(sets) == 1:
        st.info(
            escaped(_("The figures of {year} were judged by the set {years} itself: choose an earlier year to compare.",
              year=view.period, years=sets[0].years)),
            icon=":material/info:",
        )  # fmt: skip
        return
    old = cache.assessment(int(view.period), view.vintage, view.rule)
    new = cache.assessment(int(view.period), view.vintage, view.rule, view.against or sets[1].key)
    result = compare(cache.workspace(), old, new)
    st.markdown(f"**{escaped(result.sentence)}**")
    reading = reading_sentence(cache.workspace(), old, new)
    if reading:
        st.caption(escaped(reading))
    left, right = st.columns([2.2, 1], gap="medium")
    with left:
        theme_view.show_theme(view, new, result.theme, key=key, height=560)
    with right, st.container(key=f"{key}_side"):
        _list(view, result)
        _groups(result)
    _rests(view, old, new)
    label = _("How the criteria correspond: change and confirm")
    box = st.expander(label, icon=":material/compare_arrows:", key="stand_ins", on_change="rerun")
    if box.open:
        with box:
            _stand_ins(old, new)
    _levels(old)


def _list(view: View, two_sets: TwoSets) -> None:
    """Show the communes, those that would fall first; a row chosen is outlined on the map."""
    table = two_sets.theme.table
    if view.district:
        units = cache.units(view.vintage)
        table = table[table["code"].isin(units.loc[units["parent_code"].eq(view.district), "code"])]
    frame = table.assign(rank=table["status"].map(_ORDER)).sort_values(["rank", "code"], ignore_index=True)
    names = outcome_names()
    shown = pd.DataFrame(
        {
            _("Commune"): frame["name"],
            _("Outcome"): frame["status"].map(names),
            two_sets.theme.value_name: frame["text"],
            _("Misses"): frame["missing"],
        }
    )
    chosen_frame = frame.index[frame["code"].eq(view.commune)]
    default: Any = {"selection": {"rows": [int(chosen_frame[0])]}} if len(chosen_frame) else None
    event: Any = show_table(
        shown,
        height=theme_view.LIST,
        key=f"sets_{view.period}_{view.vintage}_{view.district}_{view.commune}",
        on_select="rerun",
        selection_mode="single-row",
        selection_default=default,
    )
    rows = event["selection"]["rows"]
    commune = str(frame.iloc[rows[0]]["code"]) if rows else ""
    if commune and commune != view.commune:
        remember(view.change(commune=commune))
        st.rerun()


def _groups(two_sets: TwoSets) -> None:
    lines = [f"{escaped(row.label)}: {escaped(row.definition)}" for row in each_row(two_sets.groups) if row.definition]
    st.subheader(_("By group of communes"), help="  \n".join(lines), anchor=False)
    frame = two_sets.groups.rename(
        columns={
            "label": _("Group"),
            "communes": _("Number of communes"),
            "met_all": _("Meet all"),
            "falls": _("Would fall"),
        }
    )
    show_table(frame.drop(columns=["group", "definition"]), height=38 + 35 * len(frame))


def _rests(view: View, old: PeriodAssessment, new: PeriodAssessment) -> None:
    """Show how each indicator of the newer set was judged in the commune chosen, and on what that rests."""
    if new.rests is None:
        return
    names = cache.full_names(view.vintage)
    if view.commune not in set(new.assessment.standings["code"]):
        st.caption(escaped(_("Choose a commune on the map or in the list to see what each of its results rests on.")))
        return
    title = _("{name}: what each result rests on", name=names[view.commune])
    st.markdown(f"**{escaped(title)}**")
    table = resting_lines(cache.workspace(), old, new, view.commune)
    statuses, rests = status_names(), rest_names()
    shown = pd.DataFrame(
        {
            _("Code"): table["line"],
            _("Criterion or indicator"): table["name"],
            _("Stood in for by ({years})", years=old.criteria_set.years): table["sources"],
            _("Value"): table["value"],
            _("Level of {years}", years=new.criteria_set.years): table["level"],
            _("Result"): table["status"].map(statuses),
            _("Rests on"): table["rests_on"].map(rests),
            _("Confirmed"): ["" if rest == "none" else "✓" if ok else "✗" for rest, ok in
                             zip(table["rests_on"], table["confirmed"], strict=True)],
        }
    )  # fmt: skip
    show_table(shown, height=min(38 + 35 * len(shown), 420), key=f"rests_{view.period}_{view.commune}")
    if not old.carried:
        level_view.show_entry(view, ENTERED, title=str(new.criteria_set.name))


def _stand_ins(old: PeriodAssessment, new: PeriodAssessment) -> None:
    """Show what stands in for what, and let the office change and confirm it."""
    space = cache.workspace()
    succession = space.succession(old.criteria_set.key, new.criteria_set.key)
    if succession is None:
        return
    table, version = load_correspondences(space, succession)
    names = {line.code: f"{line.code} {line.name}" for line in new.criteria_set.lines}
    column, key = st.column_config, f"edit_correspondences_{succession.source}_{succession.target}"
    keeps = seat.may_keep("correspondences")
    edited = table_drafts.edit_table(
        table,
        hide_index=True,
        num_rows="dynamic" if keeps else "fixed",
        disabled=not keeps,
        placeholder="",
        key=key,
        version=version,
        column_config={
            "target": column.SelectboxColumn(
                escaped(_("Criterion of {years}", years=new.criteria_set.years)),
                options=list(names),
                format_func=lambda code: names.get(str(code), str(code)),
                required=True,
                width="large",
            ),
            "sources": column.TextColumn(
                escaped(_("Met when all of these are met ({years})", years=old.criteria_set.years)),
                required=True,
                help=escaped(_("Codes of criteria or indicators, with semicolons between: 10; 13.1")),
            ),
            "carries_value": column.CheckboxColumn(
                _("Carry the value"),
                help=escaped(
                    _(
                        "Tick where the older value is the newer one: the newer level judges it then. One indicator "
                        "only, judged the same way, in the same unit or with a factor."
                    )
                ),
            ),
            "factor": column.NumberColumn(
                _("Factor"), min_value=0.0, help=escaped(_("What the older value is multiplied by; empty: 1."))
            ),
            "confirmed_by": column.TextColumn(_("Confirmed by"), max_chars=80),
            "note": column.TextColumn(_("Note"), max_chars=200, width="medium"),
        },
    )

    def save() -> bool:
        return save_correspondences(space, succession, edited, by=seat.writer(), expected=version)[1]

    if keeps:
        table_drafts.save_button(key, save, button="save_correspondences")


def _levels(standing: PeriodAssessment) -> None:
    """Show whether advanced and model communes hold the level they build on, and what others lack to rise."""
    state = level_conditions(standing.recognitions, period=standing.period)
    rising = rising_table(cache.workspace(), standing)
    if state.empty and rising.empty:
        return
    names = level_names()
    units = standing.units.set_index("code")

    def communes(codes: pd.Series) -> list[str]:
        return [full_name(units.loc[code, "kind"], units.loc[code, "name"]) for code in codes]

    with st.expander(_("Advanced and model communes: the level they build on"), icon=":material/stairs:"):
        if not state.empty:
            show_table(
                pd.DataFrame(
                    {
                        _("Commune"): communes(state["code"]),
                        _("Level"): state["level"].map(names),
                        _("Builds on"): state["asks_for"].map(names),
                        _("In force"): ["✓" if item else "✗" for item in state["held"]],
                    }
                )
            )
        if not rising.empty:
            show_table(
                pd.DataFrame(
                    {
                        _("Commune"): communes(rising["code"]),
                        _("Level"): rising["level"].map(names),
                        _("May rise to"): rising["next_level"].map(names),
                        _("What is lacking"): rising["text"],
                    }
                )
            )
