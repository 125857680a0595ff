"""Hamlets on a page: how many more each place needs, the register, and certifications added, dated, revoked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from ntm_geo.assessment.hamlets import (
    hamlet_goals,
    hamlet_points,
    hamlet_target,
    register,
    register_version,
    save_register,
)
from ntm_geo.i18n import _, format_number, format_percent
from ntm_geo.themes import download_files
from ntm_geo.themes.count_themes import hamlet_theme
from ntm_geo.themes.hamlet_themes import hamlet_class_theme
from ntm_geo.ui.kit import cache, seat, table_drafts, theme_view
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.state import remember
from ntm_geo.ui.kit.table import coordinate_column, show_table
from ntm_geo.ui.screens.programme import hamlet_entry_view
from ntm_geo.ui.screens.programme.criteria_view import open_desk

if TYPE_CHECKING:
    from ntm_geo.assessment.hamlet_standing import HamletStanding
    from ntm_geo.assessment.hamlets import HamletGoal
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.themes.map_themes import Theme
    from ntm_geo.ui.kit.state import View


def theme(standing: PeriodAssessment, hamlets: HamletStanding | None) -> Theme:
    """Return hamlets for the map: by class where they are judged, else their share that is certified, with points."""
    if hamlets is not None:
        return hamlet_class_theme(standing, hamlets)
    points = hamlet_points(cache.figures(), standing)
    return hamlet_theme(standing, hamlet_target(cache.workspace(), standing.period), points=points)


def show_goals(view: View, standing: PeriodAssessment) -> None:
    """Show the province's share as a sentence, and what each district, or each commune of one, needs.

    Where the province has no target for its hamlets, the sentence is all.
    """
    target = hamlet_target(cache.workspace(), standing.period)
    if target is None:
        province, _districts, _communes = hamlet_goals(standing, 0.0)
        st.markdown(f"**{escaped(_sentence(province, standing, None))}**")
        return
    province, districts, communes = hamlet_goals(standing, target)
    st.markdown(f"**{escaped(_sentence(province, standing, target))}**")
    if districts and not view.district:
        frame = pd.DataFrame(
            {
                _("District"): [district.name for district in districts],
                _("Certified"): [f"{district.certified}/{district.total}" for district in districts],
                _("Share"): [district.share for district in districts],
                _("Needed still"): [district.needed for district in districts],
            }
        )
        show_table(frame, height=38 + 35 * len(frame), bars=[_("Share")])
        _tell_sum(province, districts)
        return
    if view.district:
        inside = standing.units.loc[standing.units["parent_code"].eq(view.district), "code"]
        communes = communes[communes["code"].isin(inside)].reset_index(drop=True)
    share = communes["certified"] / communes["total"].where(communes["total"].gt(0))
    shown = pd.DataFrame(
        {
            _("Commune"): communes["name"],
            _("Certified"): communes["certified"].astype(str) + "/" + communes["total"].astype(str),
            _("Share"): share,
            _("Needed still"): communes["needed"],
        }
    )
    event: Any = show_table(
        shown,
        height=theme_view.LIST,
        bars=[_("Share")],
        on_select="rerun",
        selection_mode="single-row",
        key=f"hamlet_goals_{view.period}_{view.vintage}_{view.district}",
    )
    rows = event["selection"]["rows"]
    if rows and (code := str(communes.iloc[rows[0]]["code"])) != view.commune:
        remember(view.change(commune=code))
        st.rerun()


def offer_law() -> None:
    """Say which criteria a certificate rests on, and how many of them are entered; a click leads to the law desk."""
    for key, law in cache.workspace().law.others.items():
        if law.subject != "hamlet":
            continue
        words = _("{name}: {count} of {total} criteria entered", name=str(law.name),
                  count=format_number(len(law.criteria)), total=format_number(law.expects[0]))  # fmt: skip
        if st.button(escaped(words), type="tertiary", icon=":material/gavel:", key=f"hamlet_law_{key}"):
            open_desk(key, _("Enter in the table"))
        if not law.criteria:
            st.caption(_("Single hamlets are judged once the criteria are entered: in the table, or as a workbook."))


def _tell_sum(province: HamletGoal, districts: tuple[HamletGoal, ...]) -> None:
    """Say why the districts together need more hamlets than the province, where they do."""
    total = sum(district.needed for district in districts)
    if total == province.needed:
        return
    st.caption(
        escaped(
            _(
                "The districts together need {sum} hamlets, the province {province}: each district reaches its share "
                "by itself, rounded up.",
                sum=format_number(total), province=format_number(province.needed),
            )
        )
    )  # fmt: skip


def show_register(view: View, standing: PeriodAssessment, hamlets: HamletStanding | None, *, by: str) -> None:
    """Show the hamlets of a place; those of one commune can be changed, and what each meets can be entered."""
    with guard(stop=False):
        rows = register(cache.figures(), standing, district=view.district, commune=view.commune)
        if not view.commune:
            _list(standing, rows)
        elif hamlets is None:
            _edit(view, standing, rows, by=by)
        else:
            names, results = st.tabs([_("Hamlets and their certification"), _("Criteria met by hamlets")])
            with names:
                _edit(view, standing, rows, by=by)
            with results:
                hamlet_entry_view.edit_results(view, standing, hamlets, by=by)
    if not view.commune:
        hamlet_entry_view.edit_counts(view, standing)


def _list(standing: PeriodAssessment, rows: pd.DataFrame) -> None:
    headings = {
        "commune": _("Commune"),
        "name": _("Hamlet"),
        "certified_on": _("Certified on"),
        "decision": _("Number of the decision"),
        "revoked_on": _("Revoked on"),
    }
    end = pd.Timestamp(date(standing.period, 12, 31))
    certified = rows[pd.to_datetime(rows["certified_on"]).le(end)].reset_index(drop=True)
    st.subheader(_("Hamlets ever certified ({count})", count=format_number(len(certified))))
    days = {headings[text]: st.column_config.DateColumn(format="DD/MM/YYYY") for text in ("certified_on", "revoked_on")}
    shown = certified[list(headings)].rename(columns=headings)
    show_table(shown, height=38 + 35 * min(len(shown), 9), column_config=days)
    st.caption(_("Choose a commune to see all of its hamlets and to add, date or revoke a certification."))
    st.download_button(
        _("Download the list (Excel)"),
        lambda: download_files.workbook(
            rows.assign(
                **{heading: rows[heading].astype("object").where(rows[heading].notna()) for heading in headings}
            ),
            headings={"code": _("Code"), **headings},
            title=_("Hamlets, end of {year}", year=standing.period),
            source=standing.provenance.source,
        ),
        file_name=f"xom-{standing.period}.xlsx",
        on_click="ignore",
        icon=":material/download:",
    )


def _edit(view: View, standing: PeriodAssessment, rows: pd.DataFrame, *, by: str) -> None:
    """Let the reader change the hamlets of a commune; nothing is kept before the button is pressed."""
    name = rows["commune"].iloc[0] if len(rows) else view.commune
    st.subheader(escaped(_("Hamlets of {name}", name=name)), anchor=False)
    columns = ["name", "certified_on", "decision", "for_year", "revoked_on", "lon", "lat"]
    day = "DD/MM/YYYY"
    if not seat.limited("hamlets", {view.commune: ""}):
        show_table(rows[columns])
        return
    # The version is fixed when the table is opened, so that a save of somebody else meanwhile is noticed.
    number = register_version(cache.workspace(), standing.vintage)
    opened = f"hamlets_{view.commune}_{standing.vintage}"
    edited = table_drafts.edit_table(
        rows[columns],
        hide_index=True,
        num_rows="add",
        placeholder="",
        key=opened,
        version=number,
        column_config={
            "name": st.column_config.TextColumn(_("Hamlet"), required=True, max_chars=120),
            "certified_on": st.column_config.DateColumn(_("Certified on"), format=day),
            "decision": st.column_config.TextColumn(_("Number of the decision"), max_chars=60),
            "for_year": st.column_config.NumberColumn(
                _("For the year"), min_value=2000, max_value=2100, step=1, format="%d"
            ),
            "revoked_on": st.column_config.DateColumn(_("Revoked on"), format=day),
            "lon": coordinate_column(_("Longitude"), limit=180),
            "lat": coordinate_column(_("Latitude"), limit=90),
        },
    )

    def save() -> bool:
        table = _as_register(edited, rows, view.commune)
        return save_register(
            cache.workspace(), cache.figures(), table, vintage=standing.vintage, by=by, expected=number
        )[1]

    table_drafts.save_button(opened, save, button="save_hamlets")


def _as_register(edited: pd.DataFrame, rows: pd.DataFrame, commune: str) -> pd.DataFrame:
    """Return the edited rows as the register keeps them; a new hamlet gets the next free number of its commune."""
    numbers = rows["hamlet"].str.rsplit("-", n=1).str[-1]
    last = int(pd.to_numeric(numbers, errors="coerce").fillna(0).max()) if len(rows) else 0
    known = list(rows["hamlet"])
    fresh = [f"{commune}-{last + position:02d}" for position in range(1, len(edited) - len(known) + 1)]
    table = edited.reset_index(drop=True).assign(hamlet=[*known, *fresh], code=commune)
    for column in ("certified_on", "revoked_on"):
        table[column] = pd.to_datetime(table[column])
    table["for_year"] = pd.to_numeric(table["for_year"], errors="coerce").astype("Int64")
    return table


def _sentence(province: HamletGoal, standing: PeriodAssessment, target: float | None) -> str:
    values = {
        "year": standing.period,
        "certified": format_number(province.certified),
        "total": format_number(province.total),
        "share": format_percent(province.share),
    }
    if target is None:
        return _("By the end of {year}, {certified} of {total} hamlets ({share}) are certified.", **values)
    values["target"] = format_percent(target)
    if not province.needed:
        return _(
            "By the end of {year}, {certified} of {total} hamlets ({share}) are certified: "
            "the target of {target} is met.",
            **values,
        )
    return _(
        "By the end of {year}, {certified} of {total} hamlets ({share}) are certified; {needed} more reach {target}.",
        needed=format_number(province.needed),
        **values,
    )
