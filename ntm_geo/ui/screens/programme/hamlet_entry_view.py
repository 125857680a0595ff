"""Hamlets entered on a page: what each meets by the set for hamlets, and how many a commune reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.hamlets import count_differences
from ntm_geo.i18n import _
from ntm_geo.records.hamlet_records import item_codes, load_counts, load_results, save_counts, save_results
from ntm_geo.tables.base import each_row
from ntm_geo.ui.kit import cache, seat, table_drafts
from ntm_geo.ui.kit.messages import escaped

if TYPE_CHECKING:
    from ntm_geo.assessment.hamlet_standing import HamletStanding
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.ui.kit.state import View

_MARKS: Final = {1.0: "x", 0.0: "0"}
"""What stands in a cell for met and not met, as in the template."""


def edit_results(view: View, standing: PeriodAssessment, hamlets: HamletStanding, *, by: str) -> None:
    """Let the reader enter what the hamlets of a commune meet; nothing is kept before the button is pressed."""
    if standing.carried:
        st.caption(_("Results of hamlets are entered on the units of their year."))
        return
    rows = hamlets.table[hamlets.table["code"].eq(view.commune)].reset_index(drop=True)
    if rows.empty:
        st.caption(_("The register has no hamlets of this commune yet: enter them first."))
        return
    if not seat.limited("hamlet_results", {view.commune: ""}, period=standing.period):
        return
    stored = load_results(cache.workspace(), vintage=standing.vintage, period=standing.period)
    looks = _columns(hamlets)
    wide = _wide(rows, stored.table, hamlets)
    opened = f"hamlet_results_{view.commune}_{standing.vintage}_{standing.period}"
    edited = table_drafts.edit_table(
        wide, hide_index=True, num_rows="fixed", placeholder="", key=opened, version=stored.version, column_config=looks
    )
    st.caption(
        _("x: met, 0: not met, empty: not known. A result of a criterion goes before the figures of its indicators.")
    )

    def save() -> bool:
        table = _long(edited, rows, standing.period)
        others = stored.table[~stored.table["hamlet"].isin(rows["hamlet"])]
        joined = pd.concat([others, table], ignore_index=True) if len(others) else table
        figures = cache.figures()
        return save_results(
            cache.workspace(), joined, known=frozenset(hamlets.table["hamlet"]) | frozenset(others["hamlet"]),
            vintage=standing.vintage, period=standing.period, by=by, expected=stored.version,
            illustrative=figures.hamlets_made_up(standing.vintage),
        )[1]  # fmt: skip

    table_drafts.save_button(opened, save, button="save_hamlet_results")


def _columns(hamlets: HamletStanding) -> dict[str, Any]:
    """Return how the columns of the table look: marks for what is met or not, numbers for what is measured."""
    looks: dict[str, Any] = {"name": st.column_config.TextColumn(_("Hamlet"), disabled=True, pinned=True)}
    measured = _measured(hamlets)
    for line in hamlets.law.lines:
        about = escaped(f"{line.code}. {line.name}")
        if line.code in measured:
            looks[line.code] = st.column_config.NumberColumn(
                escaped(line.code), help=about, min_value=0, format="localized", width="small"
            )
        else:
            looks[line.code] = st.column_config.SelectboxColumn(
                escaped(line.code), help=about, options=list(_MARKS.values()), width="small"
            )
    looks["note"] = st.column_config.TextColumn(_("Remarks"), max_chars=300)
    return looks


def _measured(hamlets: HamletStanding) -> frozenset[str]:
    """Return the codes of indicators and parts that have figures, not marks."""
    return frozenset(
        line.code for criterion in hamlets.law.criteria for line in criterion.lines if line.sense != "pass"
    )


def _wide(rows: pd.DataFrame, table: pd.DataFrame, hamlets: HamletStanding) -> pd.DataFrame:
    """Return a row for each hamlet and a column for each criterion, indicator and part."""
    values = {(row.hamlet, row.item): row.value for row in each_row(table)}
    measured = _measured(hamlets)
    columns: dict[str, Any] = {"name": rows["name"]}
    for code in item_codes(hamlets.law):
        cells = pd.Series([values.get((hamlet, code)) for hamlet in rows["hamlet"]], dtype="float64")
        columns[code] = cells if code in measured else cells.map(_MARKS).astype("object").where(cells.notna(), None)
    return pd.DataFrame(columns).assign(note=rows["note"].astype("object").where(rows["note"].notna(), None))


def _long(edited: pd.DataFrame, rows: pd.DataFrame, period: int) -> pd.DataFrame:
    """Return the edited table as results are kept."""
    marks = {mark: value for value, mark in _MARKS.items()}
    wide = edited.drop(columns="name").reset_index(drop=True).assign(hamlet=rows["hamlet"])
    long = wide.melt(id_vars=["hamlet", "note"], var_name="item").dropna(subset="value")
    values = long["value"].map(lambda cell: marks.get(cell, cell)).astype("float64")
    notes = long["note"].replace({"": None})
    return long.assign(value=values, note=notes, period=period)[["hamlet", "item", "period", "value", "note"]]


def edit_counts(view: View, standing: PeriodAssessment) -> None:
    """Let the reader enter how many hamlets communes report, and say where the register has another number."""
    if standing.carried or not seat.allowed_to("write", "hamlet_counts"):
        return
    space = cache.workspace()
    with st.expander(_("Hamlets as communes report them"), icon=":material/123:"):
        st.caption(
            _("Where the register has all hamlets of a commune its own count holds, elsewhere what is reported here.")
        )
        for sentence in count_differences(space, cache.figures(), standing).values():
            st.markdown(f":material/warning: {escaped(sentence)}")
        stored = load_counts(space, vintage=standing.vintage, period=standing.period)
        communes = communes_of(standing)
        if view.district:
            inside = standing.units.loc[standing.units["parent_code"].eq(view.district), "code"]
            communes = communes[communes["code"].isin(inside)].reset_index(drop=True)
        mine = seat.limited("hamlet_counts", dict.fromkeys(communes["code"], ""), period=standing.period)
        communes = communes[communes["code"].isin(mine)].reset_index(drop=True)
        known = stored.table.set_index("code")
        shown = pd.DataFrame(
            {
                **({} if communes["district"].eq("").all() else {"district": communes["district"]}),
                "name": communes["name"],
                **{key: communes["code"].map(known[key]).astype("Int64") for key in ("total", "certified")},
            }
        )
        opened = f"hamlet_counts_{view.district}_{standing.vintage}_{standing.period}"
        edited = table_drafts.edit_table(
            shown, hide_index=True, num_rows="fixed", placeholder="", key=opened, version=stored.version, height=300,
            column_config={
                "district": st.column_config.TextColumn(_("District"), disabled=True),
                "name": st.column_config.TextColumn(_("Commune"), disabled=True),
                "total": st.column_config.NumberColumn(_("Number of hamlets"), min_value=0, max_value=200, step=1),
                "certified": st.column_config.NumberColumn(_("Hamlets certified"), min_value=0, max_value=200, step=1),
            },
        )  # fmt: skip

        by = seat.who("hamlet_counts_by")

        def save() -> bool:
            table = edited.reset_index(drop=True).assign(code=communes["code"])
            others = stored.table[~stored.table["code"].isin(communes["code"])]
            joined = pd.concat([others, table], ignore_index=True)[["code", "total", "certified"]]
            return save_counts(
                space, joined, vintage=standing.vintage, period=standing.period, by=by, expected=stored.version
            )[1]

        table_drafts.save_button(opened, save, button="save_hamlet_counts")
