"""What waits for a seat as a file to print or to send on, and as mail where a server for it is set."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.boundaries.units import full_name, read_units
from ntm_geo.errors import SettingsError, msg
from ntm_geo.i18n import _, format_date, text
from ntm_geo.tasks.task_counts import tasks_sentence
from ntm_geo.tasks.task_words import holder_names, kind_names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ntm_geo.workspace.workspace import Workspace

_TIMEOUT_S = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The server mail is sent by."""

    host: str
    """``host:port``; 465 is spoken to under TLS from the start, another port takes it up where the server offers it."""
    sender: str = ""
    user: str = ""
    password: str = field(default="", repr=False)


def commune_names(workspace: Workspace, vintage: str) -> dict[str, str]:
    """Return the full names of the units of a vintage by code."""
    units = read_units(workspace.province, vintage)
    return dict(zip(units["code"], map(full_name, units["kind"], units["name"]), strict=True))


def task_table(tasks: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return tasks as people read them, in the current language.

    Parameters
    ----------
    tasks : of `seat_tasks.tasks_of`.
    names : full names of the communes by code.
    """
    holders = holder_names()
    about = [
        holders.get(row["about"], row["about"]) if row["kind"] == "overdue" else row["about"]
        for row in tasks.to_dict("records")
    ]
    return pd.DataFrame(
        {
            _("What is to be done"): tasks["kind"].map(kind_names()),
            _("Commune"): tasks["code"].map(names).fillna(tasks["code"]),
            _("Criterion"): tasks["criterion"],
            _("Content"): pd.Series(about, index=tasks.index, dtype="str"),
            _("Since"): tasks["since"],
            _("Due on"): tasks["due_on"],
            _("Late"): tasks["late"].map({True: _("late"), False: ""}),
        }
    )


def digest_text(tasks: pd.DataFrame, names: Mapping[str, str], *, whose: str, day: date) -> str:
    """Return what waits as plain text, a paragraph a kind.

    Parameters
    ----------
    tasks : of `seat_tasks.tasks_of`.
    names : full names of the communes by code.
    whose : who it waits for.
    day : the day it stands on.
    """
    lines = [_("Work that waits for {whose}, {day}", whose=whose, day=format_date(day)), text(tasks_sentence(tasks))]
    for kind, title in kind_names().items():
        rows = tasks[tasks["kind"].eq(kind)]
        if rows.empty:
            continue
        lines += ["", f"{title} ({len(rows)})"]
        for row in rows.to_dict("records"):
            parts = [names.get(row["code"], str(row["code"]))]
            if row["criterion"]:
                parts.append(_("criterion {code}", code=row["criterion"]))
            if row["about"]:
                parts.append(holder_names().get(row["about"], row["about"]) if kind == "overdue" else row["about"])
            if pd.notna(row["due_on"]):
                due = format_date(pd.Timestamp(row["due_on"]).date())
                parts.append(_("due {day}, late", day=due) if row["late"] else _("due {day}", day=due))
            lines.append("- " + " · ".join(" ".join(str(part).split()) for part in parts))
    return "\n".join(lines) + "\n"


def send_digest(mail_server: MailServer, words: str, *, to: str) -> None:
    """Send a digest by mail.

    Parameters
    ----------
    mail_server : that takes it.
    words : of `digest_text`; its first line is the subject.
    to : address it goes to.

    Raises
    ------
    SettingsError
        No server is set, or it cannot be reached or refuses; the password is never part of the message.
    """
    if not mail_server.host:
        raise SettingsError(
            msg("No server for mail is set."),
            where="NTM_SMTP_HOST",
            fix=msg("Set it as host:port, or write the digest to a file with --out."),
        )
    host, _colon, port = mail_server.host.partition(":")
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = words.splitlines()[0], mail_server.sender or f"ntm-geo@{host}", to
    mail.set_content(words)
    try:
        with _connected(host, int(port or 25)) as server:
            if mail_server.user:
                server.login(mail_server.user, mail_server.password)
            server.send_message(mail)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        raise SettingsError(
            msg("The mail could not be sent: {reason}.", reason=type(error).__name__),
            where=mail_server.host,
            fix=msg("Check NTM_SMTP_HOST, name and password, and whether the server can be reached."),
        ) from None


def _connected(host: str, port: int) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if port == smtplib.SMTP_SSL_PORT:
        return smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT_S, context=context)
    server = smtplib.SMTP(host, port, timeout=_TIMEOUT_S)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
    return server
