"""The application in a process of its own and a browser that may reach nothing else."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlparse

from playwright.sync_api import sync_playwright
from xstatic.pkg import leaflet

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 180
WAIT = 120_000
"""How long a browser waits for what has to come, in milliseconds: generous, for a machine that does other work too."""
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def running(script, *, data_dir, log):
    """Serve a Streamlit script on a free loopback port; gives its address and stops it in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true"}
    command = [sys.executable, "-m", "ntm_geo.ui.launch", "run", str(script)]
    command += [f"--{key}={value}" for key, value in options.items()]
    environment = os.environ | {"NTM_DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}
    with log.open("wb") as sink:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=sink, stderr=sink)
        try:
            _wait(process, port, log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _wait(process, port, log):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    message = f"the application did not start: {log.read_text(encoding='utf-8', errors='replace')[-800:]}"
    raise RuntimeError(message)


@contextmanager
def browser(executable):
    """Start a headless browser."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, headless=True, args=_QUIET)
        try:
            yield started
        finally:
            started.close()


class Traffic:
    """What a page asked for and what its websocket brought."""

    def __init__(self, context, page, *, stand_in=False):
        self.outside, self.asked, self.received = [], [], []
        self._stand_in = stand_in
        context.route("**/*", self._guard)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", self._listen)

    def _guard(self, route):
        if urlparse(route.request.url).hostname in {"127.0.0.1", "localhost", None}:
            route.continue_()
        else:
            self.outside.append(route.request.url)
            self._refuse(route)

    def _refuse(self, route):
        """Refuse; with ``stand_in``, answer with Leaflet from its package, or with an empty file."""
        if not self._stand_in:
            route.abort()
            return
        name = Path(urlparse(route.request.url).path).name
        file = Path(leaflet.BASE_DIR) / name
        route.fulfill(path=file) if file.is_file() else route.fulfill(body="")

    def _listen(self, socket_):
        socket_.on("framereceived", lambda frame: self.received.append(len(frame)))

    def forget(self):
        """Start counting anew."""
        self.asked.clear()
        self.received.clear()
