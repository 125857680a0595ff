"""A real PostgreSQL with PostGIS for the tests: a cluster of its own on loopback, stopped when they are done."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager, suppress
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


class Cluster:
    """A server with its data in a folder of its own."""

    def __init__(self, home, port):
        self.address = f"postgresql://ntm@127.0.0.1:{port}"
        """Address of the server without a database."""
        self._home, self._port, self._user = home, port, _not_root()

    def make(self):
        """Make its data."""
        if self._user:
            self._home.mkdir()
            shutil.chown(self._home, self._user)
        _run(
            self._user, programs() / "initdb", "-D", self._home, "-U", "ntm", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "-N",
        )  # fmt: skip

    def start(self):
        """Start it, and wait until it answers."""
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self._control("-l", self._home / "log", "-o", options, "start")

    def kill(self):
        """End it at once, as a power cut does."""
        self._control("-m", "immediate", "stop")

    def _control(self, *words):
        _run(self._user, programs() / "pg_ctl", "-D", self._home, "-w", "-t", "60", *words)


@contextmanager
def running():
    """Start a cluster in a folder of its own; it is stopped in the end, whether it runs by then or not.

    The folder is not one of pytest's: another run of the tests closes those to the server's user again.
    """
    with tempfile.TemporaryDirectory(prefix="ntm-postgres-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        cluster = Cluster(Path(folder) / "cluster", port)
        cluster.make()
        cluster.start()
        try:
            yield cluster
        finally:
            with suppress(subprocess.CalledProcessError):  # it was killed by a test that failed
                cluster.kill()


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
