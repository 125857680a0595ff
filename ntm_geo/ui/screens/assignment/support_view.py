"""Support of a year by agency and commune, edited on screen; comparison of helped communes with the rest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from ntm_geo.assessment import period
from ntm_geo.assessment.years import running
from ntm_geo.i18n import _
from ntm_geo.partners.partner_history import history
from ntm_geo.partners.support import (
    compare_progress,
    load_support,
    progress_sentences,
    save_support,
)
from ntm_geo.partners.support_overview import by_agency, by_commune, overview_sentences, pairs_of, support_seen
from ntm_geo.records.agency_list import load_agencies
from ntm_geo.ui.kit import cache, seat, table_drafts
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.shared import shared
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.assignment.support_words import show_made_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.ui.kit.state import View

_MOST_LATE: Final = 5
_ROWS: Final = 14


def choose_support_year(view: View, standing: PeriodAssessment, *, key: str) -> int:
    """Let the reader choose the year support is looked at for; a year that runs comes first, else the one that follows.

    Offered are also the years anything was registered for.
    """
    follows = standing.period if running(cache.workspace(), standing.period) else standing.period + 1
    known = load_support(cache.workspace(), vintage=view.vintage).table["year"]
    years = sorted({follows, standing.period, standing.period + 1, *(int(year) for year in known)}, reverse=True)
    chosen: int = st.selectbox(
        _("Year of the support"), years, index=years.index(follows), key=f"{key}_{standing.period}"
    )
    return chosen


def show_support(view: View, standing: PeriodAssessment) -> None:
    """Show where the support of a year stands, let the reader edit it, and compare with care."""
    box, _rest = st.columns([1, 5])
    with box:
        year = choose_support_year(view, standing, key="support_year")
    show_overview(view, year)
    edit_support(view, year, "")
    _compare(view, standing)


def show_overview(view: View, year: int) -> None:
    """Show registered, done, late and confirmed: in sentences, by agency and by commune."""
    today = date.today()  # noqa: DTZ011 - the day at the place the program runs at
    table, of_agencies, of_communes = _standing(cache.version(), view.vintage, year, today)
    for sentence in overview_sentences(table, of_agencies, year):
        st.markdown(f"**{escaped(sentence)}**")
    if len(table):
        show_made_up(load_support(cache.workspace(), vintage=view.vintage))
    for row in table[table["state"].eq("late")].head(_MOST_LATE).to_dict("records"):
        st.warning(f"{escaped(row['agency_name'])}: {escaped(row['content'])}", icon=":material/schedule:")
    agencies, communes = st.tabs([_("By agency"), _("By commune")])
    with agencies:
        _overview(of_agencies, "agency_name", _("Agency"), "communes", _("Communes of the year"))
    with communes:
        full = of_communes["code"].map(cache.full_names(view.vintage)).fillna(of_communes["name"])
        _overview(of_communes.assign(name=full), "name", _("Commune"), "agencies", _("Agencies"))


@shared
def _standing(version: int, vintage: str, year: int, today: date) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return what is registered for a year, and where agencies and communes stand; worked out once for all readers."""
    del version  # only tells one state of the data from another
    table = support_seen(cache.workspace(), vintage=vintage, year=year, on=today)
    pairs = pairs_of(cache.workspace(), vintage=vintage, year=year, on=today)
    return table, by_agency(table, pairs), by_commune(table, pairs)


def _overview(table: pd.DataFrame, name: str, heading: str, count: str, count_heading: str) -> None:
    if table.empty:
        st.caption(_("Nobody is assigned and nothing is registered for this year."))
        return
    state = [_overview_state(row) for row in table.to_dict("records")]
    headings = {
        "items": _("Number of contents"), "done": _("done"), "late": _("late"), "confirmed": _("confirmed"),
        "refused": _("not confirmed"), "waiting": _("wait for the commune"), "money": _("Million VND registered"),
        "money_done": _("spent"), "days": _("Days registered"), "days_done": _("worked"),
    }  # fmt: skip
    shown = pd.DataFrame({heading: table[name], _("State"): state, count_heading: table[count]})
    for column, title in headings.items():
        shown[title] = table[column]
    show_table(
        shown, height=38 + 35 * min(len(shown), _ROWS),
        column_config={heading: st.column_config.TextColumn(width=230, pinned=True)},
    )  # fmt: skip


def _overview_state(row: Mapping[Any, Any]) -> str:
    """Return in a word or two where an agency or a commune stands."""
    if not row["items"]:
        return _("nothing registered yet")
    if row["late"]:
        return _("late")
    if row["done"] == row["items"]:
        return _("all done")
    return _("partly done") if row["done"] else _("registered")


def edit_support(view: View, year: int, agency: str) -> None:
    """Let the reader edit what is registered, of one agency or of all; what others have stays untouched."""
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
