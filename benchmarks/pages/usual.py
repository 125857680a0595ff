"""The page a user would write instead: `folium.GeoJson` with full geometry, drawn anew at every change."""

from __future__ import annotations

import os

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

COLOURS = ("#0b3c5d", "#2b7f8c", "#7fb77e", "#f4c15d", "#fdf0cf")

units = gpd.read_file(os.environ["NTM_BENCHMARK_BOUNDARIES"])
year = st.selectbox("Year", [2022, 2021, 2020])
units["colour"] = [COLOURS[(row * 7 + year) % 5] for row in range(len(units))]
shown = folium.Map(location=[22.74, 106.05], zoom_start=9, tiles=None)
folium.GeoJson(
    units,
    style_function=lambda feature: {
        "fillColor": feature["properties"]["colour"],
        "fillOpacity": 0.9,
        "color": "#ffffff",
        "weight": 1,
    },
).add_to(shown)
st_folium(shown, key="usual", use_container_width=True, returned_objects=["last_active_drawing"])
