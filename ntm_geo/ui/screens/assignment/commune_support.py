"""Support of one commune on its own page: what was registered and done for it, and its word on what was done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from ntm_geo.i18n import _, format_date
from ntm_geo.partners.confirming import confirm_support
from ntm_geo.partners.support import load_support
from ntm_geo.partners.support_overview import support_seen
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.flash import flash
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.assignment.agency_work import amounts
from ntm_geo.ui.screens.assignment.support_words import confirmation_words, show_made_up, state_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.ui.kit.state import View


def show_commune_support(view: View) -> None:
    """Show the support of the commune of a view for its year; who speaks for the commune confirms it there."""
    year, today = int(view.period), date.today()  # noqa: DTZ011 - the day at the place the program runs at
    table = support_seen(cache.workspace(), vintage=view.vintage, year=year, on=today)
    rows = table[table["code"].eq(view.commune)].reset_index(drop=True)
    if rows.empty:
        return
    register = load_support(cache.workspace(), vintage=view.vintage)
    head = _("Support registered for {year}", year=year)
    st.markdown(f"**{escaped(head)}**")
    show_made_up(register)
    records = rows.to_dict("records")
    shown = pd.DataFrame(
        {
            _("Agency"): rows["agency_name"],
            _("Content"): rows["content"],
            _("Criterion"): rows["criterion"].fillna("").astype(str),
            _("Due on"): rows["due_on"],
            _("State"): rows["state"].map(state_words()),
            _("Money and days"): [amounts(row) for row in records],
            _("Word of the commune"): rows["confirmation"].map(confirmation_words()),
        }
    )
    show_table(shown, column_config={_("Due on"): st.column_config.DateColumn(format="DD/MM/YYYY")})
    if register.provenance.illustrative or not seat.limited("confirmations", {view.commune: ""}, period=year):
        return
    for row in records:
        if row["confirmation"] in {"waiting", "refused"}:
            _ask(view, row)


def _ask(view: View, row: Mapping[Any, Any]) -> None:
    """Ask for the word of the commune; what it did not confirm it may confirm once it is mended."""
    number = int(row["number"])
    with st.container(border=True, key=f"word_{number}"):
        day = format_date(row["done_on"].date())
        line = _("{content}, done on {day}", content=f"{row['agency_name']}: {row['content']}", day=day)
        st.markdown(escaped(line))
        if pd.notna(row["done"]):
            st.caption(escaped(_("Reported: {text}", text=row["done"])))
        if row["confirmation"] == "refused":
            st.caption(escaped(_("Not confirmed so far: {note}", note=row["confirmation_note"])))
        words, yes, no = st.columns([3, 1, 1], vertical_alignment="bottom")
        note = words.text_input(
            _("What differs, where it is not as reported"), key=f"word_note_{number}", max_chars=1_000
        )
        agreed = yes.button(_("Confirm"), icon=":material/check:", key=f"word_yes_{number}", width="stretch")
        refused = no.button(_("Not as reported"), key=f"word_no_{number}", width="stretch")
        if agreed or refused:
            with guard(stop=False):
                confirm_support(
                    cache.workspace(), number, confirmed=agreed, note=note, vintage=view.vintage, by=seat.writer()
                )
                flash(_("The word of the commune is kept."))
                st.rerun()
