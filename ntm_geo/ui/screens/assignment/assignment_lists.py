"""A plan of assignment as lists: by agency, by commune, and who does what where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd
import streamlit as st

from ntm_geo.assessment.derived import derived
from ntm_geo.assignment.outcome import by_agency, by_commune, who_what_where
from ntm_geo.i18n import _
from ntm_geo.tables.agency_table import AGENCY_KINDS
from ntm_geo.ui.kit.messages import option_labels
from ntm_geo.ui.kit.table import show_table

if TYPE_CHECKING:
    from ntm_geo.assignment.draft_steps import Draft

_ALL: Final = ""


def show_agencies(draft: Draft) -> None:
    """Show every agency with what it was given."""
    show_table(_worded_agencies(draft), height=460)


@derived
def _worded_agencies(draft: Draft) -> pd.DataFrame:
    table = by_agency(draft.case, draft.pairs)
    return pd.DataFrame(
        {
            _("Agency"): table["agency_name"],
            _("Kind"): table["kind_name"],
            _("Number of communes"): table["count"],
            _("Can take, communes"): table["capacity_min"].astype(str) + "–" + table["capacity_max"].astype(str),
            _("Communes helped"): table["names"],
            _("Strong in criteria"): table["strong_in"],
            _("Mean distance (km)"): table["mean_km"].round(0),
        }
    )


def show_communes(draft: Draft) -> None:
    """Show every commune with its partners; those without any stand first."""
    table = by_commune(draft.case, draft.pairs)
    shown = pd.DataFrame(
        {
            _("Commune"): table["name"],
            _("District"): table["district_name"],
            _("Number of partners"): table["count"],
            _("Agencies that help it"): table["partners"],
            _("Misses criteria"): table["missing"],
            _("Missing, a partner is strong in it"): table["covered"],
            _("Missing, no partner is strong in it"): table["uncovered"],
        }
    )
    show_table(shown, height=460)


def show_matrix(draft: Draft) -> None:
    """Show who does what where: agencies against criteria or districts, a number in every cell."""
    table = who_what_where(draft.case, draft.pairs)
    if table.empty:
        st.caption(_("Nothing is assigned yet."))
        return
    item, two, three = st.columns(3)
    ways = {"criterion": _("agency × criterion"), "district": _("agency × district"), "both": _("district × criterion")}
    way = item.segmented_control(
        _("Table"), list(ways), format_func=option_labels(ways), default="criterion", key="matrix_way"
    )
    districts = {_ALL: _("Whole province")} | dict(zip(table["district"], table["district_name"], strict=True))
    district = two.selectbox(_("District"), list(districts), format_func=districts.__getitem__, key="matrix_district")
    kinds = {_ALL: _("All kinds")} | {key: str(AGENCY_KINDS[key]) for key in sorted(set(table["kind"]))}
    kind = three.selectbox(_("Kind of agency"), list(kinds), format_func=kinds.__getitem__, key="matrix_kind")
    if district:
        table = table[table["district"].eq(district)]
    if kind:
        table = table[table["kind"].eq(kind)]
    _heat(table, str(way or "criterion"))
    st.caption(
        _("A number counts communes: the agency helps them, they miss the criterion, and the agency is strong in it; "
          "“–” where they share none.")
    )  # fmt: skip


def _heat(table: pd.DataFrame, way: str) -> None:
    rows, columns = {
        "criterion": ("agency_name", "criterion"), "district": ("agency_name", "district_name"),
        "both": ("district_name", "criterion"),
    }[way]  # fmt: skip
    shown = table.assign(criterion=table["criterion"].replace("", "–"), code=table["codes"].str.split(";")).explode(
        "code"
    )
    counts = shown.groupby([rows, columns])["code"].nunique().rename("communes").reset_index()
    order = sorted(set(counts[columns]), key=lambda count: (int(count) if count.isdigit() else 99, count))
    base = alt.Chart(counts).encode(
        x=alt.X(f"{columns}:N", sort=order, title=None, axis=alt.Axis(orient="top", labelAngle=0, labelLimit=110)),
        y=alt.Y(f"{rows}:N", title=None, axis=alt.Axis(labelLimit=320)),
    )
    cells = base.mark_rect(stroke="#ffffff").encode(
        color=alt.Color("communes:Q", legend=None, scale=alt.Scale(range=["#d7eae9", "#43909a", "#0b3c5d"])),
        tooltip=[
            alt.Tooltip(f"{rows}:N", title=_("Who") if rows == "agency_name" else _("District")),
            alt.Tooltip(f"{columns}:N", title=_("Criterion") if columns == "criterion" else _("District")),
            alt.Tooltip("communes:Q", title=_("Number of communes")),
        ],
    )
    middle = counts["communes"].max() / 2
    numbers = base.mark_text(fontSize=12).encode(
        text="communes:Q",
        color=alt.condition(f"datum.communes > {middle}", alt.value("#ffffff"), alt.value("#10181d")),
    )
    st.altair_chart((cells + numbers).properties(height=alt.Step(22)), width="stretch")
