"""Downloads and links of a map: a printed sheet or picture, its table, its boundaries, the link to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Literal

import streamlit as st

from ntm_geo.briefing.running_orders import Item
from ntm_geo.i18n import _
from ntm_geo.themes import download_files
from ntm_geo.themes.map_themes import Theme, result_names
from ntm_geo.ui.kit import cache, composing
from ntm_geo.ui.kit.messages import escaped, option_labels
from ntm_geo.ui.kit.state import address

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.maps.sheet import DrawnSheet, SheetForm
    from ntm_geo.maps.web import MapContent
    from ntm_geo.themes.map_layers import Layer
    from ntm_geo.ui.kit.state import View

PAPERS: Final = ("A4", "A3", "A1", "chat")


def theme_headings(theme: Theme) -> dict[str, str]:
    """Return the columns of a theme's table that are shown, and what is written above them."""
    unit = f" ({theme.unit})" if theme.unit else ""
    headings = {"code": _("Code"), "name": _("Commune")}
    if theme.table["district"].ne("").any():
        headings["district"] = _("District")
    headings["status_text"] = _("Result")
    if theme.value_name:
        headings["text"] = theme.value_name
    if theme.unit:
        headings |= {"value": _("Value") + unit, "shortfall": _("Misses by") + unit}
    return headings


def show_downloads(
    view: View, standing: PeriodAssessment, drawn: Layer, content: MapContent, theme: Theme, *, key: str
) -> None:
    """Offer the map as a printed sheet, its table as a workbook and a GeoPackage, and the link to this view.

    ``key`` is that of the map: a page may show two.
    """
    # What is inside is made and sent when it is opened, so that a change of year does not carry it every time.
    box = st.popover(_("Download and share"), icon=":material/download:", key=f"take_{key}", on_change="rerun")
    if not box.open:
        return
    table = theme.table.assign(status_text=theme.table["status"].map(result_names(theme)))
    shown = (theme.provenance or standing.provenance).source
    source = " · ".join(part for part in (shown, *content.notes, content.stamp) if part)
    name = f"{view.theme or 'ban-do'}-{view.period}".replace(".", "-")
    headings = theme_headings(theme)
    with box:
        _offer_sheet(standing, drawn, content, theme, name=name, key=key)
        st.divider()
        _button(
            _("Table (Excel)"),
            lambda: download_files.workbook(table, headings=headings, title=content.title, source=source),
            f"{name}.xlsx",
            key,
        )
        _button(
            _("Boundaries with figures (GeoPackage)"),
            lambda: download_files.geopackage(
                drawn, table[["name", *[heading for heading in headings if heading != "name"]]], name=name
            ),
            f"{name}.gpkg",
            key,
        )
        _offer_slide(view, theme, key)
        st.caption(_("Link to this view"))
        st.code(address(view), language=None, wrap_lines=True)


def slide_of(view: View, theme: Theme) -> Item | None:
    """Return what is on a map as a slide of a running order; None for maps no slide shows."""
    show, subject = theme.slide
    if show == "tiers":
        return Item(show="commune", subject=view.commune) if view.commune else Item(show=show, subject=view.district)
    return Item(show=show, subject=subject) if show else None


def _offer_slide(view: View, theme: Theme, key: str) -> None:
    item = slide_of(view, theme)
    if item is not None and st.button(
        _("Put into the presentation"), icon=":material/add_to_queue:", key=f"slide_of_{key}", width="stretch"
    ):
        name, position = composing.append(item)
        st.toast(escaped(_("Slide {place} of “{name}”", place=position, name=name)), icon=":material/check:")


def choose_form(key: str) -> SheetForm:
    """Ask for paper, direction, names and graticule; A4 across without either unless chosen."""
    from ntm_geo.maps.sheet import SheetForm  # noqa: PLC0415 - what draws on paper is loaded when it is wanted

    names = {"A4": "A4", "A3": "A3", "A1": "A1", "chat": _("Chat group")}
    paper = st.segmented_control(
        _("Paper"), PAPERS, default=PAPERS[0], format_func=option_labels(names), key=f"paper_{key}"
    )
    upright = st.toggle(_("Upright"), key=f"upright_{key}", disabled=paper == "chat")
    labels = st.toggle(_("Names of communes"), key=f"labels_{key}")
    graticule = st.toggle(_("Meridians and parallels"), key=f"graticule_{key}")
    return SheetForm(
        paper=paper or PAPERS[0], landscape=not upright or paper == "chat", labels=labels, graticule=graticule
    )


def _offer_sheet(
    standing: PeriodAssessment, drawn: Layer, content: MapContent, theme: Theme, *, name: str, key: str
) -> None:
    """Offer the map on paper; where names are wanted it is drawn at once, to say how many found no room."""
    from ntm_geo.maps.sheet_marks import alike_in_grey  # noqa: PLC0415 - as in `choose_form`
    from ntm_geo.themes.printed_maps import grey_notes, map_sheet, sheet_notes  # noqa: PLC0415 - as above

    form = choose_form(key)

    def make(kind: Literal["png", "pdf"]) -> DrawnSheet:
        wanted = replace(form, form=kind)
        return map_sheet(cache.workspace(), standing, drawn, content, wanted, theme.provenance)

    name = f"{name}-{form.paper}"
    first: Any = lambda: make("png").content  # noqa: E731 - made when it is asked for
    notes = grey_notes(alike_in_grey(content.legend))
    if form.labels:
        with st.spinner(_("Drawing the sheet …")):
            sheet = make("png")
        first, notes = sheet.content, sheet_notes(sheet)
    _button(_("Picture (PNG)"), first, f"{name}.png", key)
    if form.paper != "chat":
        _button(_("For print (PDF)"), lambda: make("pdf").content, f"{name}.pdf", key)
    for note in notes:
        st.caption(escaped(note))


def _button(label: str, make: Callable[[], bytes] | bytes, name: str, key: str) -> None:
    """Offer a file that is made only when it is asked for."""
    options: dict[str, Any] = {"file_name": name, "on_click": "ignore", "width": "stretch"}
    st.download_button(escaped(label), make, key=f"take_{key}_{name}", **options)
