"""``law``: the law as data, looked up and checked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ntm_geo.assessment.rules.law_lookup import check, page, show
from ntm_geo.cli.law_desk_commands import check_workbook, law_export, law_import, law_sheet
from ntm_geo.cli.shared_options import FAILED, Json, print_json, workspace
from ntm_geo.i18n import _, format_number, text
from ntm_geo.intake.boundary_files import boundary_import as ingesting

law = typer.Typer(no_args_is_help=True, help="The law as data: look up, check, enter.")


@law.command("show")
def law_show(
    code: Annotated[str, typer.Argument(help="Indicator or criterion, such as 10.1 or 10.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Date, such as 2022-12-31.")],
    *,
    as_json: Json = False,
) -> None:
    """Say what the law asks for on a date, and who is in charge."""
    lines = show(workspace(), code, on=on.date())
    if as_json:
        print_json([line.as_dict() for line in lines])
        return
    for line in lines:
        typer.echo(line.sentence)
        typer.echo("  " + _("In charge: {departments}", departments=line.departments or "–"))


law.command("sheet")(law_sheet)
law.command("import")(law_import)
law.command("export")(law_export)


@law.command("check")
def law_check(
    file: Annotated[Path | None, typer.Argument(help="Workbook of a criteria set; nothing for the law in use.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Check that the law data is whole, dated and referenced, or a workbook of it; exit code 1 when it is not."""
    if file is not None:
        wrong = check_workbook(workspace(), file)
        if as_json:
            print_json(wrong)
        else:
            typer.echo("\n".join([*wrong, _("{count} findings", count=format_number(len(wrong)))]))
        if wrong:
            raise typer.Exit(FAILED)
        return
    findings = check(workspace())
    if as_json:
        print_json([ingesting.describe_finding(finding) for finding in findings])
    else:
        for item in findings:
            typer.echo(f"{item.severity}: {item.place}: {text(item.what)}")
        typer.echo(_("{count} findings", count=format_number(len(findings))))
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(FAILED)


@law.command("page")
def law_page() -> None:
    """Print the page of docs that lists every threshold still to be checked (docs/law.md)."""
    typer.echo(page(workspace()), nl=False)
