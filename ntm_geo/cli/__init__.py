"""The command line: parse, open the workspace, ask a story, print, exit code; one file a command.

assess_commands    ``assess``
assign_commands    ``assign``
data_commands      ``data``
ingest_commands    ``ingest``
law_commands       ``law``
paper_commands     ``publish``
pathway_commands   ``pathway``
priority_commands  ``prioritize``
serve_commands     ``serve``
shared_options     what every command shares

Exit codes: 0 done, 1 the data or the question is wrong, 2 the command is.
"""

from __future__ import annotations

import sys

import typer

from ntm_geo.cli import (
    assess_commands,
    assign_commands,
    data_commands,
    ingest_commands,
    law_commands,
    paper_commands,
    pathway_commands,
    priority_commands,
    serve_commands,
)
from ntm_geo.cli.shared_options import FAILED, error_lines, error_report, print_json
from ntm_geo.errors import NtmGeoError
from ntm_geo.i18n import use_language
from ntm_geo.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False, help="NTM Geo: a planning room for one province.")
for _verb in (
    assess_commands.assess,
    ingest_commands.ingest,
    pathway_commands.pathway,
    priority_commands.prioritize,
    paper_commands.publish,
    serve_commands.serve,
):
    app.command()(_verb)
app.add_typer(assign_commands.assign, name="assign")
app.command("verify")(priority_commands.verify_saved)
app.add_typer(data_commands.data, name="data")
app.add_typer(law_commands.law, name="law")


def main() -> None:
    """Run the command line; an error of ours is a few lines, or JSON where that was asked for, never a stack trace."""
    try:
        settings = Settings.from_environment()
        use_language(settings.language)
        app()
    except NtmGeoError as error:
        if "--json" in sys.argv:
            print_json(error_report(error))
        else:
            typer.echo("\n".join(error_lines(error)), err=True)
        sys.exit(FAILED)
