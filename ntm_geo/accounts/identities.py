"""Accounts at an office's provider of identities: linked by an administrator, signed in by what the provider says.

An identity is an e-mail address the provider has verified, or the subject the provider calls the person by. At the
first sign-in issuer and subject are written down; from then on nobody else comes in by that identity, even where the
address is passed on to another person.

Source: OpenID Connect Core 1.0, section 5.7 (only issuer and subject together name somebody for ever).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select, update

from ntm_geo.accounts.account_list import check_may_manage, need_account, sign_out_account
from ntm_geo.accounts.account_tables import account
from ntm_geo.accounts.sign_in import Visit, begin_session, refuse_while_waiting
from ntm_geo.acting import Actor, acting_as
from ntm_geo.errors import AccountError, msg
from ntm_geo.store.versions import log_event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from ntm_geo.accounts.rights import RightsTable
    from ntm_geo.store.database import Store

_LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is, as a provider has proved."""

    issuer: str
    subject: str
    email: str = ""
    """Only where the provider says that it has verified it."""

    @property
    def key(self) -> str:
        """What is written down of it at the first sign-in."""
        return f"{self.issuer} {self.subject}"

    @property
    def shown(self) -> str:
        """What an administrator links an account to."""
        return self.email or self.subject


def identity_of(claims: Mapping[str, Any]) -> Identity | None:
    """Return who the claims of a provider speak of; None where they name nobody."""
    issuer, subject = str(claims.get("iss") or ""), str(claims.get("sub") or "")
    if not issuer or not subject:
        return None
    verified = claims.get("email_verified") is True
    email = str(claims.get("email") or "").strip().lower() if verified else ""
    return Identity(issuer=issuer[:_LONGEST], subject=subject[:_LONGEST], email=email[:_LONGEST])


def link_identity(store: Store, rights: RightsTable, name: str, identity: str) -> None:
    """Link an account to an identity, or to none; it is signed out everywhere.

    Parameters
    ----------
    store, rights : the open database and the table of rights.
    name : the account signs in by.
    identity : a verified e-mail address or a subject of the provider; empty for none.

    Raises
    ------
    AccountError
        There is no such account, the identity is another account's, or it is too long.
    RightsError
        Whoever acts may not manage accounts.
    """
    identity = _normal(identity)
    if len(identity) > _LONGEST:
        raise AccountError(
            msg("This is no e-mail address and no subject of a provider."),
            where=name,
            fix=msg("Write what the person read on the page to sign in."),
        )
    with store.writing() as connection:
        check_may_manage(rights)
        need_account(connection, store.province, name)
        other = _linked(connection, store.province, identity) if identity else None
        if other is not None and other.account != name:
            raise AccountError(
                msg("The identity {identity} is the account {account}'s.", identity=identity, account=other.account),
                where=name,
                fix=msg("Take it away there first."),
            )
        connection.execute(update(account).where(_at(store, name)).values(identity=identity, subject=""))
        sign_out_account(connection, store.province, name)
        log_event(connection, store.province, by="", action="identity-link", number=None, note=name)


def sign_in_as(
    store: Store, identity: Identity, *, address: str = "", browser: str = "", at: datetime | None = None
) -> str:
    """Sign in whoever a provider has proved somebody to be.

    Returns
    -------
    The token the browser shows from now on, as after a password.

    Raises
    ------
    AccountError
        No account is linked to it, the account is out of use, or it has to wait.
    """
    visit = Visit(moment=at or datetime.now(tz=UTC), address=address, browser=browser, proof="openid")
    with store.writing() as connection:
        row = _known(connection, store.province, identity)
        if row is not None and row.active:
            refuse_while_waiting(row, row.account, visit.moment)
            connection.execute(update(account).where(_at(store, row.account)).values(subject=identity.key))
            return begin_session(connection, store, row, visit)
        # Whom the provider knows and we do not is not written down: he has nothing to do with this program yet.
        actor = Actor(account=row.account if row is not None else "", name="", role="", address=address)
        with acting_as(actor):
            log_event(connection, store.province, by="", action="sign-in-refused", number=None, note="openid")
    raise AccountError(
        msg("No account here is linked to “{identity}”.", identity=identity.shown),
        fix=msg("Tell an administrator of accounts this identity, so that your account is linked to it."),
    )


def _known(connection: Connection, province: str, identity: Identity) -> Any:
    """Return the account that was signed in by this identity before, or was linked to it and to nobody else yet."""
    wanted = select(account).where(account.c.province == province, account.c.subject == identity.key)
    row = connection.execute(wanted).one_or_none()
    if row is not None:
        return row
    for name in filter(None, (identity.email, _normal(identity.subject))):
        row = _linked(connection, province, name)
        if row is not None and not row.subject:
            return row
    return None


def _linked(connection: Connection, province: str, identity: str) -> Any:
    wanted = select(account).where(account.c.province == province, account.c.identity == identity)
    return connection.execute(wanted).first()


def _normal(identity: str) -> str:
    """Return an identity as it is compared: addresses in small letters, subjects as they are."""
    words = identity.strip()
    return words.lower() if "@" in words else words


def _at(store: Store, name: str) -> Any:
    return (account.c.province == store.province) & (account.c.account == name)
