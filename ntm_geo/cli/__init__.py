"""The command line: parse, open the workspace, one workflow, print, exit code; one file a verb.

Exit codes: 0 done, 1 the data or the question is wrong, 2 the command is.
"""

from __future__ import annotations

import sys

import typer

from ntm_geo.cli import assess, assign, data, ingest, law, pathway, prioritize, publish, serve
from ntm_geo.cli.shared import FAILED, error_lines, error_report, print_json
from ntm_geo.errors import NtmGeoError
from ntm_geo.i18n import use_language
from ntm_geo.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False, help="NTM Geo: a planning room for one province.")
for _verb in (assess.assess, ingest.ingest, pathway.pathway, prioritize.prioritize, publish.publish, serve.serve):
    app.command()(_verb)
app.add_typer(assign.assign, name="assign")
app.command("verify")(prioritize.verify_saved)
app.add_typer(data.data, name="data")
app.add_typer(law.law, name="law")


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
