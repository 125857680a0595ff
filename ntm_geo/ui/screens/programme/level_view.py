"""A level above the standard on a page: who has reached it, who is near, what each lacks, and values to type in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from ntm_geo.assessment.by_other_sets.kind_sets import OF_LEVELS
from ntm_geo.assessment.by_other_sets.level_entry import save_values, value_table
from ntm_geo.assessment.by_other_sets.level_words import ended_levels, level_list, level_sentence, state_names
from ntm_geo.assessment.by_other_sets.upper_level import level_sets, upper_level
from ntm_geo.i18n import _, current_language
from ntm_geo.themes.recognition_themes import level_theme
from ntm_geo.ui.kit import cache, seat, table_drafts, theme_view
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.shared import Same, shared
from ntm_geo.ui.kit.state import remember
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.programme.criteria_view import open_desk
from ntm_geo.ui.screens.programme.plan_view import level_names

if TYPE_CHECKING:
    from ntm_geo.assessment.by_other_sets.upper_level import UpperLevel
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.ui.kit.state import View

_KINDS = ("conditions", "law", "correspondences", *OF_LEVELS, "advanced_thresholds", "modern_thresholds")
"""What a level rests on beside the figures of the year."""


def show_level(view: View, standing: PeriodAssessment, *, key: str) -> None:
    """Show the level above the standard that the law of the year knows; that there is none, and what ended."""
    known = level_of(standing)
    if known is None:
        _nothing(standing)
        return
    upper, rows = known
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        theme_view.show_theme(view, standing, level_theme(standing, upper), key=key, height=560)
    with right, st.container(key=f"{key}_side"):
        st.markdown(f"**{escaped(level_sentence(upper, standing))}**")
        if not upper.complete and st.button(_("Open the law desk"), icon=":material/gavel:", key="level_desk"):
            open_desk(upper.law.key, _("Enter by workbook"))
        _list(view, rows)
        chosen = rows[rows["code"].eq(view.commune)]
        if len(chosen):
            st.markdown(escaped(f"{chosen['name'].iloc[0]}: {chosen['text'].iloc[0]}"))
    if upper.assessment is not None:
        show_entry(view, f"{upper.level}_scores", title=str(upper.law.name))
    _ended(standing)


def level_of(standing: PeriodAssessment) -> tuple[UpperLevel, pd.DataFrame] | None:
    """Return the level above the standard the law of a year knows, and who is on the way to it; None without one."""
    levels = list(level_sets(cache.workspace(), standing.period))
    if not levels or standing.stands_in:
        return None
    return _upper(Same(standing), levels[0], cache.state_of(_KINDS), current_language())


def show_ready(upper: UpperLevel, rows: pd.DataFrame, standing: PeriodAssessment, *, height: int) -> None:
    """Show who is on the way to a level in a list, with the sentence that counts them."""
    st.markdown(escaped(level_sentence(upper, standing)))
    if rows.empty:
        return
    shown = _shown(rows)
    show_table(shown, height=min(height, 38 + 35 * len(shown)), width="stretch")


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Commune"): rows["name"],
            _("Indicators met"): rows["count"],
            _("State"): rows["state"].map(state_names()),
            _("How far from recognition"): rows["text"],
        }
    )


@shared
def _upper(standing: Same, level: str, state: tuple[int, ...], language: str) -> tuple[UpperLevel, pd.DataFrame]:
    """Return a level and the list of who is on the way to it; worked out once for what is kept of them."""
    del state, language
    period = standing.value
    upper = upper_level(cache.workspace(), period, level)
    if upper is None:
        raise KeyError(level)
    return upper, level_list(cache.workspace(), period, upper)


def _nothing(standing: PeriodAssessment) -> None:
    st.info(
        escaped(_("The law knows no level above the standard with a set of its own at the end of {year}.",
                  year=standing.period)),
        icon=":material/info:",
    )  # fmt: skip
    _ended(standing)


def _list(view: View, rows: pd.DataFrame) -> None:
    """Show who is on the way, the readiest first; a row chosen is outlined on the map."""
    if view.district:
        units = cache.units(view.vintage)
        rows = rows[rows["code"].isin(units.loc[units["parent_code"].eq(view.district), "code"])].reset_index(drop=True)
    if rows.empty:
        st.caption(escaped(_("No commune with the standard is on the way to the level here.")))
        return
    shown = _shown(rows)
    chosen = rows.index[rows["code"].eq(view.commune)]
    default: Any = {"selection": {"rows": [int(chosen[0])]}} if len(chosen) else None
    event: Any = show_table(
        shown,
        height=theme_view.LIST,
        key=f"level_{view.period}_{view.vintage}_{view.district}_{view.commune}",
        on_select="rerun",
        selection_mode="single-row",
        selection_default=default,
    )
    picked = event["selection"]["rows"]
    commune = str(rows.iloc[picked[0]]["code"]) if picked else ""
    if commune and commune != view.commune:
        remember(view.change(commune=commune))
        st.rerun()


def show_entry(view: View, kind: str, *, title: str) -> None:
    """Let the reader type the values of the commune that is chosen, by a set that is not the one of the year.

    Parameters
    ----------
    view : with the commune.
    kind : of data the values are kept as.
    title : name of the set.
    """
    names = cache.full_names(view.vintage)
    if view.commune not in names:
        st.caption(
            escaped(_("Choose a commune to type its values, or fill in the template on the page “Data” ({title}).",
                      title=title))
        )  # fmt: skip
        return
    if not seat.limited(kind, {view.commune: ""}, period=int(view.period)):
        return
    box = st.expander(
        escaped(_("Values of {name}: {title}", name=names[view.commune], title=title)),
        icon=":material/edit_note:", key=f"entry_{kind}", on_change="rerun",
    )  # fmt: skip
    if not box.open:
        return
    with box:
        _entry_table(view, kind)


def _entry_table(view: View, kind: str) -> None:
    space, year, code = cache.workspace(), int(view.period), view.commune
    table = value_table(space, kind, code, vintage=view.vintage, period=year)
    column, key = st.column_config, f"edit_{kind}_{view.vintage}_{year}_{code}"
    edited = table_drafts.edit_table(
        table.frame,
        hide_index=True,
        placeholder="",
        key=key,
        version=table.version,
        height=min(38 + 35 * len(table.frame), 460),
        column_config={
            "line": column.TextColumn(_("Code"), disabled=True, width="small"),
            "name": column.TextColumn(_("Indicator"), disabled=True, width="large"),
            "asked": column.TextColumn(_("What is asked"), disabled=True, width="large"),
            "value": column.TextColumn(
                _("Value"),
                max_chars=40,
                help=escaped(_("A number such as 97,5, or the word for passed or for not passed.")),
            ),
        },
    )

    def save() -> bool:
        return save_values(
            space, kind, code, edited, vintage=view.vintage, period=year, by=seat.writer(), expected=table.version
        )[1]

    table_drafts.save_button(key, save, button=f"save_{kind}")


def _ended(standing: PeriodAssessment) -> None:
    """Show the recognitions that ended with their set, and when."""
    registers = cache.figures().registers.get(standing.vintage)
    if registers is None:
        return
    table = ended_levels(cache.workspace(), standing.period, registers.recognitions)
    if table.empty:
        return
    names, units = level_names(), cache.full_names(standing.vintage)
    title = _("Recognitions that ended with their criteria set")
    st.markdown(f"**{escaped(title)}**")
    shown = pd.DataFrame(
        {
            _("Commune"): table["code"].map(units).fillna(table["code"]),
            _("Level"): table["level"].map(names),
            _("Recognised for"): table["for_year"].astype(str),
            _("Ended on"): table["ended"],
            _("Compared with the text"): [_("yes") if item else _("not yet") for item in table["checked"]],
        }
    )
    show_table(shown, height=min(38 + 35 * len(shown), 300))
