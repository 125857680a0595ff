"""The web map on a page: serves its files from this server and hands back the commune that was clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st
import streamlit_folium
from streamlit.components.v1 import declare_component
from streamlit.runtime import get_instance
from streamlit_folium import st_folium
from xstatic.pkg import leaflet

from ntm_geo.i18n import _
from ntm_geo.maps.web import STATIC_DIR, AssetAddresses, MapContent, Style, planning_map

if TYPE_CHECKING:
    from pathlib import Path

_SERVED: Final = f"../{__name__}"
"""Where Streamlit serves the folders declared below, seen from the map component's own page."""

LAYERS_ADDRESS: Final = f"{_SERVED}.layers/"
"""Where the browser finds layer files."""

_ADDRESSES: Final = AssetAddresses(leaflet=f"{_SERVED}.leaflet/", script=f"{_SERVED}.script/")

_SERVED_FOLDERS: Final = (
    declare_component("leaflet", path=leaflet.BASE_DIR),
    declare_component("script", path=str(STATIC_DIR)),
)


def register() -> None:
    """Let this server serve the map and its files, where this module was loaded before any page ran.

    Streamlit registers a component that is declared in a run of a page only.
    """
    registry = get_instance().component_registry
    for component in (streamlit_folium._component_func, *_SERVED_FOLDERS):  # noqa: SLF001 - it has no other name
        registry.register_component(component)


def serve_layers(folder: Path) -> None:
    """Let Streamlit serve the layer files of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    declare_component("layers", path=str(folder))


def clicked_commune(key: str) -> str:
    """Return the code of a commune that was clicked since the last run, empty when none was.

    Called before the map is shown, so that the commune is outlined in the same run.
    """
    returned = st.session_state.get(key) or {}
    drawing = returned.get("last_active_drawing") or {}
    properties = drawing.get("properties") or {}
    moment = properties.get("click")
    handled = f"{key}_handled"
    if moment is None or moment == st.session_state.get(handled):
        return ""
    st.session_state[handled] = moment
    return str(properties.get("code", ""))


def map_words() -> dict[str, str | int]:
    """Return the words of the map in the reader's language."""
    return {
        "home": _("Whole province"),
        "fullscreen": _("Full screen"),
        "north": _("N"),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "left_out": _("# names find no room: zoom in"),
    }


def show_map(content: MapContent, *, key: str, height: int, rest: int = 0) -> None:
    """Show the map; a click makes the page run again with `clicked_commune` set.

    Parameters
    ----------
    content : what it shows.
    key : of the map.
    height : in pixels, where the window does not set it.
    rest : pixels of the window that stay free below the map on a wide screen; with 0 the height is as given.
    """
    words = map_words() | ({"rest": rest} if rest else {})
    st_folium(
        planning_map(_ADDRESSES, words),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=Style(content),
        render=False,
    )
