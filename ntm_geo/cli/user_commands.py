"""``users``: accounts of the province, managed by whoever may start programs on the machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ntm_geo.accounts.account_list import Account, add_account, change_account, list_accounts, units_of
from ntm_geo.accounts.identities import link_identity
from ntm_geo.accounts.personal_data import erase_person, personal_data_of, personal_file
from ntm_geo.accounts.sign_in import new_link
from ntm_geo.atomic import write_whole
from ntm_geo.cli.shared_options import workspace
from ntm_geo.errors import AccountError, msg
from ntm_geo.i18n import _

users = typer.Typer(no_args_is_help=True, help="Accounts: who may sign in, and what as.")


@users.command("add")
def users_add(
    account: Annotated[str, typer.Argument(help="Name to sign in by: small letters, digits, dots, hyphens.")],
    role: Annotated[str, typer.Option(help="A role of data/rights.yaml, such as coordination or commune.")],
    name: Annotated[str, typer.Option(help="Name of the person, as it stands in histories.")] = "",
    units: Annotated[str, typer.Option(help="Codes of the communes or districts it acts for.")] = "",
    body: Annotated[str, typer.Option(help="Key of the department or agency it acts for.")] = "",
    *,
    password: Annotated[
        bool, typer.Option("--password", help="Read a password from the terminal; else a one-time link is printed.")
    ] = False,
) -> None:
    """Make an account; the first one is an administrator's and turns signing in on."""
    space = workspace()
    first = not list_accounts(space.store)
    typed = _password() if password or first else ""
    new = Account(account=account, name=name or account, role=role, units=units_of(units), body=body)
    add_account(space.store, space.rights, new, password=typed)
    typer.echo(_("The account {account} is made ({role}).", account=account, role=role))
    if not typed:
        _print_link(account)


@users.command("list")
def users_list() -> None:
    """List the accounts."""
    for item in list_accounts(workspace().store):
        scope = " ".join(filter(None, (*item.units, item.body)))
        state = "" if item.active else _("out of use")
        typer.echo("  ".join(filter(None, (item.account, item.role, item.name, scope, state))))


@users.command("change")
def users_change(
    account: Annotated[str, typer.Argument(help="Name it signs in by.")],
    role: Annotated[str, typer.Option(help="Its new role.")] = "",
    name: Annotated[str, typer.Option(help="New name of the person.")] = "",
    units: Annotated[str, typer.Option(help="Codes of the communes or districts it acts for from now on.")] = "",
    body: Annotated[str, typer.Option(help="Key of the department or agency it acts for from now on.")] = "",
    *,
    active: Annotated[bool | None, typer.Option("--active/--inactive", help="Whether it may sign in.")] = None,
) -> None:
    """Change an account; it is signed out everywhere."""
    space = workspace()
    known = next((item for item in list_accounts(space.store) if item.account == account), None)
    if known is None:
        raise AccountError(
            msg("There is no account {account}.", account=account), fix=msg("Look at the list of accounts.")
        )
    changed = Account(
        account=account, name=name or known.name, role=role or known.role,
        units=units_of(units) or known.units, body=body or known.body,
        active=known.active if active is None else active,
    )  # fmt: skip
    change_account(space.store, space.rights, changed)
    typer.echo(_("The account {account} is changed.", account=account))


@users.command("link")
def users_link(account: Annotated[str, typer.Argument(help="Name it signs in by.")]) -> None:
    """Print a link by which the account's password is set once, within two days."""
    _print_link(account)


@users.command("link-identity")
def users_link_identity(
    account: Annotated[str, typer.Argument(help="Name it signs in by.")],
    identity: Annotated[
        str, typer.Argument(help="Verified e-mail address, or subject, at the office's provider; empty for none.")
    ],
) -> None:
    """Link an account to an identity at the office's provider (OpenID Connect), or to none; it is signed out."""
    space = workspace()
    link_identity(space.store, space.rights, account, identity)
    typer.echo(_("The account {account} is changed.", account=account))


@users.command("personal")
def users_personal(
    name: Annotated[str, typer.Argument(help="Name it signs in by, or the name of a person without an account.")],
    out: Annotated[Path | None, typer.Option(help="File (JSON) to write it into.")] = None,
) -> None:
    """List what stands of a person in the database, or write it into a file to be handed over."""
    space = workspace()
    if out is not None:
        write_whole(out, personal_file(space.store, space.rights, name))
        typer.echo(str(out))
        return
    for row in personal_data_of(space.store, space.rights, name).to_dict("records"):
        stays = "" if row["erased"] else _("stays")
        typer.echo("  ".join(filter(None, (row["what"], row["text"], str(row["times"]), stays))))


@users.command("erase")
def users_erase(account: Annotated[str, typer.Argument(help="Name it signs in by; out of use already.")]) -> None:
    """Put the name to sign in by in the place of the person's name, in histories and the trail too."""
    space = workspace()
    count = erase_person(space.store, space.rights, account)
    typer.echo(_("The person of {account} is erased, in {count} rows.", account=account, count=count))


def _print_link(account: str) -> None:
    space = workspace()
    token = new_link(space.store, space.rights, account)
    typer.echo(_("Link to set the password, for one use within two days (put the address of your server before it):"))
    typer.echo(f"/dat-mat-khau?token={token}")


def _password() -> str:
    """Read a password: typed twice at a terminal, else the first line that is piped in."""
    if sys.stdin.isatty():
        return str(typer.prompt(_("Password"), hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
