"""``data``: templates, versions, copies; what is shipped, made anew. Each command is loaded when it is called."""

from __future__ import annotations

import typer

from ntm_geo.cli.lazy_group import DataGroup

data = typer.Typer(
    cls=DataGroup,
    no_args_is_help=True,
    add_completion=False,
    help="The data: templates, versions, copies; what is shipped, made anew.",
)


@data.callback()
def _data() -> None:
    """Let it be a group of commands, whichever of them are loaded."""
