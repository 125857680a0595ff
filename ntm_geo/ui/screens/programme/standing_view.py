"""Behind the large figures, one click away: who fell in a year, which recognised communes have to catch up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from ntm_geo.assessment.standing_lists import catch_up_table, fallen_codes, fallen_table, keeping_of
from ntm_geo.i18n import _
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.programme import district_view, entry_forms, recognition_view

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.ui.kit.state import View

_HEIGHT = 380


def show_lists(view: View, standing: PeriodAssessment) -> None:
    """Offer the communes that fell since the year before, and the recognised ones that have to catch up."""
    fell, catch_up, recognition, late = st.columns([1.5, 1.6, 2.1, 1.2])
    recognition_view.show_lists(recognition, standing)
    before = district_view.year_before(view)
    if before is not None:
        codes = fallen_codes(standing, before)
        label = (
            _("{count} communes fell since {year}", count=len(codes), year=before.period)
            if codes
            else _("No commune fell since {year}", year=before.period)
        )
        box = fell.popover(
            escaped(label),
            icon=":material/trending_down:",
            key="fell",
            width="stretch",
            disabled=not codes,
            on_change="rerun",
        )
        if box.open:
            _show_list(box, fallen_table(before, standing), _("Criteria lost"), key="fell")
    keeping = keeping_of(standing)
    if keeping.recognised:
        label = _("{count} recognised communes have to catch up", count=len(keeping.short))
        box = catch_up.popover(
            escaped(label),
            icon=":material/build:",
            key="catch_up",
            width="stretch",
            disabled=not keeping.short,
            on_change="rerun",
        )
        if box.open:
            _show_list(box, catch_up_table(standing), _("Criteria missing"), key="catch_up")
    _show_late(late, view)


def _show_late(box: Any, view: View) -> None:
    """Offer the difficulties that are late; nothing where none is recorded as such."""
    rows = cache.late_table(view.vintage)
    if rows.empty:
        return
    label = _("{count} difficulties are late", count=len(rows))
    popover = box.popover(escaped(label), icon=":material/schedule:", key="late", width="stretch", on_change="rerun")
    if not popover.open:
        return
    names = entry_forms.names_of_communes(view.vintage)
    table = pd.DataFrame(
        {
            "code": rows["code"],
            "name": [names.get(str(code), str(code)) for code in rows["code"]],
            "what": rows["what"],
            "days": rows["days_late"],
        }
    )
    with popover, st.container(key="ntm_wide_late"):
        shown = table.drop(columns="code")
        shown.columns = [_("Commune"), _("What is in the way"), _("Days late")]
        show_table(shown, height=min(_HEIGHT, 38 + 35 * len(shown)), width="stretch")
        st.page_link("pages/plans.py", label=_("Plans and difficulties"), icon=":material/arrow_forward:")


def _show_list(popover: Any, table: pd.DataFrame, last: str, *, key: str) -> None:
    with popover, st.container(key=f"ntm_wide_{key}"):
        shown = table.drop(columns="code")
        shown.columns = [_("Commune"), _("District"), _("Number of criteria met"), last]
        if not shown[_("District")].any():
            shown = shown.drop(columns=_("District"))
        show_table(shown, height=min(_HEIGHT, 38 + 35 * len(shown)), width="stretch")
