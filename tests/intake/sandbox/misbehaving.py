"""Readers that do what no reader should: each is asked for in a child by the tests of the sandbox."""

import ctypes
import os
import resource
import signal
import socket
import subprocess
import threading
import time
from datetime import date
from pathlib import Path

from ntm_geo.errors import CrsMissingError, CrsProposal, ProvinceChoiceError, msg
from ntm_geo.intake.sandbox import task


def _outcome(action):
    try:
        return f"done: {action()}"
    except (OSError, ValueError) as refused:
        return f"refused: {getattr(refused, 'errno', '')}"


@task("test-echo")
def echo(path, args):
    return {"name": path.name, "there": path.exists(), "args": args, "day": date(2024, 5, 1), "pid": os.getpid()}


READY = []


@task("test-ready", prepare=lambda: READY.append("prepared"), warm=lambda: READY.append("warm"))
def ready(path, args):
    return READY


@task("test-size")
def size(path, args):
    return path.stat().st_size


@task("test-spin")
def spin(path, args):
    while True:
        pass


@task("test-sleep")
def sleep(path, args):
    time.sleep(60)


@task("test-hoard")
def hoard(path, args):
    return len(bytearray(8 << 30))


@task("test-abort")
def abort(path, args):
    os.abort()


@task("test-segfault")
def segfault(path, args):
    ctypes.string_at(8)


@task("test-exit")
def leave(path, args):
    os._exit(0)


@task("test-bug")
def bug(path, args):
    raise ZeroDivisionError


@task("test-hang-open")
def close_and_stay(path, args):
    os.closerange(0, 64)
    time.sleep(60)


@task("test-lie")
def lie(path, args):
    for handle in range(3, 10):
        try:
            os.write(handle, bytes.fromhex(args["bytes"]))
        except OSError:
            continue
    os._exit(0)


@task("test-flood")
def flood(path, args):
    return "x" * (8 << 20)


@task("test-faults")
def faults(path, args):
    why = msg("why {n}", n=1)
    if args["kind"] == "crs":
        proposal = CrsProposal(crs="EPSG:9210", name="VN", why=why, bounds_wgs84=(1.0, 2.0, 3.0, 4.0))
        raise CrsMissingError(msg("what {x}", x="y"), where=path.name, fix=msg("fix"), proposals=(proposal,))
    raise ProvinceChoiceError(msg("what"), where="elsewhere", fix=msg("fix"), provinces=(("04", "Cao", 3),))


@task("test-roam")
def roam(path, args):
    """Try everything a subverted reader would try."""
    secret, folder, port = Path(args["secret"]), Path(args["folder"]), args["port"]
    room = Path.cwd()

    def thread():
        worker = threading.Thread(target=lambda: None)
        worker.start()
        worker.join()
        return "ran"

    def connect():
        with socket.socket() as door:
            door.connect(("127.0.0.1", port))

    (room / "mine").write_text("x", encoding="ascii")
    return {
        "read the file": _outcome(lambda: path.read_bytes()[:1]),
        "read a secret": _outcome(secret.read_text),
        "list a folder": _outcome(lambda: sorted(folder.iterdir())),
        "write outside": _outcome(lambda: (folder / "made").write_text("x")),
        "change the file": _outcome(lambda: path.write_text("x")),
        "look at the parent": _outcome(lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes()),
        "signal the parent": _outcome(lambda: os.kill(os.getppid(), 0)),
        "signal somebody": _outcome(lambda: os.kill(args["pid"], 0)),
        "signal itself": _outcome(lambda: os.kill(os.getpid(), 0)),
        "connect": _outcome(connect),
        "talk by a path": _outcome(lambda: socket.socket(socket.AF_UNIX)),
        "start a program": _outcome(lambda: subprocess.run(["/bin/true"], check=True)),
        "fork": _outcome(os.fork),
        "raise a limit": _outcome(lambda: resource.setrlimit(resource.RLIMIT_CPU, (9999, 9999))),
        "limit the parent": _outcome(lambda: resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))),
        "limit itself": _outcome(lambda: resource.prlimit(0, resource.RLIMIT_NOFILE)),
        "hold the parent back": _outcome(lambda: os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)),
        "close a secret": _outcome(lambda: secret.chmod(0)),
        "date a secret": _outcome(lambda: os.utime(secret)),
        "empty a secret": _outcome(lambda: os.truncate(secret, 0)),
        "mark a secret": _outcome(lambda: os.setxattr(secret, "user.x", b"x")),
        "a thread": _outcome(thread),
        "write in its room": _outcome((room / "mine").read_text),
        "read a library": _outcome(lambda: Path(os.__file__).read_bytes()[:1]),
        "environment": sorted(os.environ),
        "open files": sorted(handle for handle in range(64) if _is_open(handle)),
        "core": resource.getrlimit(resource.RLIMIT_CORE)[1],
    }


def _is_open(handle):
    try:
        os.fstat(handle)
    except OSError:
        return False
    return True


@task("test-signal-parent")
def kill_parent(path, args):
    os.kill(os.getppid(), signal.SIGKILL)
