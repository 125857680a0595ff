"""What sessions hold: memory of the server over thousands of reruns, and what one more session takes.

    python -m benchmarks.soak [--sessions 200] [--reruns 10] [--staying 50] [--editing 20]

`python -m ntm_geo serve` and scripted readers. Four at a time they open a page, go over others, change year, units,
district, commune, theme and what is shown, and go; together they see every page. On a second server, after readers
who do the same and stay as well, sessions are opened that stay: on all pages, and on an assignment that is edited.
Every reading waits until nobody who left can come back (two minutes) and the garbage was collected twice. Memory is what the
process has for itself (`Anonymous` of `smaps_rollup`); "shared" is what caches hold in it by their own count. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.scripted_reader import PAGES, Reader
from tests.app_server import ROOT

AT_ONCE = 4
LOOKED_AT = re.compile(r"choose_(period|vintage|district|commune_\d+|set)|.*_show|assign_(lines|colours|more)|priority_more|agency_chosen|guide_chapter")  # fmt: skip
"""Keys of what a reader changes who only looks; boxes without a key choose what is shown as well."""
LANGUAGE = ("Ngôn ngữ", "Language")
START_SECONDS = 180
IDLE_SECONDS = 150
COMPARED_FROM = 200


class Memory(NamedTuple):
    """What a process holds, MB."""

    own: float
    resident: float
    most: float
    """Resident at most, since the start."""
    shared: float
    sessions: int
    """Connected."""


class Stayed(NamedTuple):
    """What a server holds before sessions of a kind come, and while they stay and do nothing more."""

    kind: str
    before: Memory
    after: Memory


class Server:
    """A running server."""

    def __init__(self, address: str, pid: int) -> None:
        self.address, self.pid = address, pid

    def figures(self) -> dict[str, float]:
        """Return what it says of itself."""
        with urllib.request.urlopen(f"{self.address}metrics", timeout=30) as answer:
            lines = answer.read().decode("utf-8").splitlines()
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}

    def settled(self) -> Memory:
        """Wait until sessions that ended are let go and the garbage is collected; return what it holds then."""
        end = time.monotonic() + IDLE_SECONDS
        while self.figures()["ntm_sessions_waiting"] and time.monotonic() < end:
            time.sleep(1)
        # Two, for the first may come in the middle of work, before what is loaded in idle moments is there.
        before, end = self._collections(), time.monotonic() + IDLE_SECONDS
        while self._collections() < before + 2:
            if time.monotonic() > end:
                raise TimeoutError(f"no garbage was collected within {IDLE_SECONDS} idle seconds")
            time.sleep(1)
        time.sleep(1)
        figures = self.figures()
        sizes = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii")
        own, resident = (int(re.search(rf"^{name}:\s+(\d+) kB", sizes, re.MULTILINE)[1]) / 1024 for name in ("Anonymous", "Rss"))  # fmt: skip
        most = re.search(r"^VmHWM:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text("ascii"), re.MULTILINE)[1]
        shared = sum(value for name, value in figures.items() if name.startswith("ntm_shared_bytes")) / 2**20
        return Memory(own, resident, int(most) / 1024, shared, int(figures["ntm_sessions"]))

    def _collections(self) -> float:
        return self.figures()["ntm_collection_seconds_count"]


@contextmanager
def serving() -> Iterator[Server]:
    """Start the server as its command does, on a free loopback port and data of its own; stop it in the end."""
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log.txt").open("wb") as sink:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-m", "ntm_geo", "serve", "--port", str(port)],
            cwd=ROOT,
            env=os.environ | {"NTM_DATA_DIR": f"{folder}/data", "PYTHONPATH": str(ROOT)},
            stdout=sink,
            stderr=sink,
        )
        try:
            server = Server(f"http://127.0.0.1:{port}/", process.pid)
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)


def _wait(server: Server, process: subprocess.Popen) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.address}readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("the application did not start")


async def look(reader: Reader, number: int, reruns: int) -> None:
    """Open a page and change what it shows, or go to another page, as often as said."""
    chance = random.Random(number)
    pages = list(PAGES)
    await reader.open(pages[number % len(pages)])
    for turn in range(1, reruns):
        if turn % 4 == 0:
            await reader.open(pages[(number + turn) % len(pages)])
            continue
        keys = [key for key in reader.widgets if _changes_view(reader, key)]
        if keys:
            await reader.choose(chance.choice(keys), chance.randrange(200))
        else:
            await reader.open(reader.page)


def _changes_view(reader: Reader, key: str) -> bool:
    widget = reader.widgets[key]
    if not hasattr(widget, "options") or not widget.options or key in LANGUAGE:
        return False
    return bool(LOOKED_AT.fullmatch(key)) or " " in key


async def edit(reader: Reader, steps: int) -> None:
    """Propose an assignment, then fix a pair and let it go again as often as said, and ask for other rules in between."""
    await reader.open("phan-cong")
    for step in range(steps):
        if step % 10 == 0:
            reader.write("assign_keep", 60 + step // 10 % 30)
            await reader.press("assign_with_rules")
            (table,) = reader.named("assign_pairs")
            await reader.pick_row(table, 0)
        await reader.press(*(reader.named("do_in_") or reader.named("do_unlock_")))


async def come_and_go(server: Server, numbers: range, reruns: int) -> list[str]:
    """Let sessions look at pages and go, a few at a time; returns the errors pages showed."""
    turn, trouble = asyncio.Semaphore(AT_ONCE), list[str]()

    async def one_session(number: int) -> None:
        async with turn, Reader(server.address) as reader:
            await look(reader, number, reruns)
            trouble.extend(reader.trouble)

    await asyncio.gather(*(one_session(number) for number in numbers))
    return trouble


async def cost_of_staying(server: Server, counts: dict[str, tuple[int, int]]) -> AsyncIterator[Stayed]:
    """Open sessions that stay, kind by kind, and say what the server holds before and with them.

    Parameters
    ----------
    server : that has not been used.
    counts : by kind, ``look`` or ``edit``: how many sessions, and the reruns or steps of each.
    """
    async with AsyncExitStack() as stack:

        async def open_sessions(kind: str, numbers: Iterable[int], amount: int) -> None:
            for number in numbers:
                reader = await stack.enter_async_context(Reader(server.address))
                await (look(reader, number, amount) if kind == "look" else edit(reader, amount))

        for kind, (sessions, amount) in counts.items():
            await open_sessions(kind, range(min(sessions, len(PAGES)) if kind == "look" else 2), amount)
            before = await asyncio.to_thread(server.settled)
            await open_sessions(kind, range(sessions), amount)
            yield Stayed(kind, before, await asyncio.to_thread(server.settled))


async def print_staying(counts: dict[str, tuple[int, int]]) -> None:
    """Print what one more session takes."""
    print("\n| sessions that stay | how many | own MB before | own MB with them | MB a session |")
    print("|---|---:|---:|---:|---:|")
    words = {"look": "{} reruns on all pages", "edit": "{} steps on an assignment"}
    with serving() as server:
        async for kind, before, after in cost_of_staying(server, counts):
            sessions = after.sessions - before.sessions
            cost = (after.own - before.own) / sessions
            print(f"| {words[kind].format(counts[kind][1])} | {sessions} | {before.own:.0f} | {after.own:.0f} | {cost:.2f} |", flush=True)  # fmt: skip


def print_soak(sessions: int, reruns: int) -> list[str]:
    """Print what the server holds before, early and at the end; returns the errors pages showed."""
    print(
        "| reruns | sessions so far | own MB | resident MB | resident at most | shared MB | own, after 200 reruns = 1 |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|")
    trouble, first, seen = list[str](), 0.0, 0
    with serving() as server:
        for until in (0, min(COMPARED_FROM // reruns, sessions), sessions):
            trouble += asyncio.run(come_and_go(server, range(seen, until), reruns))
            seen, held = until, server.settled()
            first = first or (held.own if until else 0.0)
            ratio = f"{held.own / first:.2f}" if first else "–"
            print(f"| {until * reruns:,} | {until} | {held.own:.0f} | {held.resident:.0f} | {held.most:.0f} | {held.shared:.0f} | {ratio} |", flush=True)  # fmt: skip
    return trouble


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=200, help="sessions that come and go")
    parser.add_argument("--reruns", type=int, default=10, help="reruns of each")
    parser.add_argument("--staying", type=int, default=50, help="sessions that look and stay")
    parser.add_argument("--editing", type=int, default=20, help="sessions that edit an assignment and stay")
    parser.add_argument("--steps", type=int, default=50, help="steps of each of those that edit")
    options = parser.parse_args()
    trouble = print_soak(options.sessions, options.reruns)
    asyncio.run(print_staying({"look": (options.staying, options.reruns), "edit": (options.editing, options.steps)}))
    print(f"\nErrors shown by pages: {len(trouble)}.")
    if trouble:
        sys.exit("\n".join(sorted(set(trouble))))


if __name__ == "__main__":
    main()
