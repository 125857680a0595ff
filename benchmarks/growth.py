"""How it grows: what one more reader and one more unit cost, and fifty readers who change something every five seconds.

    python -m benchmarks.growth PATH/TO/vietnam_communes_2025_30m.gpkg [--units 161 1000 3321] [--readers 50] [--seconds 60]

First our map and the usual one, `folium.GeoJson` in `st_folium`, of so many units with made-up tiers, both of the same
simplified boundaries: one reader, and five at once, who change the year as fast as the page answers. What a unit costs
to be assessed is in *What a change on the criteria map costs*.
Then readers who change year or district when five seconds have gone by and not when the page is ready; the wait counts
from when the change was due. Ours on two processes behind the nginx of `serve --processes 2`, the usual page on two
processes as well, half of the readers each. Who is cut off or waits for more than a minute is lost. The readers
take their processor time from the same machine. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
from websockets.exceptions import WebSocketException

from benchmarks.national_map import CRS, TOLERANCE_M
from benchmarks.scripted_reader import PAGES, Reader
from benchmarks.viewers import change_year, watch, write_land
from ntm_geo.boundaries.generalize import clean_coverage, generalize
from ntm_geo.intake.boundary_files.clean_units import read_boundaries
from ntm_geo.intake.boundary_files.provinces import EVERY
from ntm_geo.maps.assets import write_layer
from tests.app_server import running
from tests.several_server import start, stop, until

SCRIPTS = Path(__file__).parent / "pages"
CROWD, CHANGES = 5, 3
EVERY_SECONDS = 5.0
LOST_SECONDS = 60.0
LOOKED_AT = [page for page, title in PAGES.items() if title not in {"Data", "Guide", "Presentation", "Papers"}]
"""Pages people look at; on the others nothing is chosen that all see."""


class Cost(NamedTuple):
    """What a change costs: seconds waited by one reader and by each of a crowd, processor ms of the server, kB sent."""

    alone: float
    crowded: float
    cpu: float
    size: float


def country(path: Path) -> gpd.GeoDataFrame:
    """Return the boundaries of the whole country, simplified for its map, ordered by code."""
    cleaned, _figures = clean_coverage(read_boundaries(path, province=EVERY).units, local_crs=CRS)
    simple = generalize(cleaned, local_crs=CRS, tolerance_m=TOLERANCE_M)
    return simple.assign(title=simple["name"]).sort_values("code")


def cost(script: str, home: Path) -> Cost:
    """Measure what a change of year costs on one of the two maps."""
    with running(SCRIPTS / script, data_dir=home / "data", log=home / "log.txt") as address:
        watch(address, "", 1, 2)
        (single,), cpu = watch(address, "", 1, 2 * CHANGES)
        crowd, _cpu = watch(address, "", CROWD, CHANGES)
    waits = [second for answered in crowd for second in answered.changes]
    return Cost(statistics.median(single.changes), statistics.median(waits), cpu * 1000, single.size / 1000)


def print_units(path: Path, sizes: list[int]) -> None:
    """Print what one more reader and one more unit cost."""
    print(
        "| map | units | change, one reader | five at once | one more reader waits | server CPU a change | sent a change |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|")
    units, costs = country(path), dict[str, dict[int, Cost]]()
    for title, script in (("ours", "national.py"), ("usual page", "usual.py")):
        for count in sizes:
            with tempfile.TemporaryDirectory() as folder:
                home = Path(folder)
                some = units.head(count)
                layer = write_layer(some, home / "layers", name="country", local_crs=CRS)
                some.to_file(home / "land.gpkg")
                os.environ |= {
                    "NTM_BENCHMARK_LAYER": str(layer.path),
                    "NTM_BENCHMARK_UNITS": str(len(some)),
                    "NTM_BENCHMARK_BOUNDARIES": str(home / "land.gpkg"),
                }
                of = costs.setdefault(title, {})[len(some)] = cost(script, home)
            more = (of.crowded - of.alone) / (CROWD - 1)
            print(
                f"| {title} | {len(some):,} | {of.alone:.2f} s | {of.crowded:.2f} s | {more * 1000:.0f} ms "
                f"| {of.cpu:.0f} ms | {of.size:,.1f} kB |",
                flush=True,
            )
    if len(sizes) > 1:
        print("\n| one more unit | server CPU a change | sent a change |\n|---|---:|---:|")
        for title, by_count in costs.items():
            (few, least), *_between, (many, most) = by_count.items()
            cpu, size = ((getattr(most, name) - getattr(least, name)) * 1000 / (many - few) for name in ("cpu", "size"))
            print(f"| {title} | {cpu:.1f} µs | {size:.1f} B |", flush=True)


async def keep_changing(address: str, page: str, number: int, readers: int, seconds: float) -> list[float]:
    """Change something every five seconds; returns the waits.

    Raises
    ------
    OSError, TimeoutError, websockets.exceptions.WebSocketException
        The reader is lost.
    """
    waits = list[float]()
    async with asyncio.timeout(seconds + 2 * LOST_SECONDS), Reader(address) as reader:
        await reader.open(page)
        due = time.monotonic() + EVERY_SECONDS * (1 + number / readers)
        end = due + seconds
        while due < end:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            turn = len(waits) + number
            async with asyncio.timeout(LOST_SECONDS):
                if turn % 2 and "choose_district" in reader.widgets:
                    await reader.choose("choose_district", turn // 2)
                else:
                    await change_year(reader, turn // 2)
            waits.append(time.monotonic() - due)
            due += EVERY_SECONDS
    return waits


def print_crowd(title: str, addresses: list[str], pages: list[str], readers: int, seconds: float) -> None:
    """Print what readers wait who do not wait for each other."""

    async def all_of_them() -> list[list[float] | BaseException]:
        return await asyncio.gather(
            *(
                keep_changing(addresses[number % len(addresses)], pages[number % len(pages)], number, readers, seconds)
                for number in range(readers)
            ),
            return_exceptions=True,
        )

    seen = asyncio.run(all_of_them())
    lost = [waits for waits in seen if isinstance(waits, OSError | TimeoutError | WebSocketException)]
    waits = sorted(wait for answered in seen if isinstance(answered, list) for wait in answered)
    if other := [waits for waits in seen if isinstance(waits, BaseException) and waits not in lost]:
        raise other[0]
    p95 = waits[min(len(waits) - 1, int(0.95 * len(waits)))] if waits else float("nan")
    middle, most = (statistics.median(waits), waits[-1]) if waits else (float("nan"), float("nan"))
    print(
        f"| {title} | {readers} | {len(waits):,} | {middle:.2f} s | {p95:.2f} s | {most:.2f} s | {len(lost)} |",
        flush=True,
    )


@contextmanager
def two_usual(home: Path) -> Iterator[list[str]]:
    """Run the usual page of our land on two processes."""
    write_land(home / "land.gpkg", home / "same-land")
    os.environ["NTM_BENCHMARK_BOUNDARIES"] = str(home / "land.gpkg")
    with ExitStack() as stack:
        yield [
            stack.enter_context(running(SCRIPTS / "usual.py", data_dir=home / "data", log=home / f"{number}.txt"))
            for number in (1, 2)
        ]


def print_crowds(readers: int, seconds: float) -> None:
    """Print what readers wait who change something every five seconds, on two processes."""
    print("\n| page, on two processes | readers | changes | wait, median | 95 % | longest | readers lost |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        server = start(Path(folder))
        try:
            until(server.all_in)
            for title, pages in (("Tier map", ["ban-do"]), (f"{len(LOOKED_AT)} pages in turn", LOOKED_AT)):
                print_crowd(title, [server.address], pages, readers, seconds)
        finally:
            stop(server)
    with tempfile.TemporaryDirectory() as folder, two_usual(Path(folder)) as addresses:
        print_crowd("usual page", addresses, [""], readers, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="boundaries of all communes of the country")
    parser.add_argument("--units", type=int, nargs="*", default=[161, 1_000, 3_321], help="units on the map")
    parser.add_argument("--readers", type=int, default=50, help="readers who change something every five seconds")
    parser.add_argument("--seconds", type=float, default=60, help="how long they do")
    options = parser.parse_args()
    print_units(options.path, options.units)
    print_crowds(options.readers, options.seconds)


if __name__ == "__main__":
    main()
