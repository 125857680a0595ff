"""The least a page with a map can be: one empty map in `st_folium`."""

from __future__ import annotations

import folium
from streamlit_folium import st_folium

st_folium(folium.Map(location=[22.74, 106.05], zoom_start=9, tiles=None), key="empty", returned_objects=[])
