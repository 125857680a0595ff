"""The league of districts, tied to the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ntm_geo.assessment.districts import below_limit, league
from ntm_geo.assessment.years import years_alike
from ntm_geo.i18n import _, format_number, format_percent
from ntm_geo.themes import download_files
from ntm_geo.ui.kit import cache, theme_view
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.state import remember
from ntm_geo.ui.kit.table import show_table

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.ui.kit.state import View


_SHARES: Final = ("recognised_share", "contribution")


def year_before(view: View) -> PeriodAssessment | None:
    """Return the year before the one shown, on the same units by the same set; None where there are no figures."""
    alike = years_alike(cache.workspace(), cache.figures(), int(view.period))
    earlier = [year for year in alike if year < int(view.period)]
    return cache.assessment(earlier[-1], view.vintage, view.rule) if earlier else None


def show_league(view: View, standing: PeriodAssessment) -> None:
    """Show the districts, best first; one that is chosen fills the map."""
    before = year_before(view)
    table = league(standing, before=before)
    with_districts = bool(standing.units["parent_code"].notna().any())
    st.markdown(f"**{escaped(_sentence(table, standing, before, with_districts=with_districts))}**")
    headings = {
        "name": _("District") if with_districts else _("Commune"),
        "communes": _("Number of communes"),
        "recognised": _("Recognised communes, count"),
        "recognised_share": _("Share"),
        "contribution": _("Of the province's"),
        "below": _("Under {limit} criteria", limit=below_limit(standing.criteria_set)),
        "mean_met": _("Criteria met, mean"),
        "certified": _("Certified hamlets"),
        "hamlets": _("Number of hamlets"),
        "recognised_change": _("Recognised, change"),
        "mean_change": _("Mean, change"),
    }
    if not with_districts:
        headings.pop("communes")
    chosen_now = view.district if with_districts else view.commune
    chosen_table = table.index[table["key"].eq(chosen_now)]
    default: Any = {"selection": {"rows": [int(chosen_table[0])]}} if len(chosen_table) else None
    event: Any = show_table(
        table[list(headings)].rename(columns=headings),
        bars=[headings[share] for share in _SHARES],
        widths={headings[share]: "small" for share in _SHARES},
        height=theme_view.LIST,
        column_config=_columns(headings),
        on_select="rerun",
        selection_mode="single-row",
        selection_default=default,
        key=f"league_{view.period}_{view.vintage}_{view.rule}_{chosen_now}",
    )
    rows = event["selection"]["rows"]
    key = str(table.iloc[rows[0]]["key"]) if rows else ""
    if key and key != chosen_now:
        remember(view.change(district=key, commune="") if with_districts else view.change(commune=key))
        st.rerun()
    st.download_button(
        _("Table (Excel)"),
        lambda: download_files.workbook(
            table,
            headings={"key": _("Code"), **headings},
            title=_("Districts compared, end of {year}", year=standing.period),
            source=standing.provenance.source,
        ),
        file_name=f"huyen-{standing.period}.xlsx",
        on_click="ignore",
        icon=":material/download:",
    )


def _columns(headings: dict[str, str]) -> dict[str, Any]:
    """Return how the figures of the league are written."""
    return {
        headings["recognised_change"]: st.column_config.NumberColumn(format="%+d"),
    }


def _sentence(
    table: pd.DataFrame, standing: PeriodAssessment, before: PeriodAssessment | None, *, with_districts: bool
) -> str:
    """Return who leads and what changed, as it can be read aloud."""
    first = table.iloc[0]
    if not with_districts:
        return _(
            "By the end of {year}, {name} is ahead with {count} criteria met.",
            year=standing.period,
            name=first["name"],
            count=format_number(first["mean_met"]),
        )
    sentence = _(
        "By the end of {year}, {name} is ahead: {count} of {total} communes recognised ({share}).",
        year=standing.period,
        name=first["name"],
        count=format_number(first["recognised"]),
        total=format_number(first["communes"]),
        share=format_percent(first["recognised_share"]),
    )
    if before is not None:
        rising = int(table["mean_change"].gt(0).sum())
        sentence += " " + _(
            "Against {year}, {count} of {total} districts have more criteria met on average.",
            year=before.period,
            count=format_number(rising),
            total=format_number(len(table)),
        )
    return sentence
