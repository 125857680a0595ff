"""The year of one agency: its communes, what each misses, what is registered, and buttons to register and report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from ntm_geo.assessment.rules.shortfalls import needs_of
from ntm_geo.i18n import _, format_date, format_money, format_number
from ntm_geo.partners.support import load_support
from ntm_geo.partners.support_overview import agency_sentence, communes_of_agency, pairs_of, support_seen
from ntm_geo.themes.map_layers import class_labels
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.screens.assignment.support_forms import OTHER, Work, ask_to_register, ask_to_report, show_open_form
from ntm_geo.ui.screens.assignment.support_words import confirmation_words, show_made_up, state_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.assessment.rules.shortfalls import Need
    from ntm_geo.ui.kit.state import View


def show_agency_work(view: View, standing: PeriodAssessment, agency: str, year: int) -> None:
    """Show the communes of an agency in a year, one box each; buttons stand there for who may write of it."""
    space, today = cache.workspace(), date.today()  # noqa: DTZ011 - the day at the place the program runs at
    table = support_seen(space, vintage=view.vintage, year=year, on=today)
    mine = table[table["agency"].eq(agency)]
    register = load_support(space, vintage=view.vintage)
    pairs = pairs_of(space, vintage=view.vintage, year=year, on=today)
    st.markdown(f"**{escaped(agency_sentence(mine, pairs[pairs['agency'].eq(agency)], year))}**")
    if len(mine):
        show_made_up(register)
    of_year, assigned = communes_of_agency(space, agency, vintage=view.vintage, year=year, on=today)
    if of_year and of_year != year:
        words = _("Who helps whom in {year} is not decided here; shown are the communes of {newest}.", year=year,
                  newest=of_year)  # fmt: skip
        st.caption(escaped(words))
    codes = sorted({*assigned, *mine["code"]})
    if not codes:
        st.info(_("No commune is assigned to this agency yet."), icon=":material/info:")
        return
    work = Work(
        view=view, standing=standing, agency=agency, year=year,
        may_write=bool(seat.limited("support", {agency: ""}, by="agency", period=year)),
        may_report=not register.provenance.illustrative,
    )  # fmt: skip
    if not work.may_write and seat.allowed_to("write", "support"):
        words = _("Contents of {year} can no longer be written by this account; ask the office.", year=year)
        st.caption(escaped(words))
    needs = {code: needs_of(space, standing, code) for code in codes}
    first = view.commune if view.commune in needs else codes[0]
    for code in codes:
        _show_commune(work, code, needs[code], mine[mine["code"].eq(code)], opened=code == first or len(codes) == 1)
    show_open_form(work, needs, mine)


def _show_commune(work: Work, code: str, needs: tuple[Need, ...], rows: pd.DataFrame, *, opened: bool) -> None:
    name = cache.full_names(work.view.vintage).get(code, code)
    registered = _("{count} contents registered", count=len(rows)) if len(rows) else _("nothing registered yet")
    title = " · ".join(part for part in (name, _standing_words(work.standing, code), registered) if part)
    with st.expander(escaped(title), expanded=opened, key=f"helped_{code}"):
        if len(rows):
            st.markdown(f"**{escaped(_('Registered for {year}', year=work.year))}**")
            for row in rows.to_dict("records"):
                _show_content(work, row)
        missing = _("Criteria the commune does not meet ({year})", year=work.standing.period)
        st.markdown(f"**{escaped(missing)}**")
        if not needs:
            st.caption(_("No criterion is known to be missing."))
        served = set(rows["criterion"].dropna().astype(str))
        for need in needs:
            _show_need(work, code, need, served=need.criterion in served)
        if work.may_write:
            key = f"register_{code}_{OTHER}"
            st.button(
                _("Register another content"), icon=":material/add:", key=key, on_click=ask_to_register,
                args=(code, OTHER),
            )  # fmt: skip


def _standing_words(standing: PeriodAssessment, code: str) -> str:
    rows = standing.assessment.standings
    rows = rows[rows["code"].eq(code)]
    if rows.empty:
        return ""
    row = rows.iloc[0]
    most = int(row["met"] + row["unknown"])
    count = format_number(int(row["met"])) if not row["unknown"] else f"{row['met']}–{most}"
    tier = class_labels(standing.criteria_set).get(str(row["tier"]), "")
    met = _("{count} of {total} criteria met", count=count, total=len(standing.criteria_set.criteria))
    return f"{met} ({tier})" if tier else met


def _show_need(work: Work, code: str, need: Need, *, served: bool) -> None:
    with st.container(border=True, key=f"need_{code}_{need.criterion.replace('.', '-')}"):
        text, button = st.columns([4, 1], vertical_alignment="center")
        with text:
            mark = _("registered already") if served else ""
            title = f"{need.criterion}. {need.name}"
            st.markdown(f"**{escaped(title)}**" + (f" · {escaped(mark)}" if mark else ""))
            lines = [
                _("{code} {name}: {value}; {rule} ({source})", code=line.code, name=line.name, value=line.value,
                  rule=line.rule, source=line.source)
                for line in need.shortfalls
            ]  # fmt: skip
            if lines:
                st.markdown("\n".join(f"- {escaped(line)}" for line in lines))
            if need.departments:
                st.caption(escaped(_("In charge: {departments}", departments=need.departments)))
        if work.may_write:
            button.button(
                _("Register a content"), icon=":material/volunteer_activism:", width="stretch",
                key=f"register_{code}_{need.criterion}", on_click=ask_to_register, args=(code, need.criterion),
            )  # fmt: skip


def _show_content(work: Work, row: Mapping[Any, Any]) -> None:
    number = int(row["number"])
    parts = [state_words()[str(row["state"])]]
    if pd.notna(row["done_on"]) and row["state"] == "done":
        parts.append(format_date(row["done_on"].date()))
    elif pd.notna(row["due_on"]):
        parts.append(_("due {day}", day=format_date(row["due_on"].date())))
    parts += [text for text in (amounts(row), confirmation_words()[str(row["confirmation"])]) if text]
    with st.container(border=True, key=f"content_{number}"):
        text, button = st.columns([4, 1], vertical_alignment="center")
        with text:
            criterion = f"{row['criterion']}. " if pd.notna(row["criterion"]) else ""
            st.markdown(escaped(f"{criterion}{row['content']}"))
            st.caption(escaped(" · ".join(parts)))
            if row["confirmation"] == "refused" and row["confirmation_note"]:
                st.warning(escaped(_("The commune says: {note}", note=row["confirmation_note"])))
        if work.may_write and work.may_report:
            done = row["state"] == "done"
            button.button(
                _("Correct the report") if done else _("Report what was done"), icon=":material/task_alt:",
                type="secondary" if done else "primary", width="stretch", key=f"report_{number}",
                on_click=ask_to_report, args=(number,),
            )  # fmt: skip


def amounts(row: Mapping[Any, Any]) -> str:
    """Return money and days of a content: what was spent where it is done, else what was registered."""
    end = "_done" if row["state"] == "done" else ""
    money, days = row[f"money{end}"], row[f"days{end}"]
    parts = [format_money(float(money))] if pd.notna(money) else []
    if pd.notna(days):
        parts.append(_("{count} days of work", count=format_number(float(days))))
    return ", ".join(parts)
