"""A real PostgreSQL with PostGIS for the tests: a cluster of its own on loopback, stopped when they are done."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

MISSING = "no PostgreSQL with PostGIS on this machine; `python run.py test` installs it where apt is there"


def programs():
    """Folder with ``initdb`` and ``pg_ctl`` of a PostgreSQL that has PostGIS; None when there is none."""
    on_path = shutil.which("initdb")
    places = [
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
        *([Path(on_path).parent] if on_path else []),
    ]
    for place in places:
        extensions = [
            place.parents[0] / "share/postgresql/extension",
            Path(f"/usr/share/postgresql/{place.parent.name}/extension"),
        ]
        if (place / "initdb").exists() and any((folder / "postgis.control").exists() for folder in extensions):
            return place
    return None


@contextmanager
def running():
    """Start a cluster in a folder of its own; gives the address of its server without a database.

    The folder is not one of pytest's: another run of the tests closes those to the server's user again.
    """
    with tempfile.TemporaryDirectory(prefix="ntm-postgres-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        yield from _started(Path(folder) / "cluster")


def _started(home):
    bin_dir, user = programs(), _not_root()
    if user:
        home.mkdir()
        shutil.chown(home, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _run(user, bin_dir / "initdb", "-D", home, "-U", "ntm", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    _run(user, bin_dir / "pg_ctl", "-D", home, "-w", "-t", "60", "-l", home / "log", "-o", options, "start")
    try:
        yield f"postgresql://ntm@127.0.0.1:{port}"
    finally:
        _run(user, bin_dir / "pg_ctl", "-D", home, "-m", "immediate", "-w", "-t", "60", "stop")


def _not_root():
    """User the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(user, *command):
    subprocess.run(
        [str(part) for part in command], user=user, check=True, timeout=120, stdout=subprocess.DEVNULL, cwd="/"
    )
