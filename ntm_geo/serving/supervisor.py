"""Starts several processes of the application and the proxy before them, looks after them, and ends them.

A process that dies is started again, later each time; who does not answer gets no readers; what ends this one ends
all it has started. Everything is started by the main thread: on Linux the system ends a child whose parent dies.
"""

from __future__ import annotations

import http.client
import logging
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ntm_geo.errors import ServingError, msg
from ntm_geo.i18n import _
from ntm_geo.serving import proxy
from ntm_geo.serving.member import Answer, Member, serving
from ntm_geo.settings import PROJECT_DIR, environment_with

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ntm_geo.serving.proxy import Front
    from ntm_geo.settings import Settings

log: Final = logging.getLogger("ntm_geo.serving")
LOOK_SECONDS: Final = 0.5
ANSWER_SECONDS: Final = 3.0
"""How long a process may take to say whether it is ready."""
END_SECONDS: Final = 10.0
"""How long a process may take to end before it is killed."""
_GIVE_UP: Final = 4
"""Deaths of every process before any was ready, after which starting them again helps nobody."""
_LOG_BYTES, _LOG_FILES = 2_000_000, 5


class Supervisor:
    """The processes of one server, and the proxy before them.

    Parameters
    ----------
    front : where readers come in; the processes listen on the ports after it, on this machine only.
    processes : how many.
    settings : of the installation.
    said : takes a line for the person at the keyboard.
    """

    def __init__(self, front: Front, processes: int, settings: Settings, said: Callable[[str], None]) -> None:
        self.front, self.settings, self._said = front, settings, said
        self.members = [Member(number=number, port=front.port + number) for number in range(1, processes + 1)]
        self.run_dir = settings.data_dir.resolve() / "run"
        self._children: dict[int, subprocess.Popen[bytes]] = {}
        """Processes by their number; the proxy is 0."""
        self._due: dict[int, float] = {member.number: 0.0 for member in self.members}
        """When those that are not running are to be started."""
        self._serving: tuple[int, ...] = ()
        self._secret = secrets.token_hex(32)
        """What the cookies of Streamlit are signed with; a reader may come from one process to another."""
        self._program = ""
        self._been_ready = False
        self._stop = self._tell_again = False

    def run(self) -> int:
        """Start everything and stay until told to end; returns the exit code.

        Raises
        ------
        ServingError
            The proxy is missing or cannot be started, a port is taken, or no process can be started.
        """
        self._program = proxy.find_proxy()
        for port in (self.front.port, *(member.port for member in self.members)):
            check_port(self.front.host if port == self.front.port else "127.0.0.1", port)
        self._prepare()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._note_end)
        signal.signal(signal.SIGUSR1, self._note_change)
        try:
            with ThreadPoolExecutor(len(self.members)) as pool:
                while not self._stop:
                    self._look(pool)
                    time.sleep(LOOK_SECONDS)
        finally:
            self._end_all()
        return 0

    def _note_end(self, *_: object) -> None:
        self._stop = True

    def _note_change(self, *_: object) -> None:
        self._tell_again = True

    def _prepare(self) -> None:
        try:
            proxy.write_configuration(self.run_dir, self.front, self.settings.data_dir.resolve() / "layers")
            self._tell_members(tuple(member.number for member in self.members))
            _write_log(self.settings.data_dir.resolve() / "log")
        except OSError as caught:
            raise ServingError(
                msg("The data folder cannot be written: {reason}.", reason=caught.strerror or str(caught)),
                where=str(self.run_dir),
                fix=msg("Make the folder writable, or set NTM_DATA_DIR to one that is."),
            ) from caught
        proxy.check(self._program, self.run_dir)

    def _look(self, pool: ThreadPoolExecutor) -> None:
        """Start what is due, note who died, ask everybody, and tell the proxy where readers go."""
        now = time.monotonic()
        for number, child in list(self._children.items()):
            if child.poll() is not None:
                self._note_death(number, now)
        for number, due in list(self._due.items()):
            if now >= due:
                self._start(number)
        running = [member for member in self.members if member.number in self._children]
        for member, answer in zip(running, pool.map(ask, [member.port for member in running]), strict=True):
            self._hear(member, answer)
        if any(member.ready for member in self.members):
            if not self._been_ready:
                self._been_ready = True
                self._due[0] = 0.0
                count = len(self.members)
                self._said(
                    _("NTM Geo is ready: {address} ({count} processes)", address=self.front.address, count=count)
                )
        elif not self._been_ready and all(member.deaths >= _GIVE_UP for member in self.members):
            raise ServingError(
                msg("No process of the application can be started."),
                where=str(self.settings.data_dir / "log"),
                fix=msg("The reason stands above, and in the log."),
            )
        self._tell_members(serving(self.members))
        self._turn_log()

    def _turn_log(self) -> None:
        """Let the proxy begin its log anew once it is long; it does not do so by itself."""
        path, front = self.settings.data_dir.resolve() / "log" / proxy.LOG, self._children.get(0)
        if front and path.exists() and path.stat().st_size > _LOG_BYTES:
            path.replace(path.with_name(f"{proxy.LOG}.1"))
            front.send_signal(signal.SIGUSR1)

    def _hear(self, member: Member, answer: Answer) -> None:
        before, now = member.ready, time.monotonic()
        member.hear(answer, now)
        if member.ready != before:
            log.log(
                logging.INFO if member.ready else logging.WARNING,
                "process %d (port %d): %s", member.number, member.port, answer,
            )  # fmt: skip
        if member.hangs(now):
            log.warning("process %d (port %d) hangs; it is ended", member.number, member.port)
            self._children[member.number].kill()

    def _start(self, number: int) -> None:
        del self._due[number]
        if number == 0:
            (self.run_dir / proxy.NUMBER).unlink(missing_ok=True)
            self._children[0] = _start(proxy.command(self._program, self.run_dir), {})
            log.info("the proxy was started: %s", self.front.address)
            return
        member = self.members[number - 1]
        words = [sys.executable, "-m", "ntm_geo.ui.launch", "run", str(PROJECT_DIR / "app.py")]
        words += ["--server.address", "127.0.0.1", "--server.port", str(member.port), "--server.headless", "true"]
        marks = {"NTM_PROCESS": str(member.port), "STREAMLIT_SERVER_COOKIE_SECRET": self._secret}
        marks |= self.settings.marks
        self._children[number] = _start(words, marks)
        member.begin(time.monotonic())
        log.info("process %d was started on port %d, pid %d", number, member.port, self._children[number].pid)

    def _note_death(self, number: int, now: float) -> None:
        child = self._children.pop(number)
        _kill_group(child.pid)
        wait = self.members[number - 1].end(now) if number else 1.0
        self._due[number] = now + wait
        name = f"process {number}" if number else "the proxy"
        log.warning("%s ended by itself (%d); it is started again in %.1f s", name, child.returncode, wait)

    def _tell_members(self, numbers: Sequence[int]) -> None:
        """Tell the proxy where readers go, where that has changed or a certificate is to be read anew."""
        if tuple(numbers) == self._serving and not self._tell_again:
            return
        self._tell_again, self._serving = False, tuple(numbers)
        proxy.write_members(self.run_dir, {member.number: member.port for member in self.members}, numbers)
        front = self._children.get(0)
        if not front or front.poll() is not None:
            return
        if (self.run_dir / proxy.NUMBER).exists():
            front.send_signal(signal.SIGHUP)
            log.info("readers go to %s", ", ".join(map(str, numbers)))
        else:  # it does not listen to signals yet, and may have read the older file
            self._tell_again = True

    def _end_all(self) -> None:
        """End the proxy first, so that nobody comes any more, then the processes; who does not end is killed."""
        front = self._children.pop(0, None)
        for child in [*([front] if front else []), *self._children.values()]:
            child.terminate()
        end = time.monotonic() + END_SECONDS
        for child in [*([front] if front else []), *self._children.values()]:
            try:
                child.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            _kill_group(child.pid)
        log.info("all was ended")


def ask(port: int) -> Answer:
    """Ask a process of this machine whether it is ready."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/readyz")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return "silent"
    finally:
        connection.close()
    return "ready" if status == http.client.OK else "not ready"


def check_port(host: str, port: int) -> None:
    """See that nobody listens at an address.

    Raises
    ------
    ServingError
        Somebody does, or this machine has no such address.
    """
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((address[0], port, *address[2:]))
    except (OSError, OverflowError) as caught:
        reason = getattr(caught, "strerror", None) or str(caught)
        raise ServingError(
            msg("Port {port} of {host} cannot be used: {reason}.", port=port, host=host, reason=reason),
            fix=msg("Choose another port with --port; the processes take the ports after it."),
        ) from caught


def _start(words: Sequence[str], marks: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a child that the system ends when this process dies, in a session of its own: Ctrl+C is for us alone."""
    tie = ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []
    options: dict[str, Any] = {"cwd": PROJECT_DIR, "env": environment_with(marks), "start_new_session": True}
    return subprocess.Popen([*tie, *words], stdin=subprocess.DEVNULL, **options)  # noqa: S603 - our own commands


def _kill_group(pid: int) -> None:
    """End what a child that is gone has left behind, such as the workers of the proxy, who hold its port."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _write_log(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "ntm-serve.log", maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8"
    )  # fmt: skip
    handler.setFormatter(logging.Formatter("%(asctime)s | %(levelname)-7s | %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
