"""The legal calendar. Reader: the officer asked "by which rules was this year judged?"; he picks the year and reads."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ntm_geo.assessment.rules.legal_calendar import LegalEvent, legal_calendar
from ntm_geo.i18n import _, format_date, text
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.table import show_table


def show_calendar() -> None:
    """Show what came into force when, and which of it the figures of a year are judged by."""
    events = legal_calendar(cache.workspace())
    laws = cache.workspace().criteria_sets.values()
    years = [year for law in laws for year in range(law.effective.year, law.expires.year + 1)]
    chosen = st.selectbox(
        _("Figures of the year"),
        [None, *sorted(years, reverse=True)],
        format_func=lambda year: _("every day") if year is None else str(year),
        key="calendar_year",
        width=260,
    )
    rows = [event for event in events if chosen is None or event.touches(chosen)]
    show_table(pd.DataFrame([_row(event) for event in reversed(rows)]), height=min(38 + 35 * len(rows), 560))
    st.caption(_("Figures are taken at the end of a year: a rule touches the years on whose last day it holds."))


def _row(event: LegalEvent) -> dict[str, str]:
    first, last = event.years
    names = {
        "set_begins": _("criteria set begins"),
        "set_ends": _("criteria set ends"),
        "recognition_ends": _("recognition ends"),
        "level": _("levels"),
        "province_level": _("level of the province"),
        "in_charge": _("who is in charge"),
        "signed": _("signed"),
        "in_force": _("in force"),
    }
    return {
        _("Day"): format_date(event.day),
        _("Kind"): names[event.kind],
        _("What"): text(event.what),
        _("Number of the decision"): event.decision,
        _("Years touched"): "" if first > last else str(first) if first == last else f"{first}–{last}",
        _("Compared with the text"): _compared(event),
    }  # fmt: skip


def _compared(event: LegalEvent) -> str:
    if event.kind not in {"level", "province_level", "recognition_ends"}:
        return ""
    return _("yes") if event.verified else _("not yet")
