"""Measure a change of year on the map of a whole country, and of one province for comparison, in a real browser.

Run: ``python -m benchmarks.national_map PATH/TO/vietnam_communes_2025_30m.gpkg``. The layer is simplified to a pixel of the
first view; the tiers are made up. The time runs in the page from the click on a year to the first frame with its colours;
five years, each chosen six times.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.theme_change import MAP, WATCH
from ntm_geo.boundaries.generalize import clean_coverage, generalize
from ntm_geo.intake.boundary_files.clean_units import read_boundaries
from ntm_geo.intake.boundary_files.provinces import EVERY
from ntm_geo.maps.assets import LayerFile, write_layer
from tests.app_server import running

CRS = "EPSG:3405"
TOLERANCE_M = 800.0
"""A pixel of the whole country on a screen 768 pixels high is 2,500 m."""
TURNS = 30


def make_layer(path: Path, folder: Path) -> LayerFile:
    """Write the layer file of the country."""
    units = read_boundaries(path, province=EVERY).units
    cleaned, _figures = clean_coverage(units, local_crs=CRS)
    simple = generalize(cleaned, local_crs=CRS, tolerance_m=TOLERANCE_M)
    return write_layer(simple.assign(title=simple["name"]), folder, name="country", local_crs=CRS)


def change_times(address: str) -> tuple[float, list[float]]:
    """Return seconds to the first view, and from click to colour for every change."""
    with sync_playwright() as play:
        chrome = play.chromium.launch(executable_path=os.environ["NTM_CHROMIUM"])
        page = chrome.new_page(viewport={"width": 1366, "height": 768})
        page.goto(address)
        page.frame_locator(MAP).locator("path[data-code]").first.wait_for(timeout=90_000)
        first = page.evaluate("() => performance.now()") / 1000
        page.wait_for_timeout(3_000)
        inside = next(one for one in page.frames if one.query_selector(".leaflet-container"))
        times = []
        for turn in range(TURNS):
            page.get_by_role("combobox", name="Year").first.click()
            option = page.get_by_role("option").nth((turn + 1) % 5)
            option.wait_for()
            inside.evaluate(f"() => {{ window.changed = ({WATCH})() }}")
            start = page.evaluate("() => performance.timeOrigin + performance.now()")
            option.click()
            if (end := inside.evaluate("() => window.changed")) is not None:
                times.append((end - start) / 1000)
            page.wait_for_timeout(300)
        chrome.close()
    return first, times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    path = parser.parse_args().path
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        file = make_layer(path, data / "layers")
        os.environ |= {"NTM_BENCHMARK_LAYER": str(file.path), "NTM_BENCHMARK_UNITS": str(len(file.codes))}
        script = Path(__file__).parent / "pages" / "national.py"
        with running(script, data_dir=data / "data", log=data / "log.txt") as address:
            first, times = change_times(address)
    print("| units | layer file kB | first view s | change of year s, median | p95 |\n|---:|---:|---:|---:|---:|")
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"| {len(file.codes):,} | {file.size / 1000:,.0f} | {first:.1f} | {statistics.median(times):.2f} | {p95:.2f} |"
    )


if __name__ == "__main__":
    main()
