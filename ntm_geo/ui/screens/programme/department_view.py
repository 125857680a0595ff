"""A department's page: its criteria, its map, its list of work."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from ntm_geo.assessment.departments import departments_on, standing_of_criteria, work_list
from ntm_geo.criteria.cite import say_value
from ntm_geo.i18n import _, format_number
from ntm_geo.monitoring.commune_work import open_difficulties, planned
from ntm_geo.themes import download_files
from ntm_geo.ui.kit import cache, theme_view
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.state import allowed, remember
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.programme import entry_forms

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import Department
    from ntm_geo.ui.kit.state import View


def choose_department(view: View) -> tuple[View, Department]:
    """Let the reader choose a department of the year's end."""
    result = {
        department.key: department for department in departments_on(cache.workspace(), date(int(view.period), 12, 31))
    }
    text = allowed(view.department, result, next(iter(result)))
    chosen = st.selectbox(
        _("Department, agency"),
        list(result),
        index=list(result).index(text),
        format_func=lambda key: str(result[key].name),
        help=_("Who is in charge follows the end of the year shown: departments change over time."),
    )
    if not result[chosen].verified:
        st.caption(
            _("Who is in charge of what is not checked against the province's decision; enter it at the law desk.")
        )
    return view.change(department=chosen), result[chosen]


def choose_criterion(view: View, standing: PeriodAssessment, department: Department) -> View:
    """Show how the department's criteria stand; the one chosen is shown on the map."""
    table = standing_of_criteria(cache.workspace(), standing, department)
    codes = list(table["criterion"])
    text = allowed(view.theme, codes, codes[0])
    lines = table.set_index("criterion")
    chosen = st.radio(
        _("Its criteria"),
        codes,
        index=codes.index(text),
        format_func=lambda code: escaped(_("Criterion {code}. {name}", code=code, name=lines.loc[code, "name"])),
        captions=[
            _(
                "{met} communes meet it, {missed} do not, {unknown} unknown",
                met=format_number(row["met"]),
                missed=format_number(row["not_met"]),
                unknown=format_number(row["unknown"]),
            )
            for _place, row in table.iterrows()
        ],
    )
    return view.change(theme=chosen)


def show_work(view: View, standing: PeriodAssessment, department: Department) -> None:
    """Show what the department has to do in which commune, and offer it as a workbook."""
    space = cache.workspace()
    table = work_list(space, standing, department)
    wanted = planned(space, vintage=view.vintage, year=standing.period + 1)
    pairs = zip(table["code"], table["criterion"], strict=True)
    table["planned"] = ["✓" if pair in wanted else "" for pair in pairs]
    if view.district:
        inside = standing.units.loc[standing.units["parent_code"].eq(view.district), "code"]
        table = table[table["code"].isin(inside)]
    communes = table["code"].nunique()
    sentence = _(
        "{name}: {items} items are still missing in {communes} communes.",
        name=str(department.name),
        items=format_number(len(table)),
        communes=format_number(communes),
    )
    st.markdown(f"**{escaped(sentence)}**")
    headings = {
        "code": _("Code"),
        "name": _("Commune"),
        "district": _("District"),
        "met_count": _("Number of criteria met"),
        "planned": _("Registered for {year}", year=standing.period + 1),
        "criterion": _("Criterion"),
        "indicator": _("Indicator"),
        "indicator_name": _("What is asked for"),
        "value": _("Value"),
        "threshold": _("Threshold"),
        "shortfall": _("Misses by"),
        "unit": _("Unit of measure"),
    }
    shown = _in_words(table, standing)[[key for key in headings if key != "unit"]].rename(columns=headings)
    event: Any = show_table(
        shown, height=330, on_select="rerun", selection_mode="single-row",
        key=f"work_{department.key}_{view.period}_{view.vintage}_{view.district}",
    )  # fmt: skip
    rows = event["selection"]["rows"]
    if rows:
        _lead_on(view, table.iloc[rows[0]])
    else:
        st.caption(_("Choose a row to open the commune's profile or to record what is in the way."))
    st.download_button(
        _("Download the list (Excel)"),
        lambda: download_files.workbook(table, headings=headings, title=sentence, source=standing.provenance.source),
        file_name=f"{department.key}-{standing.period}.xlsx",
        on_click="ignore",
        icon=":material/download:",
    )


def _in_words(table: pd.DataFrame, standing: PeriodAssessment) -> pd.DataFrame:
    """Return the list of work with its figures as they are read, each with its unit; empty without one."""
    law = standing.criteria_set
    indicators = {indicator.code: indicator for criterion in law.criteria for indicator in criterion.lines}

    def said(row: dict[Any, Any], column: str) -> str:
        indicator = indicators.get(row["indicator"])
        if indicator is None or pd.isna(row[column]) or (column == "shortfall" and indicator.sense == "pass"):
            return ""
        return say_value(law, indicator, row[column])

    rows = table.to_dict("records")
    return table.assign(**{key: [said(row, key) for row in rows] for key in ("value", "threshold", "shortfall")})


def _lead_on(view: View, row: pd.Series) -> None:
    """Offer what can be done about a row: open the commune's profile, record a difficulty."""
    chosen = view.change(commune=str(row["code"]), theme=str(row["criterion"]))
    remember(chosen)
    theme_view.open_dossier(chosen, key="work")
    entry_forms.offer_entries(chosen, "difficulty")


def show_difficulties(view: View, department: Department) -> None:
    """Show what is in the way in the department's charge, late ones first."""
    rows = open_difficulties(cache.workspace(), vintage=view.vintage, department=department.key)
    if rows.empty:
        return
    st.markdown(f"**{_('Open difficulties')}: {len(rows)}**")
    names = entry_forms.names_of_communes(view.vintage)
    for row in rows.to_dict("records"):
        mark = ":material/warning:" if row["state"] == "late" else ":material/radio_button_unchecked:"
        position, what = names.get(str(row["code"]), str(row["code"])), str(row["what"])
        st.markdown(f"{mark} {escaped(f'{position}: {what}')}")
