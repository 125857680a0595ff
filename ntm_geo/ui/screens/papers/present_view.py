"""Presentation mode on a page: the stage over the whole window, live, with the leaders' what-if."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import streamlit as st
from streamlit.components.v1 import declare_component

from ntm_geo.briefing.brief import briefing_of
from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of, data_as_if
from ntm_geo.briefing.slide_content import make_slides
from ntm_geo.briefing.stage import content_id, ladder, missing_criteria, stage_slides
from ntm_geo.errors import TableError
from ntm_geo.i18n import _, current_language
from ntm_geo.maps.palette import TIER_COLOURS
from ntm_geo.ui.kit import cache, composing, map_view
from ntm_geo.ui.kit.shared import shared
from ntm_geo.ui.kit.state import current_view, remember

if TYPE_CHECKING:
    from ntm_geo.briefing.briefing_data import BriefingData
    from ntm_geo.briefing.running_orders import RunningOrder
    from ntm_geo.records.figure_levels import Level
    from ntm_geo.ui.kit.state import View

_Prepared: TypeAlias = tuple[list[dict[str, Any]], dict[str, list[str]], dict[str, str], dict[str, Any]]

_KEY: Final = "stage"
_MET: Final = "stage_met"
_SEEN: Final = "stage_seen"
SHOWING: Final = "stage_order"
"""Where a session keeps the running order that is being shown; absent while none is."""

_stage = declare_component("stage", path=str(Path(__file__).parent / "stage"))


def begin(order: RunningOrder) -> None:
    """Show a running order from its first slide, with nothing assumed."""
    st.session_state[SHOWING] = order
    remember(current_view().change(showing=order.name))
    for key in (_MET, _SEEN, _KEY):
        st.session_state.pop(key, None)
    st.rerun()


def take_up(view: View) -> None:
    """Show the running order the address names, in a session that shows none: the page was loaded anew."""
    if not view.showing or SHOWING in st.session_state:
        return
    try:
        st.session_state[SHOWING] = composing.composed(view.showing)
    except TableError:
        remember(view.change(showing=""))


def show_stage(view: View, order: RunningOrder) -> None:
    """Show a running order over the whole window; what the leaders assume or leave comes back here.

    Parameters
    ----------
    view : settled: year, units and boundaries.
    order : what is shown.
    """
    met, position = _heard()
    slides, missing, names, steps = _prepared(view, order, met)
    _stage(
        slides=slides,
        id=content_id(slides),
        words=_words(),
        fills=dict(TIER_COLOURS),
        missing=missing,
        names=names,
        ladder=steps,
        met=[list(item) for item in met],
        start=position,
        language=current_language(),
        key=_KEY,
        default=None,
        height=0,
    )


def _heard() -> tuple[tuple[tuple[str, str], ...], int]:
    """Return what is assumed, and the slide it was assumed on; leaves the stage when that was asked for."""
    words = st.session_state.get(_KEY)
    if words and words.get("moment") != st.session_state.get(_SEEN):
        st.session_state[_SEEN] = words["moment"]
        if words.get("leave"):
            for key in (SHOWING, _MET):
                st.session_state.pop(key, None)
            remember(current_view().change(showing=""))
            st.rerun()
        st.session_state[_MET] = (tuple((str(code), str(item)) for code, item in words["met"]), int(words["slide"]))
    remembered: tuple[tuple[tuple[str, str], ...], int] = st.session_state.get(_MET, ((), 0))
    return remembered


def _prepared(view: View, order: RunningOrder, met: tuple[tuple[str, str], ...]) -> _Prepared:
    """Return the slides, the criteria each commune misses in the data, the names of the criteria, and the ladder."""
    shown = (view.period, view.vintage, view.boundaries, current_language(), cache.version(), cache.level())
    return _slides(_basis(*shown), order, met, shown)


@shared
def _basis(period: str, vintage: str, boundaries: str, language: str, version: int, level: Level) -> BriefingData:
    del language, version
    brief_request = BriefRequest(period=int(period), vintage=vintage, boundary_set=boundaries, figures=level)
    map_view.serve_layers(cache.workspace().layers_dir)
    briefing_data = briefing_data_of(cache.workspace(), cache.figures(), brief_request)
    return replace(briefing_data, pictures=False, layer_address=map_view.LAYERS_ADDRESS)


@shared
def _slides(
    _basis: BriefingData, order: RunningOrder, met: tuple[tuple[str, str], ...], state: tuple[str | int, ...]
) -> _Prepared:
    del state  # stands for the data in the key of the cache
    data = data_as_if(_basis, met) if met else _basis
    slides = make_slides(data, order)
    if not met:
        # Nothing goes on the stage that contradicts itself.
        briefing_of(data, tuple(slide.section for slide in slides))
    names = {criterion.code: str(criterion.name) for criterion in data.standing.criteria_set.criteria}
    return stage_slides(data, slides), missing_criteria(_basis), names, ladder(_basis)


def _words() -> dict[str, Any]:
    return {
        "map": map_view.map_words(),
        "before": _("Previous slide"),
        "after": _("Next slide"),
        "fullscreen": _("Full screen"),
        "help": _("Keys"),
        "leave": _("Leave the presentation"),
        "close": _("Close"),
        "play": _("Play the years"),
        "whatif": _("What if it met as well:"),
        "complete": _("Nothing is missing, or it is outside the programme."),
        "assumed": _("What if: # criteria taken as met"),
        "back": _("Back to the figures"),
        "nonote": _("No note."),
        "keys": [
            ["→ ↓ Space PgDn", _("next slide")],
            ["← ↑ PgUp", _("previous slide")],
            ["Home · End", _("first, last slide")],
            ["1 2 … 9", _("to the slide of that number")],
            ["F", _("full screen")],
            ["P", _("play the years")],
            ["N", _("note for the speaker")],
            ["Esc", _("leave")],
        ],
    }
