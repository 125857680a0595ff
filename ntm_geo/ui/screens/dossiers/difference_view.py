"""Where appraisal differs from what communes reported: the map, the sentence, and the criteria behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ntm_geo.assessment.level_differences import differences_sentence, level_differences
from ntm_geo.i18n import _, text
from ntm_geo.tables.base import each_row
from ntm_geo.themes.level_themes import difference_theme
from ntm_geo.ui.kit import cache, theme_view
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.shared import Same, shared
from ntm_geo.ui.kit.table import show_table

if TYPE_CHECKING:
    from ntm_geo.records.figure_levels import DossierRows
    from ntm_geo.ui.kit.state import View

_HEIGHT = 420


def show_differences(view: View, *, by: str) -> None:
    """Show the difference between the two levels in a year; nothing is written here, whoever sits here."""
    del by
    period, rows = int(view.period), cache.dossiers()
    if period not in cache.assessed_years():
        st.info(_("There are no figures for {period} to compare with.", period=period), icon=":material/info:")
        return
    reported = cache.on_level(period, view.vintage, "reported")
    appraised = cache.on_level(period, view.vintage, "appraised")
    table = _differences(Same(rows), Same(reported), Same(appraised))
    sent = rows.sent_reports
    reporting = tuple(sorted(sent.loc[sent["period"].eq(period), "code"].unique()))
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        theme_view.show_theme(
            view, appraised, difference_theme(appraised, table, reporting), key="differences", height=520
        )
    with right:
        st.markdown(f"**{escaped(text(differences_sentence(table, period)))}**")
        _show_list(view, table)


@shared
def _differences(rows: Same, reported: Same, appraised: Same) -> pd.DataFrame:
    dossiers: DossierRows = rows.value
    return level_differences(dossiers, reported.value, appraised.value)


def _show_list(view: View, table: pd.DataFrame) -> None:
    """Show every criterion that was found otherwise than it was reported, with the reason given for it."""
    rows = table[table["state"].isin(["lower", "higher"])]
    if view.commune:
        rows = rows[rows["code"].eq(view.commune)]
    if rows.empty:
        return
    names, words = cache.full_names(view.vintage), {True: _("met"), False: _("not met")}
    results = [
        _("{reported} → {appraised}", reported=words[bool(row.reported)], appraised=words[bool(row.appraised)])
        for row in each_row(rows)
    ]
    shown = pd.DataFrame(
        {
            _("Commune"): rows["code"].map(names),
            _("Criterion"): rows["criterion"],
            _("Report → appraisal"): results,
            _("Reason"): rows["reason"],
        }
    )
    show_table(shown, height=min(_HEIGHT, 38 + 35 * len(shown)))
