"""Several real processes behind the real proxy, on loopback, and readers by script."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from ntm_geo.serving import proxy
from tests.app_server import ROOT

NO_PROXY = "no nginx on this machine; `python run.py test` installs it where apt is there"
MINUTE = 60
PATIENCE = 3 * MINUTE


def program():
    places = os.pathsep.join([os.environ["PATH"], *proxy._PLACES])
    return shutil.which(proxy.PROGRAM, path=places)


def free_ports(count):
    """First of so many free ports in a row."""
    while True:
        trials = [socket.socket() for _number in range(count)]
        try:
            trials[0].bind(("127.0.0.1", 0))
            first = trials[0].getsockname()[1]
            for number, trial in enumerate(trials[1:], 1):
                trial.bind(("127.0.0.1", first + number))
        except (OSError, OverflowError):
            continue
        finally:
            for trial in trials:
                trial.close()
        return first


def until(done, *, seconds=PATIENCE):
    """Wait for something; return what it gave and after how many seconds."""
    began = time.monotonic()
    while not (value := done()):
        assert time.monotonic() - began < seconds, f"not within {seconds} seconds"
        time.sleep(0.1)
    return value, time.monotonic() - began


def get(address, **headers):
    """Answer of an address: status, headers, content as it was sent."""
    return _answer(urllib.request.Request(address, headers=_names(headers)))


def put(address, content, **headers):
    """Answer of an address something is sent to."""
    return _answer(urllib.request.Request(address, data=content, method="PUT", headers=_names(headers)))


def _names(headers):
    return {name.replace("_", "-"): word for name, word in headers.items()}


def _answer(request):
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def process_of(headers, before=""):
    """Number of the process the cookie of an answer names; the one asked for where no cookie was set."""
    cookies = [line.partition(";")[0].partition("=") for line in headers.get_all("Set-Cookie") or []]
    return next((value for name, _, value in cookies if name == "ntm_process"), before)


@dataclass
class Server:
    """A running server of several processes."""

    process: subprocess.Popen
    port: int
    folder: Path
    count: int = 2

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}/"

    def log(self):
        path = self.folder / "data" / "log" / "ntm-serve.log"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def all_in(self):
        """Whether every process is ready."""
        answers = [is_ready(self.port + number) for number in range(1, self.count + 1)]
        return all(answers) and is_ready(self.port)

    def pid(self, number):
        """Number by which the system knows a process."""
        marks = [line for line in self.log().splitlines() if f"process {number} was started" in line]
        return int(marks[-1].rpartition(" ")[2])


def is_ready(port):
    """Whether a server on this machine answers that it is ready."""
    try:
        return get(f"http://127.0.0.1:{port}/readyz")[0] == 200
    except OSError:
        return False


def start(folder, *, processes=2, options=()):
    """Start a server of several processes; whoever starts it ends it."""
    port = free_ports(processes + 1)
    words = [sys.executable, "-m", "ntm_geo", "serve", "--port", str(port), "--processes", str(processes), *options]
    environment = os.environ | {"NTM_DATA_DIR": str(folder / "data"), "PYTHONPATH": str(ROOT)}
    with (folder / "out.txt").open("wb") as sink:
        process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=sink, stderr=sink)
    return Server(process, port, folder, processes)


def stop(server):
    """End a server that may have ended."""
    server.process.send_signal(signal.SIGTERM)
    try:
        server.process.wait(MINUTE)
    finally:
        server.process.kill()
        server.process.wait(MINUTE)


class Viewer:
    """A reader by script: a websocket that opens a page and asks for it again."""

    def __init__(self, server, page="", address="", *, process="", at="", trusted=None):
        self.page, self.address, self.process = page, address, process
        self._connection = connect(
            f"{at or f'ws://127.0.0.1:{server.port}'}/_stcore/stream",
            ssl=trusted,
            subprotocols=["streamlit"],
            additional_headers={"Cookie": f"ntm_process={process}"} if process else {},
            max_size=None,
            open_timeout=30,
        )

    def __enter__(self):
        self.socket = self._connection.__enter__()
        self.process = process_of(self.socket.response.headers, self.process)
        return self

    def __exit__(self, *error):
        self._connection.__exit__(*error)

    def look(self):
        """All the page sends when it is run, message by message."""
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = self.page, self.address
        self.socket.send(message.SerializeToString())
        parts = []
        while True:
            raw = self.socket.recv(timeout=PATIENCE)
            parts.append(raw)
            if ForwardMsg.FromString(raw).WhichOneof("type") == "script_finished":
                return parts


def write_elsewhere(folder, program):
    """Let a process of its own use a use case on the data of a server."""
    environment = os.environ | {"NTM_DATA_DIR": str(folder / "data"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout or "null")
