"""The proxy: nginx before the processes, told by a template of its configuration and by who answers at the moment.

It gives each reader one process by a cookie, passes websockets on, serves the files of maps and of Streamlit from the
disk, and speaks TLS where there is a certificate. Nothing of it needs root, and everything it writes is below ``run/``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import string
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ntm_geo.atomic import write_whole
from ntm_geo.errors import ServingError, msg
from ntm_geo.serving.member import stand_ins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROGRAM: Final = "nginx"
"""Of the package of the same name in Debian and Ubuntu."""
_PLACES: Final = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")
"""Where it stands if not on the search path: people who are not root seldom have the first of them there."""
_TEMPLATE: Final = Path(__file__).with_name("nginx.conf.template")
_MAP: Final = "ntm_geo.ui.kit.map_view"
"""The module whose name Streamlit serves the files of the map under; a test compares the two."""
_FOLIUM: Final = "streamlit_folium.st_folium"
NUMBER: Final = "nginx.pid"
"""The file with the number of its process; it is there once the proxy listens to signals."""
LOG: Final = "nginx.log"
_CONF, _MEMBERS, _CERTIFICATE, _KEY = "nginx.conf", "members.conf", "certificate.pem", "key.pem"


class _Template(string.Template):
    """A template that leaves the dollar signs of nginx alone."""

    delimiter = "%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Where readers come in."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None

    @property
    def address(self) -> str:
        """What a reader types."""
        shown = "localhost" if self.host in {"127.0.0.1", "0.0.0.0", "::"} else self.host  # noqa: S104 - shown only
        return f"{'https' if self.certificate else 'http'}://{shown}:{self.port}"


def find_proxy() -> str:
    """Return the path of the program.

    Raises
    ------
    ServingError
        It is not installed.
    """
    path = os.pathsep.join([os.defpath, *_PLACES])
    program = shutil.which(PROGRAM) or shutil.which(PROGRAM, path=path)
    if program is None:
        raise ServingError(
            msg("Several processes, or a certificate, need the program {name}, which is not installed.", name=PROGRAM),
            fix=msg("Install it: {command}", command="sudo apt install nginx"),
        )
    return program


def served_folders(layers_dir: Path) -> Mapping[str, Path]:
    """Return the folders the proxy serves from the disk, by their name below ``files/``.

    Parameters
    ----------
    layers_dir : where the layer files of maps are written.
    """
    return {
        "layers": layers_dir,
        "script": Path(__file__).parents[1] / "maps" / "static",
        "leaflet": _package("xstatic.pkg.leaflet") / "data",
        "folium": _package("streamlit_folium") / "frontend" / "build",
        "streamlit": _package("streamlit") / "static",
    }


def write_configuration(run_dir: Path, front: Front, layers_dir: Path) -> None:
    """Write what the proxy is told once: addresses, certificate, the folders it serves.

    Parameters
    ----------
    run_dir : folder of what belongs to running processes.
    front : where readers come in.
    layers_dir : where the layer files of maps are written.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    for name in ("temp", "files"):
        (run_dir / name).mkdir(parents=True, exist_ok=True)
    layers_dir.mkdir(parents=True, exist_ok=True)
    for name, folder in served_folders(layers_dir).items():
        _link(run_dir / "files" / name, folder)
    if front.certificate and front.key:
        _link(run_dir / _CERTIFICATE, front.certificate)
        _link(run_dir / _KEY, front.key)
    write_whole(run_dir / _CONF, configuration(front).encode())


def configuration(front: Front) -> str:
    """Return the configuration of the proxy without its members."""
    host = f"[{front.host}]" if ":" in front.host else front.host
    secured = [
        f"ssl_certificate {_CERTIFICATE};",
        f"ssl_certificate_key {_KEY};",
        "ssl_protocols TLSv1.2 TLSv1.3;",
        "ssl_session_cache shared:ntm:5m;",
        "error_page 497 =301 https://$http_host$request_uri;",
    ]
    # What its workers read is what we write: where we are root, they are not made somebody else.
    user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
    return _Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        listen=f"{host}:{front.port}{' ssl' if front.certificate else ''}",
        certificate="\n        ".join(secured) if front.certificate else "",
        secure="; Secure" if front.certificate else "",
        user=user,
        map=_MAP,
        folium=_FOLIUM,
    )


def write_members(run_dir: Path, ports: Mapping[int, int], serving_now: Sequence[int]) -> None:
    """Write which process answers for which; the proxy reads it when it is started and when it is told to."""
    write_whole(run_dir / _MEMBERS, members_text(ports, serving_now).encode())


def members_text(ports: Mapping[int, int], serving_now: Sequence[int]) -> str:
    """Return which process answers for which, as nginx reads it.

    Parameters
    ----------
    ports : by the number of the process.
    serving_now : numbers readers are sent to, at least one. Whoever comes without a cookie goes to them in turn.
    """
    groups = stand_ins(list(ports), serving_now)
    lines = ["# Written whenever a process comes or goes.", "", "map $cookie_ntm_process $ntm_group {"]
    lines += [f"    {number} ntm_{number};" for number in groups]
    lines += ["    default ntm_any;", "}", "", "map $upstream_addr $ntm_answered {", '    default "";']
    lines += [f'    "~:{port}$" {number};' for number, port in ports.items()]
    lines += ["}", ""]
    for number, (first, second) in groups.items():
        step_in = [f"    server 127.0.0.1:{ports[second]} backup;"] if second != first else []
        server = f"    server 127.0.0.1:{ports[first]} max_fails=0;"
        lines += [f"upstream ntm_{number} {{", server, *step_in, "}", ""]
    newcomers = [f"    server 127.0.0.1:{ports[number]} max_fails=1 fail_timeout=5s;" for number in serving_now]
    return "\n".join([*lines, "upstream ntm_any {", "    zone ntm_any 64k;", *newcomers, "}", ""])


def command(program: str, run_dir: Path) -> list[str]:
    """Return how the proxy is started, in the foreground; what it says goes to standard error."""
    return [program, "-p", f"{run_dir}{os.sep}", "-c", str(run_dir / _CONF), "-e", "stderr"]


def check(program: str, run_dir: Path) -> None:
    """Let the proxy read its configuration.

    Raises
    ------
    ServingError
        It cannot use it: a certificate that does not fit its key, say.
    """
    words = [*command(program, run_dir), "-t", "-q"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=30)  # noqa: S603 - our command
    (run_dir / NUMBER).unlink(missing_ok=True)  # it makes an empty one, to see that it can
    if done.returncode:
        raise ServingError(
            msg("The proxy cannot be started: {reason}.", reason=done.stderr.strip().split("\n", maxsplit=1)[0]),
            where=str(run_dir / _CONF),
            fix=msg("See that the certificate fits its key and that both can be read."),
        )


def _package(name: str) -> Path:
    """Return the folder of a package, which is not loaded."""
    spec = find_spec(name)
    if spec is None or not spec.origin:
        raise ModuleNotFoundError(name)
    return Path(spec.origin).parent


def _link(link: Path, target: Path) -> None:
    """Let a name below ``run/`` lead to a file or folder, whatever it led to before."""
    link.unlink(missing_ok=True)
    link.symlink_to(target.absolute())
