"""What signing in costs: processor time of the server for a change of the year, with accounts and without.

    python -m benchmarks.signed_in [--turns 3] [--changes 40]

One scripted reader at a time changes the year on four pages of two servers in turn, one over a folder without accounts,
one over a folder whose reader is signed in; the median of the turns. Linux only.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from pathlib import Path

from benchmarks.scripted_reader import PAGES, Reader
from benchmarks.viewers import CROWDED, OPENS_ON, watch
from ntm_geo.accounts.account_list import ADMINISTRATOR, Account, add_account
from ntm_geo.accounts.sign_in import Typed, sign_in
from ntm_geo.acting import PROGRAM, acting_as
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.app_server import ROOT, running

PASSWORD = "a password of a benchmark"


def signed_in(folder: Path) -> str:
    """Make accounts in a data folder; returns the cookie of a planner who is signed in."""
    space = open_workspace(Settings(data_dir=folder))
    with acting_as(PROGRAM):
        for name, role in (("admin", ADMINISTRATOR), ("planner", "coordination")):
            add_account(space.store, space.rights, Account(account=name, name=name, role=role), password=PASSWORD)
    token = sign_in(space.store, Typed(account="planner", password=PASSWORD))
    space.store.close()
    return f"ntm_session={token}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--changes", type=int, default=40)
    options = parser.parse_args()
    os.environ["NTM_OPENS_ON"] = OPENS_ON
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        cookie = signed_in(home / "with")
        open_app = {"health": "healthz"}
        with (
            running(ROOT / "app.py", data_dir=home / "without", log=home / "without.txt", **open_app) as free,
            running(ROOT / "app.py", data_dir=home / "with", log=home / "with.txt", **open_app) as guarded,
        ):
            print("| page | without accounts | signed in | ratio |")
            print("|---|---:|---:|---:|")
            for page in CROWDED:
                seconds: dict[str, list[float]] = {free: [], guarded: []}
                for turn in range(options.turns + 1):
                    for address, runs in seconds.items():
                        Reader.cookie = cookie if address == guarded else ""
                        _seen, cpu = watch(address, page, 1, options.changes)
                        if turn:  # the first turn is there to work out what has to be
                            runs.append(cpu)
                bare, signed = map(statistics.median, seconds.values())
                print(
                    f"| {PAGES[page]} | {1000 * bare:.1f} ms | {1000 * signed:.1f} ms | {signed / bare:.2f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
