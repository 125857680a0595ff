"""The first view in a browser: our overview with every unit coloured, beside an empty page with one `st_folium` map.

    python -m benchmarks.first_view [--repeat 9]

Both servers run at once and are warm; headless Chromium with software rendering opens one page after the other, each as
somebody who was never there. Ours is there when all units have their colour, the empty one when its map stands. The
empty page's Leaflet is answered from a package, as there is no network.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.app_server import ROOT, WAIT, Traffic, browser, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MAP = "iframe[title='streamlit_folium.st_folium']"
EMPTY = Path(__file__).parent / "pages" / "empty_map.py"
COLOURED = "path[data-class][fill]"
UNITS = 161
OPENS_ON = "2022-12-31"
"""The view with the most units; the present period has 56."""
SIZE = {"width": 1366, "height": 768}


def first_view(chrome: Browser, address: str, what: str, count: int, *, stand_in: bool) -> float:
    """Return seconds until so many elements of the map are there."""
    context = chrome.new_context(viewport=SIZE, locale="vi-VN")
    page = context.new_page()
    Traffic(context, page, stand_in=stand_in)
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    expect(page.frame_locator(MAP).locator(what)).to_have_count(count, timeout=WAIT)
    seconds = time.perf_counter() - began
    context.close()
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=9)
    options = parser.parse_args()
    os.environ["NTM_OPENS_ON"] = OPENS_ON
    ours, empty = list[float](), list[float]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            running(ROOT / "app.py", data_dir=folder / "data", log=folder / "ours.txt") as app,
            running(EMPTY, data_dir=folder / "data", log=folder / "empty.txt") as least,
            browser(os.environ.get("NTM_CHROMIUM") or "/usr/bin/chromium") as chrome,
        ):
            for _turn in range(options.repeat + 1):
                empty.append(first_view(chrome, least, ".leaflet-container", 1, stand_in=True))
                ours.append(first_view(chrome, app, COLOURED, UNITS, stand_in=False))
    least_median = statistics.median(empty[1:])
    print("| first view | median | slowest | empty page = 1 |")
    print("|---|---:|---:|---:|")
    for title, seconds in (
        ("empty page with one `st_folium` map", empty[1:]),
        ("overview, every unit coloured", ours[1:]),
    ):
        median = statistics.median(seconds)
        print(f"| {title} | {median:.2f} s | {max(seconds):.2f} s | {median / least_median:.2f} |")


if __name__ == "__main__":
    main()
