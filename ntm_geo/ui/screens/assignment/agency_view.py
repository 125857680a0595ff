"""Agencies on a page: where all stand, the list, edited with checks, and one agency with its communes and its work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from ntm_geo.acting import current_actor
from ntm_geo.i18n import _, format_money, format_number
from ntm_geo.partners.partner_history import communes_helped
from ntm_geo.records.agency_list import contacts_seen, load_agencies, save_agencies, strengths
from ntm_geo.tables.agency_table import AGENCY_KINDS
from ntm_geo.ui.kit import cache, seat, table_drafts
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.table import coordinate_column, show_table
from ntm_geo.ui.screens.assignment import support_view
from ntm_geo.ui.screens.assignment.agency_work import show_agency_work

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.records.registers import Register
    from ntm_geo.ui.kit.state import View

_BADGE: Final = Markup('<span class="ntm-badge">{}</span> {}')

_TABLE: Final = "edit_agencies"


def show_agencies(view: View, standing: PeriodAssessment) -> None:
    """Show the agency of whoever is signed in, else all of them or one, as the reader chooses."""
    register = load_agencies(cache.workspace())
    mine = own_agency()
    if mine:
        if register.table["agency"].eq(mine).any():
            _one(view, standing, register, mine)
        else:
            st.warning(_("This account acts for no agency of the list; an administrator says which it is."))
        return
    active = register.table[register.table["active"].fillna(value=True).astype(bool)]
    st.markdown(
        _("**{count} agencies, units and enterprises can take {room} communes.**", count=format_number(len(active)),
          room=format_number(int(active["capacity_max"].sum())))
    )  # fmt: skip
    if register.provenance.illustrative:
        st.html(_BADGE.format(_("Illustrative figures"), register.provenance.source))
    names = {"": _("All agencies")} | dict(zip(register.table["agency"], register.table["name"], strict=True))
    chosen = st.selectbox(_("Agency"), list(names), format_func=names.__getitem__, key="agency_chosen")
    if chosen:
        _one(view, standing, register, chosen)
        return
    title, box = st.columns([5, 1], vertical_alignment="center")
    title.subheader(_("Registered and done"), anchor=False)
    with box:
        year = support_view.choose_support_year(view, standing, key="agencies_year")
    support_view.show_overview(view, year)
    head = _("List of agencies")
    st.markdown(f"**{escaped(head)}**")
    _list(register)


def own_agency() -> str:
    """Return the agency of whoever is signed in as one; empty for everybody else."""
    actor = current_actor() if seat.accounts_used() else None
    return actor.body or "–" if actor is not None and actor.role == "agency" else ""


def _list(register: Register) -> None:
    """Let the reader edit the list; a fault names the agency it is in, and nothing is half saved."""
    kinds: dict[Any, str] = {key: str(name) for key, name in AGENCY_KINDS.items()}
    columns: dict[str, Any] = {
        "agency": None,  # its key is made from the name where it is new
        "name": st.column_config.TextColumn(_("Name"), required=True, width="large"),
        "kind": st.column_config.SelectboxColumn(
            _("Kind"), options=list(kinds), format_func=kinds.__getitem__, required=True
        ),
        "capacity_min": st.column_config.NumberColumn(_("Communes, fewest"), min_value=0, max_value=99, required=True),
        "capacity_max": st.column_config.NumberColumn(_("Communes, most"), min_value=0, max_value=99, required=True),
        "strong_in": st.column_config.TextColumn(
            _("Strong in criteria"), help=_("Numbers with a semicolon; empty: those it is in charge of.")
        ),
        "resources": st.column_config.NumberColumn(_("Million VND a year"), min_value=0, format="localized"),
        "other_resources": st.column_config.TextColumn(_("Other resources")),
        "home": st.column_config.TextColumn(_("Seat")),
        "lon": coordinate_column(_("Longitude"), limit=180),
        "lat": coordinate_column(_("Latitude"), limit=90),
        "only_districts": st.column_config.TextColumn(_("Only districts")),
        "not_districts": st.column_config.TextColumn(_("Not districts")),
        "contact": st.column_config.TextColumn(_("Contact")),
        "active": st.column_config.CheckboxColumn(_("Takes part")),
    }
    if not seat.allowed_to("write", "agencies"):
        show_table(contacts_seen(cache.workspace(), register.table), column_config=columns, column_order=list(columns))
        return
    edited = table_drafts.edit_table(
        contacts_seen(cache.workspace(), register.table),
        num_rows="dynamic", hide_index=True, height=520, column_config=columns, placeholder="",
        column_order=list(columns), key=_TABLE, version=register.version,
    )  # fmt: skip
    name, save = st.columns([3, 1], vertical_alignment="bottom")
    with name:
        by = seat.who("agencies_by")
    made_up = register.provenance.illustrative
    table_drafts.save_button(
        _TABLE,
        lambda: save_agencies(cache.workspace(), edited, by=by, expected=register.version, illustrative=made_up)[1],
        button="agencies_save",
        label=_("Save"),
        box=save,
    )
    st.caption(_("A list in Excel is brought in on the page of data; the template is there as well."))


def _one(view: View, standing: PeriodAssessment, register: Register, key: str) -> None:
    """Show one agency: its communes of the year and what it registers with them, what it can do, whom it helped."""
    row = register.table[register.table["agency"].eq(key)].iloc[0]
    title, box = st.columns([5, 1], vertical_alignment="center")
    title.subheader(escaped(row["name"]), anchor=False)
    with box:
        year = support_view.choose_support_year(view, standing, key="agency_year")
    show_agency_work(view, standing, key, year)
    if not own_agency() and seat.limited("support", {key: ""}, by="agency", period=year):
        with st.expander(_("All contents as a table")):
            support_view.edit_support(view, year, key)
    with st.expander(_("What it can do, and whom it helped")):
        _facts(view, standing, register, row)


def _facts(view: View, standing: PeriodAssessment, register: Register, row: pd.Series) -> None:
    law, key = standing.criteria_set, str(row["agency"])
    strong = strengths(cache.workspace(), register.table, law=law, day=pd.Timestamp(standing.period, 12, 31).date())
    names = {criterion.code: f"{criterion.code}. {criterion.name}" for criterion in law.criteria}
    left, right = st.columns(2)
    facts = {
        _("Kind"): str(AGENCY_KINDS[row["kind"]]),
        _("Can take"): _("{least} to {most} communes", least=row["capacity_min"], most=row["capacity_max"]),
        _("Strong in"): "; ".join(names.get(item, item) for item in strong.get(key, ())) or "–",
        _("Resources"): _("{money} a year", money=format_money(float(row["resources"])))
        if pd.notna(row["resources"]) else _("not known"),
        _("Seat"): row["home"] if isinstance(row["home"], str) else _("not known"),
    }  # fmt: skip
    left.markdown("\n".join(f"- **{escaped(label)}**: {escaped(value)}" for label, value in facts.items()))
    with right:
        head = _("Communes helped by year")
        st.markdown(f"**{escaped(head)}**")
        helped = communes_helped(cache.workspace(), key, vintage=view.vintage)
        if helped.empty:
            st.caption(_("None is known."))
        else:
            lines = helped.groupby("year")["name"].agg(", ".join).sort_index(ascending=False)
            st.markdown("\n".join(f"- **{year}**: {escaped(communes)}" for year, communes in lines.items()))
