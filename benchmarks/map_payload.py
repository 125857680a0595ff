"""What a map costs: bytes over the wire and seconds, ours beside what a user would pick instead, in one run.

    python -m benchmarks.map_payload PATH/TO/communes_2020_approx.shp [--repeat 5]

Server side: `GeoDataFrame.explore()`, `folium.Choropleth` and ours make the same tier map of the same full-resolution
boundaries; "s first" of ours reads, repairs, simplifies and writes the layer file, "s warm" is what each further page costs.
In headless Chromium with software rendering and without a network: a change of year on our tier map, and on the usual
`folium.GeoJson` page, from the click to the first frame with the new colour; "all kB" is everything the page receives.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import statistics
import tempfile
import time
from pathlib import Path

import folium
import geopandas as gpd
from playwright.sync_api import expect
from streamlit_folium import generate_leaflet_string

from ntm_geo.assessment import period
from ntm_geo.boundaries.generalize import clean_coverage, generalize, outline_error_m
from ntm_geo.intake.boundary_files.boundary_import import ingest_boundaries
from ntm_geo.intake.boundary_files.clean_units import read_boundaries
from ntm_geo.maps.web import AssetAddresses, Style, planning_map
from ntm_geo.records.figures import load_figures
from ntm_geo.settings import Settings
from ntm_geo.themes import map_layers
from ntm_geo.themes.map_themes import theme_map, tier_theme
from ntm_geo.workspace.workspace import open_workspace
from tests.app_server import ROOT, Traffic, browser, running

MAP = "iframe[title='streamlit_folium.st_folium']"
WAIT = 60_000
WORDS = dict.fromkeys(("home", "fullscreen", "north", "zoom_in", "zoom_out"), "x")


def timed(action, repeat):
    """Return the result, the first duration and the median of the later ones, in seconds."""
    seconds = []
    for _ in range(repeat + 1):
        start = time.perf_counter()
        result = action()
        seconds.append(time.perf_counter() - start)
    return result, seconds[0], statistics.median(seconds[1:])


def server_side(path, folder, repeat):
    """Measure explore(), Choropleth and ours from the same file; yields rows of the table."""
    units = gpd.read_file(path)
    code = next(name for name in units.columns if units[name].astype(str).str.fullmatch(r"\d{5}").all())
    units["tier"] = [f"tier {row % 5}" for row in range(len(units))]
    units["number"] = [row % 5 for row in range(len(units))]

    sent, *seconds = timed(lambda: units.explore(column="tier", tiles=None).get_root().render().encode(), repeat)
    yield "GeoDataFrame.explore()", len(sent), len(gzip.compress(sent)), *seconds

    def choropleth():
        shown = folium.Map(tiles=None)
        folium.Choropleth(
            geo_data=units.to_json(), data=units, columns=[code, "number"], key_on=f"feature.properties.{code}"
        ).add_to(shown)
        return shown.get_root().render().encode()

    sent, *seconds = timed(choropleth, repeat)
    yield "folium.Choropleth", len(sent), len(gzip.compress(sent)), *seconds

    space = open_workspace(Settings(data_dir=folder))
    kept = ingest_boundaries(space, path, vintage="2020").kept
    figures = load_figures(space)
    addresses = AssetAddresses(leaflet="../leaflet/", script="../script/")
    start = time.perf_counter()
    layer = map_layers.layer(space, vintage="2020", boundary_set=kept.key)
    cold = time.perf_counter() - start
    standing = period.assess_period(space, figures, period=2022)

    def ours():
        view = map_layers.MapView(layer_address="../layers/")
        shown = planning_map(addresses, WORDS)
        Style(theme_map(standing, layer, tier_theme(standing), view)).add_to(shown)
        return generate_leaflet_string(shown).encode()

    sent, _, warm = timed(ours, repeat)
    geometry = layer.file.path.read_bytes()
    total = len(sent) + len(geometry)
    packed = len(gzip.compress(sent)) + len(gzip.compress(geometry))
    yield "ours, first load", total, packed, cold, warm


def outline_error(path):
    """Return the largest outline error of the layer, in metres."""
    space = open_workspace(Settings())
    crs = space.province.local_crs
    clean, _ = clean_coverage(read_boundaries(path).units, local_crs=crs)
    simple = generalize(clean, local_crs=crs, tolerance_m=map_layers.TOLERANCE_M)
    return float(outline_error_m(clean.geometry, simple.geometry, local_crs=crs).max())


WATCH = """([selector, attribute]) => {
  const read = () => {
    const frame = document.querySelector("iframe[title='streamlit_folium.st_folium']");
    const found = frame && frame.contentDocument && frame.contentDocument.querySelector(selector);
    return found && found.getAttribute(attribute);
  };
  const before = read();
  window.ntmFrom = window.ntmTo = 0;
  document.addEventListener("click", () => { window.ntmFrom = performance.now(); }, { capture: true, once: true });
  const watch = () => {
    const now = read();
    if (window.ntmFrom && now && now !== before) window.ntmTo = performance.now();
    else requestAnimationFrame(watch);
  };
  watch();
}"""
"""Measures in the page itself, frame by frame, from the click to the new colour."""


def changes(chrome, address, mark, years, pause, **options):
    """Open a page and choose one year after the other, each for the first time.

    Returns seconds to the first view, and per change: the largest message and all messages in bytes, and seconds.
    """
    selector, attribute = mark
    context = chrome.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    traffic = Traffic(context, page, **options)
    start = time.perf_counter()
    page.goto(address)
    expect(page.frame_locator(MAP).locator("path.leaflet-interactive").first).to_be_visible(timeout=WAIT)
    first = time.perf_counter() - start
    page.wait_for_timeout(pause)
    found = []
    for year in years:
        page.get_by_role("combobox").first.click()
        option = page.get_by_role("option", name=re.compile(f"{year}$"))
        traffic.forget()
        page.evaluate(WATCH, [selector, attribute])
        option.click()
        page.wait_for_function("window.ntmTo > 0", timeout=WAIT)
        seconds = page.evaluate("(window.ntmTo - window.ntmFrom) / 1000")
        page.wait_for_timeout(pause)
        found.append((max(traffic.received), sum(traffic.received), seconds))
    context.close()
    return first, found


def in_browser(folder, repeat):
    """Measure a change of year on both pages; the usual one gets Leaflet from a wheel, as there is no network."""
    usual, years = Path(__file__).parent / "pages" / "usual.py", (2021, 2020)
    with browser(os.environ.get("NTM_CHROMIUM") or "/usr/bin/chromium") as chrome:
        with running(ROOT / "app.py", data_dir=folder, log=folder / "ours.txt") as address:
            mark = (".leaflet-container", "data-style")
            runs = [changes(chrome, f"{address}ban-do", mark, years, 800) for _ in range(repeat)]
        with running(usual, data_dir=folder, log=folder / "usual.txt") as address:
            mark = ("path.leaflet-interactive", "fill")
            theirs = [changes(chrome, address, mark, years, 3000, stand_in=True) for _ in range(2)]
    return [_medians(one) for one in (runs, theirs)]


def _medians(runs):
    all_changes = [change for _, found in runs for change in found]
    columns = [statistics.median(column) for column in zip(*all_changes, strict=True)]
    return statistics.median(first for first, _ in runs), *columns


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("boundaries", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    os.environ["NTM_BENCHMARK_BOUNDARIES"] = str(options.boundaries.resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = list(server_side(options.boundaries, folder, options.repeat))
        size, seconds = rows[0][1], rows[0][4]
        print("| first load | kB | kB gzipped | s first | s warm | bytes, explore() = 1 | time warm, explore() = 1 |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        for label, plain, packed, first, warm in rows:
            print(
                f"| {label} | {plain / 1e3:,.1f} | {packed / 1e3:,.1f} | {first:.2f} | {warm:.4f} "
                f"| 1/{size / plain:.0f} | 1/{seconds / warm:.0f} |"
            )
        ours = rows[-1]
        print(
            f"\nOurs over the wire (gzipped by the server): {ours[2] / 1e3:.1f} kB, 1/{size / ours[2]:.0f} of explore() as sent."
        )
        print(f"Largest outline error of the layer: {outline_error(options.boundaries):.1f} m")
        ours, theirs = in_browser(folder, options.repeat)
        print(
            "\n| in headless Chromium | first view s | change: map's message kB | change: all kB | change: s, median |"
        )
        print("|---|---:|---:|---:|---:|")
        for label, (first, mine, whole, seconds) in (("usual page, `folium.GeoJson`", theirs), ("ours", ours)):
            print(f"| {label} | {first:.2f} | {mine / 1e3:,.2f} | {whole / 1e3:,.1f} | {seconds:.2f} |")
        print(f"\nA change of year: 1/{theirs[2] / ours[2]:.0f} of the bytes, 1/{theirs[3] / ours[3]:.0f} of the time.")


if __name__ == "__main__":
    main()
