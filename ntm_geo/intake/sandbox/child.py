"""The child: one process for one file. It gives up what it has no need of, reads, answers, and ends."""

from __future__ import annotations

import contextlib
import json
import os
import site
import struct
import sys
import sysconfig
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from ntm_geo.errors import NtmGeoError
from ntm_geo.intake.sandbox.faults import from_error
from ntm_geo.intake.sandbox.limits import Limits
from ntm_geo.intake.sandbox.plain import encode
from ntm_geo.intake.sandbox.registry import find_task

if sys.platform != "win32":
    import resource
if sys.platform == "linux":
    from ntm_geo.intake.sandbox import kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

RESULT, FAULT, BUG = b"R", b"F", b"B"
"""First byte of an answer: plain data, one of our errors, or an exception nobody expected."""
OUT_OF_MEMORY: Final = 77
"""Exit code of a child that ran out of memory and could still say so."""
REQUEST: Final = "request.json"
_PACKAGE: Final = Path(__file__).resolve().parents[2]
_SYSTEM: Final = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/etc/localtime")
_DEVICES: Final = ("/dev/null", "/dev/urandom", "/dev/zero")
_FILES: Final = 128
_PAGES: Final = 4096
_STATE: dict[str, Any] = {"holds": None}


def in_child() -> bool:
    """Return whether this process is a child made for one file."""
    return _STATE["holds"] is not None


def what_holds() -> dict[str, bool]:
    """Return what the system granted this child, by name; empty in any other process."""
    return dict(_STATE["holds"] or {})


def read_and_answer(work: Path, answer: int, *, network_left: bool = False) -> NoReturn:
    """Do what ``work/request.json`` asks for, write the answer, and end this process.

    Parameters
    ----------
    work : folder of `ntm_geo.intake.sandbox.staging.stage`.
    answer : number of the open pipe the answer goes to; nothing else is left open.
    network_left : this process was moved out of the network before it was forked.
    """
    code = 1
    try:
        request = json.loads((work / REQUEST).read_bytes())
        task = find_task(request["task"], request["module"])
        limits = Limits(**request["limits"])
        _STATE["holds"] = {"an empty network": network_left} | dict(_lock_down(work, limits))
        try:
            result = task.reader(Path(request["path"]), request["args"])
            kind, body = RESULT, encode(result)
        except NtmGeoError as error:
            kind, body = FAULT, encode(from_error(error))
        _write(answer, kind, body)
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException:  # noqa: BLE001 - whatever it was, the process ends here
        with contextlib.suppress(BaseException):
            _write(answer, BUG, encode(traceback.format_exc()[-4000:]))
            code = 0
    finally:
        os._exit(code)


def _write(answer: int, kind: bytes, body: bytes) -> None:
    view = memoryview(kind + len(body).to_bytes(8, "big") + body)
    while view:
        view = view[os.write(answer, view) :]


def _lock_down(work: Path, limits: Limits) -> Iterator[tuple[str, bool]]:
    """Give up, in this order, what can be given up here; each step says whether the system did it."""
    room = work / "tmp"
    os.chdir(room)
    tempfile.tempdir = str(room)
    for name in ("TMPDIR", "SQLITE_TMPDIR", "CPL_TMPDIR"):
        os.putenv(name, str(room))
    if sys.platform == "linux":
        yield "ends with its parent", kernel.die_with_parent()
    if sys.platform != "win32":
        yield "limits of memory, time and files", _limit(limits)
    if sys.platform == "linux":
        yield "no privileges", kernel.give_up_privileges()
        yield "only its files", kernel.confine_files(_readable(work), [room])
        yield "no calls but those of a reader", kernel.confine_calls()


def _limit(limits: Limits) -> bool:
    """Set the limits of the system; they cannot be raised again."""
    wanted = {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_CPU: (limits.cpu_s, limits.cpu_s + 1),
        resource.RLIMIT_FSIZE: (limits.written_mb << 20,) * 2,
        resource.RLIMIT_NOFILE: (_FILES, _FILES),
        resource.RLIMIT_AS: (_size_now() + (limits.memory_mb << 20),) * 2,
    }
    done = True
    for kind, soft_and_hard in wanted.items():
        try:
            resource.setrlimit(kind, soft_and_hard)
        except (ValueError, OSError):
            done = False
    return done


def _size_now() -> int:
    """Return how much address space the loaded libraries take."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * _PAGES
    return 1 << 30


def _readable(work: Path) -> list[Path]:
    """Return the file, and where Python and the libraries lie; not the project's data, nor anybody's home."""
    paths = sysconfig.get_paths()
    libraries = [paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    packages = [
        *site.getsitepackages(),
        *[position for position in sys.path if position.endswith(("-packages", ".zip"))],
    ]
    places = map(Path, dict.fromkeys([*libraries, *packages, *_SYSTEM, *_DEVICES]))
    return [work / "in", _PACKAGE, *places]


def exit_reason(status: int) -> str:
    """Return why a child ended without an answer, from its wait status: ``memory``, ``time`` or ``crash``."""
    if os.name == "posix" and os.WIFSIGNALED(status):
        signal = os.WTERMSIG(status)
        return "time" if signal == _TIME_SIGNAL else "crash"
    code = os.waitstatus_to_exitcode(status) if os.name == "posix" else status
    return "memory" if code == OUT_OF_MEMORY else "crash"


_TIME_SIGNAL: Final = 24
STATUS: Final = struct.Struct("=i")
"""How the wait status of a child travels."""
