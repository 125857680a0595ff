"""A map of a whole country, painted by our own map, with a box to choose the year; made-up tiers."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from ntm_geo.maps.legend import LegendEntry
from ntm_geo.maps.palette import TIER_COLOURS
from ntm_geo.maps.web import MapContent
from ntm_geo.ui.kit import map_view

layer = Path(os.environ["NTM_BENCHMARK_LAYER"])
units = int(os.environ["NTM_BENCHMARK_UNITS"])
tiers = list(TIER_COLOURS)

st.set_page_config(layout="wide")
map_view.serve_layers(layer.parent)
year = st.selectbox("Year", [2021, 2022, 2023, 2024, 2025])
classes = tuple(tiers[(place * 7 + place // 11 + year) % len(tiers)] for place in range(units))
map_view.show_map(
    MapContent(
        layer=map_view.LAYERS_ADDRESS + layer.name,
        classes=classes,
        counts=tuple(str((place + year) % 20) for place in range(units)),
        legend=tuple(
            LegendEntry(key=key, label=key, colour=colour, pattern="", count=classes.count(key))
            for key, colour in TIER_COLOURS.items()
        ),
        title=f"Made-up tiers, {year}",
        count_label="#",
        total_label="Units",
    ),
    key="national",
    height=640,
)
