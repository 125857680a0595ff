"""What readers cost: seconds they wait and processor time of the server, at once on one process.

    python -m benchmarks.viewers [--most 100] [--changes 4]

Scripted readers open a page over its websocket and change the year as fast as the page answers. First one reader on
every page: processor time of the server for one change, with nothing new to work out. Then more and more of them on
four pages; fifty and more, with half the changes, on the tier map alone. In the same run the usual page, `folium.GeoJson`
in `st_folium` over the same land, with the same readers. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.scripted_reader import PAGES, Reader
from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.app_server import ROOT, running

CROWDED = ("", "ban-do", "uu-tien", "phan-cong")
CROWDS = (5, 10, 20, 50, 100)
MANY = 50
"""From so many readers on the tier map stands for all pages, and each changes half as often."""
OPENS_ON = "2022-12-31"
"""The view with the most units, 161; the present period has 56."""
YEAR = ("choose_period", "Year")
"""Keys of the box of years on our pages and on the usual one."""


class Answered(NamedTuple):
    """What one reader saw: seconds of the first page and of each change, bytes of a change."""

    first: float
    changes: list[float]
    size: float


async def look(address: str, page: str, number: int, changes: int, ready: asyncio.Barrier) -> Answered:
    """Open a page, wait for the others, and change its year; a page without years is opened again."""
    async with Reader(address) as reader:
        first = await reader.open(page)
        await ready.wait()
        before = reader.size
        seconds = [await change_year(reader, number + turn + 1) for turn in range(changes)]
        return Answered(first, seconds, (reader.size - before) / max(changes, 1))


async def change_year(reader: Reader, turn: int) -> float:
    """Choose one of the two newest years."""
    for key in YEAR:
        if key in reader.widgets:
            return await reader.choose(key, turn % min(2, len(reader.widgets[key].options)))
    return await reader.open(reader.page)


def server_cpu() -> float:
    """Return the processor seconds of the servers this process has started, and of what they started."""
    ticks = os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    used = 0.0
    for child in children:
        fields = Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        used += sum(map(int, fields[11:15])) / ticks
    return used


def watch(address: str, page: str, viewers: int, changes: int) -> tuple[list[Answered], float]:
    """Let viewers look at a page at once; returns what each saw, and processor seconds of the server for a change."""

    async def all_of_them() -> list[Answered]:
        used: list[float] = []

        class Ready(asyncio.Barrier):
            async def wait(self) -> int:
                turn = await super().wait()
                if turn == 0:
                    used.append(server_cpu())
                return turn

        ready = Ready(viewers)
        seen = await asyncio.gather(*(look(address, page, number, changes, ready) for number in range(viewers)))
        used.append(server_cpu())
        cost.append((used[1] - used[0]) / (viewers * changes))
        return list(seen)

    cost: list[float] = []
    seen = asyncio.run(all_of_them())
    return seen, cost[0]


def row(address: str, page: str, title: str, viewers: int, changes: int) -> str:
    """Return a line of the table."""
    seen, cpu = watch(address, page, viewers, changes)
    firsts = [answered.first for answered in seen]
    waits = sorted(second for answered in seen for second in answered.changes)
    late = waits[min(len(waits) - 1, int(0.95 * len(waits)))]
    size = statistics.mean(answered.size for answered in seen) / 1000
    return (
        f"| {title} | {viewers} | {statistics.median(firsts):.2f} s | {statistics.median(waits):.2f} s | {late:.2f} s "
        f"| {cpu * 1000:.0f} ms | {size:.1f} kB |"
    )


def write_land(path: Path, data_dir: Path) -> None:
    """Write the schematic of 2020, which our pages show, as a file for the usual page."""
    space = open_workspace(Settings(data_dir=data_dir))
    read_schematic(space.province, space.province.vintages[0].key).to_file(path)
    space.store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=100, help="readers at once, at most")
    parser.add_argument("--changes", type=int, default=4, help="changes of the year each of them makes")
    options = parser.parse_args()
    os.environ["NTM_OPENS_ON"] = OPENS_ON
    crowds = [number for number in CROWDS if number <= options.most]
    changes = {number: max(1, options.changes // (2 if number >= MANY else 1)) for number in (1, *crowds)}
    print("| page | readers | first page | change, median | change, 95 % | server CPU a change | sent a change |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with running(ROOT / "app.py", data_dir=home / "data", log=home / "log.txt") as address:
            for page, title in PAGES.items():
                watch(address, page, 1, options.changes)
                print(row(address, page, title, 1, 3 * options.changes), flush=True)
            for page in CROWDED:
                for readers in crowds:
                    if readers < MANY or page == "ban-do":
                        print(row(address, page, PAGES[page], readers, changes[readers]), flush=True)
        os.environ["NTM_BENCHMARK_BOUNDARIES"] = str(home / "land.gpkg")
        write_land(home / "land.gpkg", home / "same-land")
        usual = Path(__file__).parent / "pages" / "usual.py"
        with running(usual, data_dir=home / "data", log=home / "usual.txt") as address:
            for readers in (1, *crowds):
                print(row(address, "", "usual page", readers, changes[readers]), flush=True)


if __name__ == "__main__":
    main()
