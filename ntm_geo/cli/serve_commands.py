"""``serve``: open the planning room, by one process or by several behind a proxy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from ntm_geo.errors import ServingError, msg
from ntm_geo.settings import PROJECT_DIR, Settings


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; several processes take the ports after it.")] = 8501,
    processes: Annotated[int, typer.Option(min=1, max=64, help="Processes; more than one need nginx.")] = 1,
    certificate: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, resolve_path=True, help="Certificate (PEM) for https; needs nginx and --key."
        ),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, resolve_path=True, help="Private key (PEM) of the certificate."),
    ] = None,
) -> None:
    """Open the planning room in the browser's reach."""
    if (certificate is None) != (key is None):
        raise typer.BadParameter("--certificate and --key belong together.")
    if processes > 1 or certificate:
        raise typer.Exit(_several(host, port, processes, certificate, key))
    command = [
        sys.executable,
        "-m",
        "ntm_geo.ui.launch",
        "run",
        str(PROJECT_DIR / "app.py"),
        "--server.address",
        host,
        "--server.port",
        str(port),
    ]
    if sys.platform == "win32":
        raise typer.Exit(subprocess.run(command, check=False, cwd=PROJECT_DIR).returncode)  # noqa: S603 - our command
    # The server takes the place of this process: whatever ends the one ends the other.
    os.chdir(PROJECT_DIR)
    os.execv(sys.executable, command)  # noqa: S606 - our own command


def _several(host: str, port: int, processes: int, certificate: Path | None, key: Path | None) -> int:
    """Stay with several processes and a proxy until told to end; return the exit code."""
    if sys.platform == "win32":
        raise ServingError(
            msg("Several processes and certificates are not for Windows."),
            fix=msg("Start one process without them, or use a machine with Linux."),
        )
    from ntm_geo.serving.proxy import Front  # noqa: PLC0415 - parts of it are not for Windows
    from ntm_geo.serving.supervisor import Supervisor  # noqa: PLC0415 - as above

    os.chdir(PROJECT_DIR)
    front = Front(host=host, port=port, certificate=certificate, key=key)
    return Supervisor(front, processes, Settings.from_environment(), typer.echo).run()
