"""The application in a process of its own and a browser that may reach nothing else."""

import faulthandler
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlparse

from filelock import FileLock, Timeout
from playwright.sync_api import expect, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
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
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
"""What keeps a browser to this machine; the last line refuses every other one, also one that is told by its number."""
_TURN = "address => { history.pushState({}, '', '/' + address); dispatchEvent(new PopStateEvent('popstate', {state: {}})); }"
"""Asks the application for another of its pages, as the button that leads back in a browser does."""
_HELD_BACK = 0.3
"""Seconds a page may take until it asks the application for what a click means."""


@contextmanager
def running(script, *, data_dir, log, health="_stcore/health"):
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
            _wait(process, port, log, health)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


@contextmanager
def running_for_all(folder):
    """Serve the application over an empty data folder to all processes of a test run that name this folder, and only
    read: the first who asks starts it, and stops it once all have left. Gives its address.
    """
    (folder / "here").mkdir(parents=True, exist_ok=True)
    door, told = FileLock(folder / "door"), folder / "address.txt"
    with ExitStack() as stack:
        with door:
            stack.enter_context(FileLock(folder / "here" / str(os.getpid())))  # who dies lets go of it too
            if told.is_file():
                address, mine = told.read_text(encoding="utf-8"), False
            else:
                started = running(ROOT / "app.py", data_dir=folder / "data", log=folder / "log.txt")
                address, mine = stack.enter_context(started), True
                told.write_text(address, encoding="utf-8")
        try:
            yield address
        finally:
            faulthandler.cancel_dump_traceback_later()  # to wait for others is not to hang; who hangs is ended and has left
            while mine and not _left(folder, door, told):
                time.sleep(0.5)


def _left(folder, door, told):
    """Whether nobody else is here any more; then nobody comes in any more."""
    with door:
        for one in (folder / "here").iterdir():
            if one.name != str(os.getpid()):
                try:
                    FileLock(one, timeout=0).acquire().lock.release()
                except Timeout:
                    return False
        told.unlink()
    return True


def _wait(process, port, log, health):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{health}", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    message = f"the application did not start: {log.read_text(encoding='utf-8', errors='replace')[-800:]}"
    raise RuntimeError(message)


@contextmanager
def browser(executable):
    """Start a headless browser."""
    expect.set_options(
        timeout=WAIT
    )  # whoever waits for the page waits for what it shows, not for how fast the machine is
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, headless=True, args=_QUIET)
        try:
            yield started
        finally:
            started.close()


class Traffic:
    """What a page asked for, what its websocket brought, and whether the application has answered.

    The browser reaches no other machine (`_QUIET`); what a page asked of one is told by ``outside``. With ``stand_in``
    such requests are answered with Leaflet from its package, or with an empty file.
    """

    def __init__(self, context, page, *, stand_in=False):
        self.outside, self.asked, self.received = [], [], []
        self._page, self._owed, self._moved, self._shown = page, False, 0.0, None
        if stand_in:  # only where it is needed: a browser whose requests are intercepted keeps no file it has read
            context.route(_is_outside, _stand_in)
        context.on("request", self._note)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", self._listen)
        page.on("domcontentloaded", lambda _page: self._owe())

    def _note(self, request):
        if _is_outside(request.url):
            self.outside.append(request.url)

    def _listen(self, socket_):
        socket_.on("framereceived", self._hear)
        socket_.on("framesent", self._say)

    def _owe(self, *, owed=True):
        self._owed, self._moved = owed, time.monotonic()

    def _say(self, frame):
        if BackMsg.FromString(frame).WhichOneof("type") == "rerun_script":
            self._owe()

    def _hear(self, frame):
        self.received.append(len(frame))
        message = ForwardMsg.FromString(frame)
        match message.WhichOneof("type"):
            case "new_session":
                self._owe()
            case "navigation":
                pages = {one.page_script_hash: one.url_pathname for one in message.navigation.app_pages}
                self._shown = pages.get(message.navigation.page_script_hash)
            case "script_finished":
                self._owe(owed=message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN)

    def settled(self):
        """Wait until the application has answered whatever the page has asked of it, and all stands on the screen.

        A page asks at once, however late a busy machine answers; tables wait `_HELD_BACK` before they tell of a click.
        """
        began = time.monotonic()
        while self._owed or time.monotonic() - max(began, self._moved) < _HELD_BACK:
            assert time.monotonic() - began < WAIT / 1000, "the application does not answer"
            self._page.wait_for_timeout(50)
        answered = "[data-testid=stApp][data-test-script-state=notRunning]"
        self._page.wait_for_selector(answered, state="attached", timeout=WAIT)
        # Streamlit loads the code of most elements when the first of a kind comes, and shows a grey box until it is there.
        self._page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')", timeout=WAIT)

    def turn_to(self, address):
        """Go to another page of the application, in the session of the one that is open: half the work of loading it."""
        self._owe()
        self._shown, began = None, time.monotonic()
        self._page.evaluate(_TURN, address)
        while self._shown != address.partition("?")[0]:
            assert time.monotonic() - began < WAIT / 1000, f"the application does not show {address}"
            self._page.wait_for_timeout(50)
        self.settled()

    def forget(self):
        """Start counting anew."""
        self.asked.clear()
        self.received.clear()


def _is_outside(url):
    return urlparse(url).hostname not in {"127.0.0.1", "localhost", None}


def _stand_in(route):
    file = Path(leaflet.BASE_DIR) / Path(urlparse(route.request.url).path).name
    route.fulfill(path=file) if file.is_file() else route.fulfill(body="")
