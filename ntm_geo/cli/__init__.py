"""The command line: parse, open the workspace, ask a story, print, exit code; one file a command.

assess_commands    ``assess``
assign_commands    ``assign``
data_commands      ``data``, whose commands are in three files
dossier_commands   ``dossier``
ingest_commands    ``ingest``
law_commands       ``law``
law_desk_commands  ``law``: a criteria set out to an office and back
lazy_group         commands that are loaded when they are called
paper_commands     ``publish``
pathway_commands   ``pathway``
priority_commands  ``prioritize``
remake_commands    ``data``: what is fetched or made anew
serve_commands     ``serve``
shared_options     what every command shares
task_commands      ``tasks``
template_commands  ``data template``
user_commands      ``users``
version_commands   ``data``: versions and copies

Exit codes: 0 done, 1 the data or the question is wrong, 2 the command is.
"""

from __future__ import annotations

import sys

import typer

from ntm_geo.acting import PROGRAM, acting_as
from ntm_geo.cli.lazy_group import LazyGroup
from ntm_geo.errors import NtmGeoError
from ntm_geo.i18n import use_language
from ntm_geo.settings import Settings

app = typer.Typer(
    cls=LazyGroup, no_args_is_help=True, add_completion=False, help="NTM Geo: a planning room for one province."
)


@app.callback()
def _program(context: typer.Context) -> None:
    """Let the program be a group of commands, whichever of them are loaded; whoever starts it may do everything."""
    context.with_resource(acting_as(PROGRAM))


def main() -> None:
    """Run the command line; an error of ours is a few lines, or JSON where that was asked for, never a stack trace."""
    try:
        settings = Settings.from_environment()
        use_language(settings.language)
        app()
    except NtmGeoError as error:
        # What shows errors knows the whole workspace; where nothing went wrong it is not loaded.
        from ntm_geo.cli.shared_options import FAILED, error_lines, error_report, print_json  # noqa: PLC0415

        if "--json" in sys.argv:
            print_json(error_report(error))
        else:
            typer.echo("\n".join(error_lines(error)), err=True)
        sys.exit(FAILED)
