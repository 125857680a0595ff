"""What Linux offers a process to give up for good: files (Landlock), calls (seccomp), the network, its capabilities.

Everything goes through the C library, so nothing has to be installed. Each function returns whether the system did it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEW_USER, _NEW_NET, _NEW_IPC = 0x10000000, 0x40000000, 0x08000000
_SET_DEATH_SIGNAL, _SET_DUMPABLE, _SET_SECCOMP, _NO_NEW_PRIVILEGES = 1, 4, 22, 38
_FILTER: Final = 2
_KILL: Final = 9
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_CAPABILITIES_V3: Final = 0x20080522

_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_READ: Final = _READ_FILE | _READ_DIR
_WRITE: Final = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8
"""Write a file, remove a folder and a file, make a folder and a file."""
_TRUNCATE: Final = 1 << 14
_FILE_RIGHTS_BY_ABI: Final = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_NET_ABI, _SCOPE_ABI = 4, 6
_TCP: Final = 0b11
_SCOPES: Final = 0b11
"""Sockets without a path, and signals, of processes outside."""

_ALLOW, _DENY, _END = 0x7FFF0000, 0x00050000 | 1, 0x80000000
_NOT_THERE: Final = 0x00050000 | 38
_ARCHITECTURES: Final = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
_THREAD: Final = 0x00010000
_OTHER_TABLE: Final = 0x40000000
_TALK: Final = {
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "sendto": (44, 206),
    "sendmsg": (46, 211),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semop": (65, 193),
    "semctl": (66, 191),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "mq_open": (240, 180),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
}
"""Calls to talk to others, through the network or the memory of this machine."""
_MARK: Final = {
    "chmod": (90, -1),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, -1),
    "fchown": (93, 55),
    "lchown": (94, -1),
    "fchownat": (260, 54),
    "utime": (132, -1),
    "utimes": (235, -1),
    "futimesat": (261, -1),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "setxattrat": (463, 463),
    "removexattrat": (466, 466),
    "truncate": (76, 45),
}
"""Calls that change what a file is to others; Landlock says nothing about them."""
_REACH: Final = {
    "fork": (57, -1),
    "vfork": (58, -1),
    "execve": (59, 221),
    "execveat": (322, 281),
    "ptrace": (101, 117),
    "kcmp": (312, 272),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "setpriority": (141, 140),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    "ioprio_set": (251, 30),
    "unshare": (272, 97),
    "setns": (308, 268),
    "personality": (135, 92),
    "mount": (165, 40),
    "umount2": (166, 39),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "mount_setattr": (442, 442),
    "bpf": (321, 280),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "fanotify_init": (300, 262),
    "inotify_add_watch": (254, 27),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
}
"""Calls to start programs, to reach into other processes, to change what is seen or who is served first."""
_CALLS: Final = _TALK | _MARK | _REACH
"""Calls a reader has no need of: number on x86-64 and on arm64; -1 where there is none."""
_SIGNALS: Final = ((62, 129), (200, 130), (234, 131))
"""Calls that send a signal: allowed to itself only."""
_LIMITS: Final = (302, 261)
"""The call that sets the limits of a process: allowed for itself only."""
_CLONE, _CLONE3 = (56, 220), 435


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _library() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def leave_network() -> bool:
    """Move this process, before it has threads, into a network of its own in which there is nobody."""
    user, group = os.getuid(), os.getgid()
    if _library().unshare(_NEW_USER | _NEW_NET | _NEW_IPC) != 0:
        return False
    with contextlib.suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    return True


def die_with_parent() -> bool:
    """Have this process killed when the one that forked it ends."""
    return bool(_library().prctl(_SET_DEATH_SIGNAL, _KILL, 0, 0, 0) == 0)


def give_up_privileges() -> bool:
    """Give up every capability, the way to new ones, and being looked into by others."""
    library = _library()
    fixed = library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    library.prctl(_SET_DUMPABLE, 0, 0, 0, 0)
    header = struct.pack("Ii", _CAPABILITIES_V3, 0)
    return bool(library.capset(header, bytes(24)) == 0) and fixed


def landlock_version() -> int:
    """Return which version of Landlock the kernel offers; 0 for none."""
    return max(0, int(_library().syscall(_CREATE_RULESET, None, 0, 1)))


def confine_files(readable: Iterable[Path], writable: Iterable[Path]) -> bool:
    """See only some files and folders from now on, and write only below some."""
    version = landlock_version()
    if not version:
        return False
    library = _library()
    rights = _FILE_RIGHTS_BY_ABI[min(version, max(_FILE_RIGHTS_BY_ABI))]
    handled = _Ruleset(rights, _TCP * (version >= _NET_ABI), _SCOPES * (version >= _SCOPE_ABI))
    size = 24 if version >= _SCOPE_ABI else 16 if version >= _NET_ABI else 8
    ruleset = library.syscall(_CREATE_RULESET, ctypes.byref(handled), size, 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow(library, ruleset, path, _READ)
        for path in writable:
            _allow(library, ruleset, path, (_READ | _WRITE | _TRUNCATE) & rights)
        return bool(library.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(library: Any, ruleset: int, path: Path, rights: int) -> None:
    """Allow a place; one that is not there stays closed."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    rule = _Beneath(rights if path.is_dir() else rights & ~_READ_DIR, handle)
    library.syscall(_ADD_RULE, ruleset, 1, ctypes.byref(rule), 0)
    os.close(handle)


def confine_calls() -> bool:
    """Be refused every call of the system a reader has no need of, among them all of the network."""
    known = _ARCHITECTURES.get(platform.machine())
    if known is None or struct.calcsize("P") != struct.calcsize("Q"):
        return False
    steps = b"".join(_filter(*known))
    program = _Program(len(steps) // 8, steps)
    return bool(_library().prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _filter(architecture: int, column: int) -> list[bytes]:
    """Return the steps of the filter: compare the number of the call, look at an argument where that decides."""

    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    def load(offset: int) -> bytes:
        return step(0x20, offset)

    def answer(value: int) -> bytes:
        return step(0x06, value)

    equal, at_least, any_bit = 0x15, 0x35, 0x45
    number, system, argument = 0, 4, 16
    steps = [load(system), step(equal, architecture, 1), answer(_END), load(number)]
    if column == 0:
        steps += [step(at_least, _OTHER_TABLE, 0, 1), answer(_DENY)]
    for numbers in _CALLS.values():
        if numbers[column] >= 0:
            steps += [step(equal, numbers[column], 0, 1), answer(_DENY)]
    steps += [step(equal, _CLONE3, 0, 1), answer(_NOT_THERE)]
    steps += [step(equal, _CLONE[column], 0, 4), load(argument), step(any_bit, _THREAD, 1), answer(_DENY)]
    steps += [answer(_ALLOW)]
    for numbers in _SIGNALS:
        steps += [step(equal, numbers[column], 0, 4), load(argument), step(equal, os.getpid(), 1), answer(_DENY)]
        steps += [answer(_ALLOW)]
    steps += [step(equal, _LIMITS[column], 0, 5), load(argument), step(equal, 0, 2), step(equal, os.getpid(), 1)]
    return [*steps, answer(_DENY), answer(_ALLOW), answer(_ALLOW)]
