"""``serve``: open the planning room."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from ntm_geo.settings import PROJECT_DIR


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
) -> None:
    """Open the planning room in the browser's reach."""
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
