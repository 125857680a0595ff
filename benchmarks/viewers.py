"""What readers cost: seconds they wait and processor time of the server, at once on one process.

    python -m benchmarks.viewers [--most 20] [--changes 4]

Scripted viewers open a page over its websocket and change the year as fast as the page answers. First one viewer on
every page: processor time of the server for one change, with nothing new to work out. Then more and more of them on
four pages. In the same run the usual page, `folium.GeoJson` in `st_folium` over the same land, with the same viewers. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.app_server import ROOT, running

PAGES = {
    "": "Overview", "ban-do": "Tier map", "tieu-chi": "Criteria", "huyen": "Districts", "tien-do": "Progress",
    "xom": "Hamlets", "uu-tien": "Priorities", "lo-trinh": "Pathway", "phan-cong": "Assignment", "du-lieu": "Data",
}  # fmt: skip
CROWDED = ("", "ban-do", "uu-tien", "phan-cong")
YEAR = {"Thời điểm", "Period", "Year"}
PATIENCE = 300


class Answered(NamedTuple):
    """What one viewer saw: seconds of the first page and of each change, bytes of a change."""

    first: float
    changes: list[float]
    size: float


class Viewer:
    """One websocket that opens a page and changes its year."""

    def __init__(self, number: int) -> None:
        self.number, self.size = number, 0
        self.box, self.years = "", []

    async def look(self, address: str, page: str, changes: int, ready: asyncio.Barrier) -> Answered:
        where = f"ws://{urlsplit(address).netloc}/_stcore/stream"
        async with connect(
            where, max_size=None, subprotocols=["streamlit"], open_timeout=PATIENCE, ping_interval=None
        ) as socket:
            first = await self._run(socket, page)
            await ready.wait()
            before, seconds = self.size, list[float]()
            seconds.extend([await self._run(socket, page, year=self.number + turn + 1) for turn in range(changes)])
            return Answered(first, seconds, (self.size - before) / max(changes, 1))

    async def _run(self, socket, page: str, *, year: int | None = None) -> float:
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = page, ""
        if year is not None and self.box:
            widget = message.rerun_script.widget_states.widgets.add()
            widget.id, widget.string_value = self.box, self.years[year % min(2, len(self.years))]
        began = time.perf_counter()
        await socket.send(message.SerializeToString())
        while True:
            raw = await asyncio.wait_for(socket.recv(), PATIENCE)
            self.size += len(raw)
            answer = ForwardMsg()
            answer.ParseFromString(raw)
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                element = answer.delta.new_element
                if element.WhichOneof("type") == "selectbox" and element.selectbox.label in YEAR:
                    self.box, self.years = element.selectbox.id, list(element.selectbox.options)
            if kind == "script_finished":
                return time.perf_counter() - began


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
        seen = await asyncio.gather(*(Viewer(number).look(address, page, changes, ready) for number in range(viewers)))
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=20, help="viewers at once, at most")
    parser.add_argument("--changes", type=int, default=4, help="changes of the year each of them makes")
    options = parser.parse_args()
    crowds = [number for number in (5, 10, 20, 50, 100) if number <= options.most]
    print("| page | viewers | first page | change, median | change, 95 % | server CPU a change | sent a change |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with running(ROOT / "app.py", data_dir=home / "data", log=home / "log.txt") as address:
            for page, title in PAGES.items():
                watch(address, page, 1, 4)
                print(row(address, page, title, 1, 12), flush=True)
            for page in CROWDED:
                for viewers in crowds:
                    print(row(address, page, PAGES[page], viewers, options.changes), flush=True)
        usual = Path(__file__).parent / "pages" / "usual.py"
        space = open_workspace(Settings(data_dir=home / "same-land"))
        os.environ["NTM_BENCHMARK_BOUNDARIES"] = str(home / "land.gpkg")
        read_schematic(space.province, space.province.vintages[0].key).to_file(home / "land.gpkg")
        space.store.close()
        with running(usual, data_dir=home / "data", log=home / "usual.txt") as address:
            for viewers in (1, *crowds):
                print(row(address, "", "usual page", viewers, options.changes), flush=True)


if __name__ == "__main__":
    main()
