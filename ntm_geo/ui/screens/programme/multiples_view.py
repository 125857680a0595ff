"""All criteria at once: small maps, and the table of communes against criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ntm_geo.i18n import _, format_number
from ntm_geo.maps.palette import STATUS_COLOURS
from ntm_geo.themes import download_files
from ntm_geo.themes.map_layers import not_drawn_note
from ntm_geo.themes.overviews import heat_table, small_maps
from ntm_geo.ui.kit import cache, theme_view
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.shared import shared
from ntm_geo.ui.kit.state import remember

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.themes.overviews import SmallMap
    from ntm_geo.ui.kit.state import View

_ACROSS: Final = 5
_MARKS: Final = {"met": "✓", "not_met": "✗", "unknown": "?"}
_TEXT: Final = {"met": "#ffffff", "not_met": "#37424d", "unknown": "#6a7178"}


@shared
def _small_maps(shown: tuple[object, ...], boundaries: str, _standing: PeriodAssessment) -> tuple[SmallMap, ...]:
    del shown  # tells one state from another; the assessment itself is not hashed
    return small_maps(cache.workspace(), _standing, cache.layer(_standing.vintage, boundaries))


def show_small_maps(view: View, standing: PeriodAssessment) -> None:
    """Show a small map of every criterion; each opens the large one."""
    absent = not_drawn_note(theme_view.layer_of(view).match)
    if absent:
        st.caption(escaped(absent))
    met = cache.taken_as_met(standing.period, view.vintage)
    shown = (standing.period, view.vintage, view.rule, view.against, met, view.lang, cache.version(), cache.level())
    maps = _small_maps(shown, view.boundaries, standing)
    for start in range(0, len(maps), _ACROSS):
        boxes = st.columns(_ACROSS, gap="small")
        for box, item in zip(boxes, maps[start : start + _ACROSS], strict=False):
            box.image(item.picture, width="stretch")
            label = f"**{item.code}. {escaped(item.name)}**"
            if box.button(label, key=f"open_{item.code}", type="tertiary", help=escaped(item.name)):
                remember(view.change(theme=item.code))
                st.session_state["criteria_show_next"] = "one"
                st.rerun()
            counts = {"met": item.met, "total": item.met + item.not_met + item.unknown}
            box.caption(
                escaped(_("{met} of {total} communes meet it", **{k: format_number(v) for k, v in counts.items()}))
            )


def show_heat_table(view: View, standing: PeriodAssessment) -> None:
    """Show communes against criteria, grouped by district; any heading sorts, a row chosen is kept for the map."""
    criteria_set = standing.criteria_set
    frame = heat_table(standing)
    if view.district:
        inside = standing.units.loc[standing.units["parent_code"].eq(view.district), "code"]
        frame = frame[frame["code"].isin(inside)].reset_index(drop=True)
    codes = [criterion.code for criterion in criteria_set.criteria]
    marks = frame.assign(**{code: frame[code].map(_MARKS) for code in codes})
    headings = {"district": _("District"), "name": _("Commune"), "count": _("Met")}
    if not frame["district"].ne("").any():
        headings.pop("district")
    shown = marks[[*headings, *codes]].rename(columns=headings)
    columns: Any = codes
    styled = shown.style.map(_colour, subset=columns)
    small: dict[str, Any] = {
        criterion.code: st.column_config.TextColumn(criterion.code, help=escaped(criterion.name), width=38)
        for criterion in criteria_set.criteria
    }
    event: Any = st.dataframe(
        styled,
        hide_index=True,
        placeholder="",
        height=560,
        column_config=small,
        on_select="rerun",
        selection_mode="single-row",
        key=f"heat_{view.period}_{view.vintage}_{view.rule}_{view.district}",
    )
    chosen = event["selection"]["rows"]
    if chosen and (code := str(frame.iloc[chosen[0]]["code"])) != view.commune:
        remember(view.change(commune=code))
    words = {"met": _("met"), "not_met": _("not met"), "unknown": _("unknown")}
    st.caption(" · ".join(f"{_MARKS[key]} {escaped(word)}" for key, word in words.items()))
    st.download_button(
        _("Table (Excel)"),
        lambda: download_files.workbook(
            marks,
            headings={"code": _("Code"), **headings, **{code: code for code in codes}},
            title=_("Communes and criteria, end of {year}", year=standing.period),
            source=standing.provenance.source,
        ),
        file_name=f"xa-tieu-chi-{standing.period}.xlsx",
        on_click="ignore",
        icon=":material/download:",
    )


def _colour(mark: Any) -> str:
    status = next(key for key, value in _MARKS.items() if value == mark)
    fill = STATUS_COLOURS.get(status, "#eef1f3")
    return f"background-color: {fill}; color: {_TEXT[status]}; text-align: center"
