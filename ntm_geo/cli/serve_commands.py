"""``serve``: open the planning room, by one process or by several behind a proxy."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ntm_geo.errors import AccountError, ServingError, msg
from ntm_geo.settings import PROJECT_DIR, Settings, environment_with

_THIS_MACHINE: Final = ("127.0.0.1", "localhost", "::1")


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
    *,
    open_to_network: Annotated[
        bool, typer.Option("--open-to-network", help="Let everybody who reaches it read and change everything.")
    ] = False,
) -> None:
    """Open the planning room in the browser's reach; another address than this machine's needs accounts."""
    settings = Settings.from_environment()
    settings = replace(settings, open_to_network=settings.open_to_network or open_to_network)
    if host not in _THIS_MACHINE and not settings.open_to_network:
        _need_accounts(settings)
    if (certificate is None) != (key is None):
        raise typer.BadParameter("--certificate and --key belong together.")
    if processes > 1 or certificate:
        front = {"host": host, "port": port, "certificate": certificate, "key": key}
        raise typer.Exit(_several(front, processes, settings))
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
    os.execve(sys.executable, command, environment_with(settings.marks))  # noqa: S606 - our own command


def _need_accounts(settings: Settings) -> None:
    """Refuse to listen to other machines while nobody has to sign in.

    Raises
    ------
    AccountError
        The province has no account.
    """
    from ntm_geo.accounts.account_list import accounts_are_used  # noqa: PLC0415 - loads the database
    from ntm_geo.workspace.workspace import open_workspace  # noqa: PLC0415 - as above

    if not accounts_are_used(open_workspace(settings).store):
        raise AccountError(
            msg("Without accounts everybody who reaches this server could read and change everything."),
            where="--host",
            fix=msg(
                "Make an account (python -m ntm_geo users add NAME --role administrator), or say --open-to-network if "
                "that is what you want."
            ),
        )


def _several(front: dict[str, Any], processes: int, settings: Settings) -> int:
    """Stay with several processes and a proxy until told to end; return the exit code."""
    if sys.platform == "win32":
        raise ServingError(
            msg("Several processes and certificates are not for Windows."),
            fix=msg("Start one process without them, or use a machine with Linux."),
        )
    from ntm_geo.serving.proxy import Front  # noqa: PLC0415 - parts of it are not for Windows
    from ntm_geo.serving.supervisor import Supervisor  # noqa: PLC0415 - as above

    os.chdir(PROJECT_DIR)
    return Supervisor(Front(**front), processes, settings, typer.echo).run()
