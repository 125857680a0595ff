"""Support agencies registered and gave, edited on screen; comparison of helped communes with the rest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from ntm_geo.assessment import period
from ntm_geo.i18n import _
from ntm_geo.partners.partner_history import history
from ntm_geo.partners.support import (
    compare_progress,
    follow_up,
    load_support,
    progress_sentences,
    save_support,
    support_sentence,
    totals,
)
from ntm_geo.records.agency_list import load_agencies
from ntm_geo.ui.kit import cache, seat, table_drafts
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.table import show_table

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.ui.kit.state import View

_NUMBERS: Final = ("money", "days", "money_done", "days_done")


def show_support(view: View, standing: PeriodAssessment, *, agency: str = "") -> None:
    """Show registered and done for the year that follows, let the reader edit it, and compare with care."""
    year = standing.period + 1
    today = date.today()  # noqa: DTZ011 - the day at the place the program runs at
    table = follow_up(cache.workspace(), vintage=view.vintage, year=year, on=today)
    chosen_table = table[table["agency"].eq(agency)] if agency else table
    st.markdown(f"**{escaped(support_sentence(chosen_table, year))}**")
    if len(chosen_table):
        late = chosen_table[chosen_table["state"].eq("late")]
        for row in late.head(5).to_dict("records"):
            st.warning(f"{escaped(row['agency_name'])}: {escaped(row['content'])}", icon=":material/schedule:")
        if not agency:
            _totals(chosen_table)
    _edit(view, year, agency)
    if not agency:
        _compare(view, standing)


def _totals(table: pd.DataFrame) -> None:
    sums = totals(table, "agency")
    names = table.drop_duplicates("agency").set_index("agency")["agency_name"]
    shown = pd.DataFrame(
        {
            _("Agency"): sums["agency"].map(names),
            _("Number of contents"): sums["items"],
            _("done"): sums["done"],
            _("late"): sums["late"],
            _("Million VND registered"): sums["money"],
            _("spent"): sums["money_done"],
            _("Days registered"): sums["days"],
            _("worked"): sums["days_done"],
        }
    )
    show_table(shown)


def _edit(view: View, year: int, agency: str) -> None:
    """Let the reader edit what is registered; what other agencies have stays untouched."""
    register = load_support(cache.workspace(), vintage=view.vintage)
    rows = register.to_write
    mine = rows["year"].eq(year) & (rows["agency"].eq(agency) if agency else True)
    mine &= seat.rows_to_write("support", rows)
    known = load_agencies(cache.workspace()).table
    known_names = {str(item): str(these) for item, these in known[["agency", "name"]].to_numpy()}
    agencies: dict[Any, str] = {**seat.limited("support", known_names, by="agency", period=year)}
    if not agencies or (agency and agency not in agencies):
        return
    communes: dict[Any, str] = {
        str(row["code"]): str(row["name"]) for row in cache.units(view.vintage).to_dict("records")
    }
    columns: dict[str, Any] = {
        "number": None,
        "year": None,
        "agency": None if agency else st.column_config.SelectboxColumn(
            _("Agency"), options=list(agencies), format_func=agencies.__getitem__, required=True),
        "code": st.column_config.SelectboxColumn(
            _("Commune"), options=list(communes), format_func=communes.__getitem__, required=True),
        "content": st.column_config.TextColumn(_("Registered content"), required=True, width="large"),
        "criterion": st.column_config.TextColumn(_("Criterion")),
        "money": st.column_config.NumberColumn(_("Million VND"), min_value=0, format="localized"),
        "days": st.column_config.NumberColumn(_("Days"), min_value=0, format="localized"),
        "due_on": st.column_config.DateColumn(_("Due"), format="DD/MM/YYYY"),
        "done_on": st.column_config.DateColumn(_("Done on"), format="DD/MM/YYYY"),
        "done": st.column_config.TextColumn(_("What was done")),
        "money_done": st.column_config.NumberColumn(_("Million VND spent"), min_value=0, format="localized"),
        "days_done": st.column_config.NumberColumn(_("Days worked"), min_value=0, format="localized"),
    }  # fmt: skip
    edited = table_drafts.edit_table(
        rows[mine].reset_index(drop=True),
        num_rows="dynamic",
        hide_index=True,
        column_config=columns,
        key=f"edit_support_{view.vintage}_{year}_{agency}",
        version=register.version,
    )
    name, save = st.columns([3, 1], vertical_alignment="bottom")
    with name:
        by = seat.who(f"support_by_{agency}")

    def keep() -> bool:
        filled = edited.assign(year=year, **({"agency": agency} if agency else {}))
        table = pd.concat([rows[~mine], filled], ignore_index=True) if (~mine).any() else filled
        return save_support(cache.workspace(), table, vintage=view.vintage, by=by, expected=register.version)[1]

    table_drafts.save_button(
        f"edit_support_{view.vintage}_{year}_{agency}",
        keep,
        button=f"support_save_{agency}",
        label=_("Save"),
        box=save,
    )


def _compare(view: View, standing: PeriodAssessment) -> None:
    years = [year for year in period.periods(cache.figures()) if year < standing.period]
    if not years:
        return
    first = min(years)
    helped = history(cache.workspace(), vintage=view.vintage)
    between = helped[helped["year"].between(first, standing.period)]
    before = cache.assessment(first, view.vintage, view.rule)
    if before.criteria_set.key != standing.criteria_set.key:
        return
    st.markdown(_("**Helped communes beside the rest**"))
    for sentence in progress_sentences(compare_progress(before, standing, frozenset(between["code"].astype(str)))):
        st.markdown(escaped(sentence))
