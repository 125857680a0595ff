"""``tasks``: what waits for a seat, printed, written to a file, or sent as mail."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ntm_geo.assessment.years import opening
from ntm_geo.atomic import write_whole
from ntm_geo.cli.shared_options import Json, print_json, workspace
from ntm_geo.i18n import _
from ntm_geo.records.figures import load_figures
from ntm_geo.tasks.digest import MailServer, commune_names, digest_text, send_digest
from ntm_geo.tasks.seat_tasks import ROLES, Seat, tasks_of


def tasks(  # noqa: PLR0913 - one option each
    role: Annotated[str, typer.Option(help=f"Whose work: {', '.join(ROLES)}.")] = "coordination",
    unit: Annotated[list[str] | None, typer.Option(help="Code of its commune or district; may be repeated.")] = None,
    body: Annotated[str, typer.Option(help="Key of its department or agency.")] = "",
    period: Annotated[int, typer.Option(help="Year of the dossiers; the one doors open on unless given.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Text file to write.")] = None,
    to: Annotated[str, typer.Option(help="Address it is sent to by the mail server of NTM_SMTP_HOST.")] = "",
    *,
    as_json: Json = False,
) -> None:
    """Say what waits for a seat today, late work first."""
    if role not in ROLES:
        raise typer.BadParameter(", ".join(ROLES), param_hint="--role")
    space = workspace()
    figures = load_figures(space)
    year = period or opening(space, figures)[0]
    vintage = space.province.vintage_on(date(year, 12, 31)).key
    today = space.settings.opens_on or date.today()  # noqa: DTZ011 - the day at the place the program runs at
    seat = Seat(role=role, units=frozenset(unit or ()), body=body)
    table = tasks_of(space, figures, seat, vintage=vintage, period=year, today=today)
    if as_json:
        print_json(table.astype("object").where(table.notna(), None).to_dict("records"))
        return
    roles = space.rights.roles
    words = digest_text(table, commune_names(space, vintage), whose=str(roles[role].name.localized), day=today)
    if to:
        mail = space.settings
        server = MailServer(
            host=mail.smtp_host, sender=mail.smtp_from, user=mail.smtp_user, password=mail.smtp_password
        )
        send_digest(server, words, to=to)
        typer.echo(_("Sent to {address}.", address=to))
    if out is not None:
        write_whole(out, words.encode("utf-8"))
        typer.echo(_("{file}: written", file=str(out)))
    if not to and out is None:
        typer.echo(words, nl=False)
