"""Measure how long a change of criterion, year or district takes on the criteria map, in a real browser.

Run: ``python -m benchmarks.theme_change``. The time runs in the page from the click on an option to the first frame with
the new colours. The server's share is the time of making theme, map content and message, without Streamlit's own work.
Beside it: assessing 11,000 communes × 57 indicators, and the same judged row by row with `DataFrame.apply`, and what a
re-rendered `folium.Choropleth` page costs the server.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

import folium
import numpy as np
import pandas as pd
from playwright.sync_api import sync_playwright

from ntm_geo.assessment.engine import assess
from ntm_geo.assessment.period import assess_period
from ntm_geo.criteria.in_force import thresholds_in_force
from ntm_geo.maps.web import encode
from ntm_geo.records.figures import load_figures
from ntm_geo.settings import Settings
from ntm_geo.tables.unit_table import PROGRAMME_KIND
from ntm_geo.themes import map_layers
from ntm_geo.themes.map_themes import criterion_theme, indicator_theme, theme_map
from ntm_geo.workspace.workspace import open_workspace
from tests.app_server import ROOT, running

CHANGES = 30
DAY = date(2022, 12, 31)
MAP = "iframe[title='streamlit_folium.st_folium']"
WATCH = """() => new Promise((done) => {
  const box = document.querySelector('.leaflet-container'), before = box.dataset.style;
  const until = performance.now() + 8000;
  const look = () => {
    if (box.dataset.style !== before) done(performance.timeOrigin + performance.now());
    else if (performance.now() > until) done(null);
    else requestAnimationFrame(look);
  };
  look();
})"""


def browser_times(address: str) -> dict[str, list[float]]:
    """Return seconds from click to colour for each kind of change."""
    found: dict[str, list[float]] = {}
    with sync_playwright() as play:
        chrome = play.chromium.launch(executable_path=os.environ["NTM_CHROMIUM"])
        page = chrome.new_page(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        page.goto(f"{address}tieu-chi?theme=10")
        frame = page.frame_locator(MAP)
        frame.locator("path[data-code]").first.wait_for(timeout=60_000)
        page.wait_for_timeout(4_000)
        inside = next(one for one in page.frames if one.query_selector(".leaflet-container"))
        boxes = {"criterion": "Tiêu chí hoặc chỉ tiêu", "year": "Thời điểm", "district": "Huyện"}
        for kind, label in boxes.items():
            times = []
            for turn in range(CHANGES):
                page.get_by_role("combobox", name=label).first.click()
                options = page.get_by_role("option")
                options.first.wait_for()
                wanted = options.nth(2 + turn % 2 if kind != "year" else turn % 2)
                if wanted.get_attribute("aria-selected") == "true":
                    wanted = options.nth(4 if kind == "criterion" else 0)
                inside.evaluate(f"() => {{ window.changed = ({WATCH})() }}")
                start = page.evaluate("() => performance.timeOrigin + performance.now()")
                wanted.click()
                if (end := inside.evaluate("() => window.changed")) is not None:
                    times.append((end - start) / 1000)
                page.wait_for_timeout(500)
            found[kind] = times
        chrome.close()
    return found


def server_times() -> tuple[list[float], list[float]]:
    """Return seconds of making a changed map's message, and of rendering a folium.Choropleth page, again and again."""
    with tempfile.TemporaryDirectory() as folder:
        space = open_workspace(Settings(data_dir=Path(folder)))
        standing = assess_period(space, load_figures(space), period=2022)
        drawn = map_layers.layer(space, vintage="2020", boundary_set="schematic")
        view = map_layers.MapView(layer_address="../")
        ours, usual = [], []
        codes = [one.code for one in space.set_on(DAY).criteria] + ["10.1", "11.1", "9.2", "15.1"]
        for turn in range(CHANGES):
            code = codes[turn % len(codes)]
            start = time.perf_counter()
            make = indicator_theme if "." in code else criterion_theme
            theme = make(standing, code)
            encode(theme_map(standing, drawn, theme, view))
            ours.append(time.perf_counter() - start)
        table = theme.table.assign(number=theme.table["class"].factorize()[0])
        for _turn in range(5):
            start = time.perf_counter()
            shown = folium.Map()
            folium.Choropleth(
                drawn.units[["code", "geometry"]],
                data=table,
                columns=["code", "number"],
                key_on="feature.properties.code",
            ).add_to(shown)
            shown.get_root().render()
            usual.append(time.perf_counter() - start)
    return ours, usual


def judging_times() -> tuple[float, float]:
    """Return seconds of assessing 11,000 × 57 values of five years, and of judging a part row by row, scaled up."""
    with tempfile.TemporaryDirectory() as folder:
        space = open_workspace(Settings(data_dir=Path(folder)))
    region = space.province.region
    thresholds = thresholds_in_force(space.set_on(DAY), on=date(2022, 12, 31), region=region)
    codes = [f"{place:05d}" for place in range(11_000)]
    chance = np.random.default_rng(1)
    passes = np.tile(thresholds["sense"].eq("pass").to_numpy(), len(codes))
    values = chance.uniform(0, 100, len(passes))
    frame = {
        "code": np.repeat(codes, len(thresholds)),
        "indicator": np.tile(thresholds["indicator"].to_numpy(), len(codes)),
        "value": np.where(passes, np.round(values / 100), values),
    }
    years = range(2021, 2026)
    scores = pd.concat([pd.DataFrame(frame | {"period": year}) for year in years], ignore_index=True)
    scores = scores.astype({"code": "str", "indicator": "str"})
    units = pd.DataFrame({"code": codes, "kind": PROGRAMME_KIND})
    none = pd.DataFrame({"code": [], "level": [], "recognised_on": [], "revoked_on": []}).astype(
        {"code": "str", "level": "str", "recognised_on": "datetime64[ns]", "revoked_on": "datetime64[ns]"}
    )
    start = time.perf_counter()
    for year in years:
        assess(
            criteria_set=space.set_on(DAY), units=units, period=year, recognitions=none, scores=scores,
            thresholds=thresholds,
        )  # fmt: skip
    whole = time.perf_counter() - start
    asked = dict(
        zip(thresholds["indicator"], zip(thresholds["threshold"], thresholds["sense"], strict=True), strict=True)
    )
    part = scores.head(20_000)

    def one(row: pd.Series) -> str:
        limit, sense = asked[row["indicator"]]
        if pd.isna(limit) or pd.isna(row["value"]):
            return "unknown"
        return "met" if (row["value"] <= limit if sense == "at_most" else row["value"] >= limit) else "not_met"

    start = time.perf_counter()
    part.apply(one, axis=1)
    return whole, (time.perf_counter() - start) * len(scores) / len(part)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with running(ROOT / "app.py", data_dir=data / "data", log=data / "log.txt") as address:
            found = browser_times(address)
    print(f"| change, {CHANGES} times | median s | p95 s |\n|---|---:|---:|")
    for kind, times in found.items():
        print(f"| {kind} | {statistics.median(times):.2f} | {statistics.quantiles(times, n=20)[-1]:.2f} |")
    ours, usual = server_times()
    print("\n| the server makes a changed map | ms, median | ratio |\n|---|---:|---:|")
    print(f"| ours | {statistics.median(ours) * 1000:.0f} | 1 |")
    ratio = statistics.median(usual) / statistics.median(ours)
    print(f"| `folium.Choropleth` rendered again | {statistics.median(usual) * 1000:.0f} | {ratio:.0f} |")
    whole, rows = judging_times()
    print("\n| assess(), 11,000 × 57 × 5 years | s | ratio |\n|---|---:|---:|")
    print(f"| ours | {whole:.1f} | 1 |\n| `DataFrame.apply` (from 20,000 rows) | {rows:,.0f} | {rows / whole:,.0f} |")


if __name__ == "__main__":
    main()
