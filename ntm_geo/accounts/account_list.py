"""Accounts of a province: made, changed, put out of use; a person, a role, and what the account acts for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, insert, select, update

from ntm_geo.accounts.account_tables import account, signed_in
from ntm_geo.accounts.passwords import hashed
from ntm_geo.accounts.rights import RightsTable, may, refusal
from ntm_geo.accounts.write_guard import accounts_in_use
from ntm_geo.acting import current_actor, signed
from ntm_geo.errors import AccountError, msg
from ntm_geo.store.versions import log_event, now
from ntm_geo.store.waiting import not_waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from ntm_geo.store.database import Store

ADMINISTRATOR: Final = "administrator"
_NAME_FORM: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_LONGEST_NAME: Final = 80
_NEEDS: Final = {"units": ("commune", "district"), "body": ("department", "agency")}
"""Roles that act for communes or districts, and for a department or agency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account, without its password."""

    account: str
    """What is typed to sign in."""
    name: str
    """Name of the person; stands in histories."""
    role: str
    """A role of the table of rights."""
    units: tuple[str, ...] = ()
    """Codes of the communes or districts it acts for."""
    body: str = ""
    """Key of the department or agency it acts for."""
    active: bool = True
    second_factor: bool = False
    identity: str = ""
    """Who it is at the office's provider of identities; empty for nobody."""
    locked_until: str = ""
    """ISO 8601, UTC; empty while it is not locked."""
    made_at: str = ""
    made_by: str = ""


def list_accounts(store: Store) -> tuple[Account, ...]:
    """Return the accounts of a province by the name they sign in by."""
    wanted = select(account).where(account.c.province == store.province).order_by(account.c.account)
    with store.reading() as connection:
        return tuple(_account(row) for row in connection.execute(wanted))


def accounts_are_used(store: Store) -> bool:
    """Return whether a province has accounts, so that people have to sign in."""
    with not_waiting(), store.reading() as connection:
        return accounts_in_use(connection, store.province)


def add_account(store: Store, rights: RightsTable, new: Account, *, password: str = "", by: str = "") -> None:
    """Make an account; the first one of a province is an administrator's, and turns signing in on.

    Parameters
    ----------
    store : the open database.
    rights : the table of rights.
    new : the account.
    password : one for the start; without one the account waits for a one-time link, see `sign_in.new_link`.
    by : who makes it, where nobody is signed in.

    Raises
    ------
    AccountError
        The name is taken or no name, the role is not known, or what the role acts for is missing.
    RightsError
        Whoever acts may not manage accounts.
    """
    _check_form(rights, new)
    kept_hash = hashed(password) if password else ""
    with store.writing() as connection:
        first = not accounts_in_use(connection, store.province)
        if first and (new.role != ADMINISTRATOR or not password):
            raise AccountError(
                msg("The first account is an administrator's and has a password: somebody has to let the others in."),
                where=new.account,
                fix=msg("Make an account with the role {role} first.", role=ADMINISTRATOR),
            )
        if not first:
            check_may_manage(rights)
        if _find(connection, store.province, new.account) is not None:
            raise AccountError(
                msg("There is an account {account} already.", account=new.account),
                where=new.account,
                fix=msg("Choose another name to sign in by, or change that account."),
            )
        connection.execute(
            insert(account).values(
                province=store.province, account=new.account, name=new.name.strip(), role=new.role,
                units=" ".join(new.units), body=new.body, password=kept_hash, active=True, failures=0, locked_until="",
                made_at=now(), made_by=signed(by), secret="", identity="", subject="",
            ),
        )  # fmt: skip
        log_event(
            connection, store.province, by=by, action="account-add", number=None, note=f"{new.account}: {new.role}"
        )


def change_account(store: Store, rights: RightsTable, changed: Account) -> None:
    """Change name, role, what an account acts for, or whether it may sign in; it is signed out everywhere.

    Raises
    ------
    AccountError
        There is no such account, or no active administrator would be left.
    RightsError
        Whoever acts may not manage accounts.
    """
    _check_form(rights, changed)
    with store.writing() as connection:
        check_may_manage(rights)
        before = need_account(connection, store.province, changed.account)
        values = {
            "name": changed.name.strip(), "role": changed.role, "units": " ".join(changed.units), "body": changed.body,
            "active": changed.active,
        }  # fmt: skip
        connection.execute(update(account).where(_at(store.province, changed.account)).values(**values))
        if not _administrators(connection, store.province):
            raise AccountError(
                msg("Nobody would be left who may let people in."),
                where=changed.account,
                fix=msg("Make another account an administrator's first."),
            )
        sign_out_account(connection, store.province, changed.account)
        difference = ", ".join(f"{key}: {getattr(before, key)} → {value}" for key, value in values.items()
                         if getattr(before, key) != value)  # fmt: skip
        log_event(
            connection,
            store.province,
            by="",
            action="account-change",
            number=None,
            note=f"{changed.account}: {difference}",
        )


def sign_out_everywhere(store: Store, rights: RightsTable, name: str) -> None:
    """End all that is signed in by an account: one's own, or anybody's for who may manage accounts."""
    with store.writing() as connection:
        actor = current_actor()
        if actor is None or actor.account != name:
            check_may_manage(rights)
        sign_out_account(connection, store.province, name)
        log_event(connection, store.province, by="", action="sign-out-everywhere", number=None, note=name)


def sign_out_account(connection: Connection, province: str, name: str) -> None:
    """End all that is signed in by an account."""
    connection.execute(delete(signed_in).where(signed_in.c.province == province, signed_in.c.account == name))


def check_may_manage(rights: RightsTable) -> None:
    """Refuse whoever may not manage accounts; RightsError."""
    actor = current_actor()
    if not may(rights, actor, "manage", "accounts"):
        raise refusal(actor, "accounts")


def _check_form(rights: RightsTable, new: Account) -> None:
    if not _NAME_FORM.fullmatch(new.account):
        raise AccountError(
            msg("“{account}” is no name to sign in by.", account=new.account[:40]),
            where="account",
            fix=msg("Use 2 to 40 small letters without marks, digits, dots and hyphens, such as vpdp.hoa."),
        )
    if not 0 < len(new.name.strip()) <= _LONGEST_NAME:
        raise AccountError(
            msg("The name of the person is missing or too long."),
            where=new.account,
            fix=msg("Write the name as it is to stand in histories."),
        )
    if new.role not in rights.roles:
        raise AccountError(
            msg("The role {role} is not known.", role=new.role),
            where=new.account,
            fix=msg("Use one of: {choices}.", choices=", ".join(rights.roles)),
        )
    for key, roles in _NEEDS.items():
        if new.role in roles and not getattr(new, key):
            raise AccountError(
                msg("It is not said what the account acts for."),
                where=new.account,
                fix=msg("Name its communes or districts by their codes, or its department or agency by its key."),
            )


def _administrators(connection: Connection, province: str) -> int:
    wanted = select(account.c.account).where(
        account.c.province == province, account.c.role == ADMINISTRATOR, account.c.active
    )
    return len(connection.execute(wanted).all())


def _at(province: str, name: str) -> Any:
    return (account.c.province == province) & (account.c.account == name)


def _find(connection: Connection, province: str, name: str) -> Any:
    return connection.execute(select(account).where(_at(province, name))).one_or_none()


def need_account(connection: Connection, province: str, name: str) -> Any:
    """Return the row of an account; AccountError where there is none."""
    row = _find(connection, province, name)
    if row is None:
        raise no_account(name)
    return row


def no_account(name: str) -> AccountError:
    """Return the error for an account that is not there."""
    return AccountError(
        msg("There is no account {account}.", account=name[:40]),
        where=name[:40],
        fix=msg("Look at the list of accounts."),
    )


def units_of(text: str | Iterable[str]) -> tuple[str, ...]:
    """Return codes from what was typed: with spaces, commas or semicolons between them."""
    words = re.split(r"[\s,;]+", text) if isinstance(text, str) else text
    return tuple(sorted({word for word in words if word}))


def _account(row: Any) -> Account:
    return Account(
        account=row.account, name=row.name, role=row.role, units=units_of(row.units), body=row.body, active=row.active,
        second_factor=bool(row.secret), identity=row.identity,
        locked_until=row.locked_until, made_at=row.made_at, made_by=row.made_by,
    )  # fmt: skip
