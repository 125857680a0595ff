"""What a start costs: short commands until they have answered, and the server until it answers that it is.

    python -m benchmarks.starts [--repeat 5]

Each command is a process of its own over the same data folder, after one run that is not counted; beside them what a
script costs that only imports geopandas. "CPU" is processor time of the process and of those it started.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.several_server import free_ports, is_ready, until
from tests.test_house import ROOT

COMMANDS = {
    "`import geopandas`": ("-c", "import geopandas"),
    "`ntm_geo --help`": ("-m", "ntm_geo", "--help"),
    "`ntm_geo data list`": ("-m", "ntm_geo", "data", "list"),
    "`ntm_geo law --help`": ("-m", "ntm_geo", "law", "--help"),
}


def command_times(words: tuple[str, ...], environment: dict[str, str]) -> tuple[float, float]:
    """Return seconds and processor seconds of a command."""
    before, began = os.times(), time.perf_counter()
    subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True, capture_output=True)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, cpu


def server_times(environment: dict[str, str]) -> tuple[float, float]:
    """Return seconds until the server answers that it is ready, and until it has ended after a TERM."""
    port = free_ports(1)
    words = [sys.executable, "-m", "ntm_geo", "serve", "--port", str(port)]
    began = time.perf_counter()
    with subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
        until(lambda: is_ready(port))
        ready, asked = time.perf_counter() - began, time.perf_counter()
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)
    return ready, time.perf_counter() - asked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"NTM_DATA_DIR": str(Path(folder) / "data"), "PYTHONPATH": str(ROOT)}
        print("| what | seconds, median | CPU, median | `import geopandas` = 1 |")
        print("|---|---:|---:|---:|")
        least = 0.0
        for title, words in COMMANDS.items():
            runs = [command_times(words, environment) for _turn in range(options.repeat + 1)][1:]
            wall, cpu = (statistics.median(column) for column in zip(*runs, strict=True))
            least = least or cpu
            print(f"| {title} | {wall:.2f} s | {cpu:.2f} s | {cpu / least:.2f} |", flush=True)
        runs = [server_times(environment) for _turn in range(options.repeat)]
        ready, ended = (statistics.median(column) for column in zip(*runs, strict=True))
        print(f"| `ntm_geo serve`, until it answers that it is ready | {ready:.2f} s | | |")
        print(f"| the same, from TERM until it has ended | {ended:.2f} s | | |")


if __name__ == "__main__":
    main()
