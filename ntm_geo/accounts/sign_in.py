"""Signing in and out, one-time links, and who a token belongs to.

After five wrong passwords an account waits: half a minute, then twice as long each time, an hour at most. Who is signed
in stands in the database, so that every process knows it, and ends after twelve hours without a visit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, insert, select, update

from ntm_geo.accounts.account_list import no_account, units_of
from ntm_geo.accounts.account_tables import account, one_time_link, signed_in
from ntm_geo.accounts.passwords import code_fits, fits, hashed, new_secret, new_token, token_key
from ntm_geo.accounts.rights import RightsTable, may, refusal
from ntm_geo.accounts.secret_key import is_sealed, seal, unseal
from ntm_geo.acting import Actor, acting_as, current_actor
from ntm_geo.errors import AccountError, msg
from ntm_geo.store.versions import log_event
from ntm_geo.store.waiting import not_waiting

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ntm_geo.store.database import Store

FREE_TRIES: Final = 5
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=1)
IDLE: Final = timedelta(hours=12)
LONGEST: Final = timedelta(days=14)
LINK: Final = timedelta(days=2)
_SEEN_EVERY: Final = timedelta(minutes=5)
"""How often a visit is written down: not at every click."""
_MOST_UNKNOWN: Final = 4_096
_unknown: Final[dict[str, tuple[int, str]]] = {}
"""Names nobody has that were tried in this process: how often, and until when they wait, as an account would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody typed to sign in."""

    account: str
    password: str = field(repr=False)
    code: str = field(default="", repr=False)
    """Of the second factor, where the account has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """When and where from somebody signs in."""

    moment: datetime
    address: str = ""
    browser: str = ""
    proof: str = ""
    """How he proved who he is, where not by a password."""


def sign_in(store: Store, typed: Typed, *, address: str = "", browser: str = "", at: datetime | None = None) -> str:
    """Sign somebody in.

    Parameters
    ----------
    store : the open database.
    typed : name, password and code.
    address, browser : where from; stands beside what is done.
    at : the moment; now unless given.

    Returns
    -------
    The token the browser shows from now on; only its hash is stored.

    Raises
    ------
    AccountError
        Name, password or code is wrong (it is not said which), or the account has to wait.
    """
    moment = at or datetime.now(tz=UTC)
    name = typed.account.strip().lower()
    with store.reading() as connection:
        row = _row(connection, store.province, name)
    refuse_while_waiting(row, name, moment)
    right = fits(row.password if row is not None and row.active else "", typed.password)
    if right and row is not None and row.secret:
        right = code_fits(unseal(store, row.secret), typed.code)
    with store.writing() as connection:
        row = _row(connection, store.province, name)  # anew: many may try at the same moment, and each is counted
        refuse_while_waiting(row, name, moment)
        if not right or row is None:
            if row is not None:
                _note_failure(connection, store.province, row, moment)
            else:
                _note_unknown(name, moment)
            # A name nobody has is not written down: people type their password there by mistake.
            actor = Actor(account=name if row is not None else "", name="", role="", address=address)
            with acting_as(actor):
                log_event(connection, store.province, by="", action="sign-in-refused", number=None)
            error = _wrong(second=row is not None and bool(row.secret))
        else:
            return begin_session(connection, store, row, Visit(moment=moment, address=address, browser=browser))
    raise error


def begin_session(connection: Connection, store: Store, row: Any, visit: Visit) -> str:
    """Sign an account in whose owner has proved who he is, and return the token.

    Parameters
    ----------
    connection : of the transaction that does it.
    store : the open database.
    row : of the account.
    visit : when, where from and how.
    """
    moment = visit.moment
    token, key = new_token()
    ended = (signed_in.c.province == store.province) & (signed_in.c.ends_at < _text(moment))
    connection.execute(delete(signed_in).where(ended))
    connection.execute(
        insert(signed_in).values(
            token=key, province=store.province, account=row.account, address=visit.address[:80],
            browser=visit.browser[:200],
            began_at=_text(moment), seen_at=_text(moment), ends_at=_text(moment + LONGEST),
        ),
    )  # fmt: skip
    connection.execute(update(account).where(_at(store.province, row.account)).values(failures=0, locked_until=""))
    _seal_former(connection, store)
    with acting_as(_actor(row, visit.address)):
        log_event(connection, store.province, by="", action="sign-in", number=None, note=visit.proof)
    return token


def _seal_former(connection: Connection, store: Store) -> None:
    """Seal the second factors an older program wrote as they are."""
    wanted = select(account.c.account, account.c.secret).where(
        account.c.province == store.province, account.c.secret != ""
    )
    for row in connection.execute(wanted).all():
        if not is_sealed(row.secret):
            sealed = seal(store, row.secret)
            connection.execute(update(account).where(_at(store.province, row.account)).values(secret=sealed))


def sign_out(store: Store, token: str) -> None:
    """End what is signed in by a token."""
    actor = who_is(store, token)
    with store.writing() as connection:
        connection.execute(delete(signed_in).where(signed_in.c.token == token_key(token)))
        if actor is not None:
            with acting_as(actor):
                log_event(connection, store.province, by="", action="sign-out", number=None)


def who_is(store: Store, token: str, *, at: datetime | None = None) -> Actor | None:
    """Return whoever a token belongs to; None where it is not known, has ended, or its account is out of use."""
    moment, key = at or datetime.now(tz=UTC), token_key(token)
    wanted = (
        select(account, signed_in.c.seen_at, signed_in.c.ends_at, signed_in.c.address)
        .join(signed_in, (signed_in.c.account == account.c.account) & (signed_in.c.province == account.c.province))
        .where(signed_in.c.token == key, signed_in.c.province == store.province)
    )
    with not_waiting(), store.reading() as connection:
        row = connection.execute(wanted).one_or_none()
    if row is None or not row.active or row.ends_at <= _text(moment) or row.seen_at <= _text(moment - IDLE):
        return None
    if row.seen_at <= _text(moment - _SEEN_EVERY):
        with store.writing() as connection:
            connection.execute(update(signed_in).where(signed_in.c.token == key).values(seen_at=_text(moment)))
    return _actor(row, row.address)


def new_link(store: Store, rights: RightsTable, name: str, *, at: datetime | None = None) -> str:
    """Return the token of a link by which an account's password is set once, within two days.

    Raises
    ------
    AccountError
        There is no such account.
    RightsError
        Whoever acts may not manage accounts.
    """
    moment = at or datetime.now(tz=UTC)
    token, key = new_token()
    with store.writing() as connection:
        if not may(rights, current_actor(), "manage", "accounts"):
            raise refusal(current_actor(), "accounts")
        if _row(connection, store.province, name) is None:
            raise no_account(name)
        mine = (one_time_link.c.province == store.province) & (one_time_link.c.account == name)
        connection.execute(delete(one_time_link).where(mine))
        connection.execute(
            insert(one_time_link).values(token=key, province=store.province, account=name, ends_at=_text(moment + LINK))
        )
        log_event(connection, store.province, by="", action="one-time-link", number=None, note=name)
    return token


def set_by_link(store: Store, token: str, password: str, *, at: datetime | None = None) -> str:
    """Set a password by a one-time link; the account is signed out everywhere and no longer waits.

    Returns
    -------
    Name the account signs in by.

    Raises
    ------
    AccountError
        The link was used or is too old, or the password too short.
    """
    moment, kept_hash = at or datetime.now(tz=UTC), hashed(password)
    with store.writing() as connection:
        wanted = select(one_time_link).where(
            one_time_link.c.token == token_key(token), one_time_link.c.province == store.province
        )
        link = connection.execute(wanted).one_or_none()
        if link is None or link.ends_at <= _text(moment):
            raise AccountError(
                msg("This link was used already or is too old."),
                fix=msg("Ask an administrator for a new one."),
            )
        connection.execute(delete(one_time_link).where(one_time_link.c.token == link.token))
        _set_password(connection, store.province, link.account, kept_hash)
        values = {"failures": 0, "locked_until": "", "secret": ""}
        connection.execute(update(account).where(_at(store.province, link.account)).values(**values))
        row = _row(connection, store.province, link.account)
        with acting_as(_actor(row, "")):
            log_event(connection, store.province, by="", action="password-set", number=None)
    return str(link.account)


def change_password(store: Store, before: str, password: str) -> None:
    """Change the password of whoever acts; others signed in by the account are signed out.

    Raises
    ------
    AccountError
        The password until now is wrong, or the new one too short.
    """
    actor, kept_hash = current_actor(), hashed(password)
    if actor is None or not actor.account:
        raise refusal(None)
    with store.writing() as connection:
        row = _row(connection, store.province, actor.account)
        if row is None or not fits(row.password, before):
            raise AccountError(msg("The password until now is not right."), fix=msg("Type it again."))
        _set_password(connection, store.province, actor.account, kept_hash)
        log_event(connection, store.province, by="", action="password-change", number=None)


def begin_second_factor() -> str:
    """Return a secret for an authenticator; it counts once `turn_on_second_factor` was given a code of it."""
    return new_secret()


def turn_on_second_factor(store: Store, secret: str, code: str) -> None:
    """Ask for a code at every sign-in of whoever acts; AccountError where the code does not fit the secret."""
    actor = current_actor()
    if actor is None or not actor.account:
        raise refusal(None)
    if not code_fits(secret, code):
        raise AccountError(
            msg("The code does not fit."),
            fix=msg("Look whether the clocks agree, and type the code that is shown now."),
        )
    with store.writing() as connection:
        connection.execute(update(account).where(_at(store.province, actor.account)).values(secret=seal(store, secret)))
        log_event(connection, store.province, by="", action="second-factor-on", number=None)


def _set_password(connection: Connection, province: str, name: str, kept_hash: str) -> None:
    connection.execute(update(account).where(_at(province, name)).values(password=kept_hash))
    connection.execute(delete(signed_in).where(signed_in.c.province == province, signed_in.c.account == name))


def refuse_while_waiting(row: Any, name: str, moment: datetime) -> None:
    """Refuse an account that waits; a name nobody has waits as an account would."""
    until = row.locked_until if row is not None else _unknown.get(name, (0, ""))[1]
    if until and until > _text(moment):
        raise _has_to_wait(until, moment)


def _note_failure(connection: Connection, province: str, row: Any, moment: datetime) -> None:
    failures = row.failures + 1
    values = {"failures": failures, "locked_until": _until(failures, moment)}
    connection.execute(update(account).where(_at(province, row.account)).values(**values))


def _note_unknown(name: str, moment: datetime) -> None:
    if len(_unknown) >= _MOST_UNKNOWN:
        _unknown.clear()
    failures = _unknown.get(name, (0, ""))[0] + 1
    _unknown[name] = failures, _until(failures, moment)


def _until(failures: int, moment: datetime) -> str:
    """Return until when an account waits after so many wrong passwords; empty while it need not."""
    if failures < FREE_TRIES:
        return ""
    return _text(moment + min(FIRST_WAIT * 2 ** min(failures - FREE_TRIES, 20), LONGEST_WAIT))


def _wrong(*, second: bool) -> AccountError:
    fix = (
        msg("Type them again, with the code your authenticator shows now.")
        if second
        else msg("Type them again; an administrator can give you a link to set a new password.")
    )
    return AccountError(msg("Name or password is not right."), fix=fix)


def _has_to_wait(until: str, moment: datetime) -> AccountError:
    seconds = int((datetime.fromisoformat(until) - moment).total_seconds()) + 1
    return AccountError(
        msg("Too many wrong passwords: the account waits for {seconds} seconds.", seconds=seconds),
        fix=msg("Wait, or ask an administrator for a link to set a new password."),
    )


def _actor(row: Any, address: str) -> Actor:
    return Actor(
        account=row.account, name=row.name, role=row.role, units=frozenset(units_of(row.units)), body=row.body,
        address=address,
    )  # fmt: skip


def _at(province: str, name: str) -> Any:
    return (account.c.province == province) & (account.c.account == name)


def _row(connection: Connection, province: str, name: str) -> Any:
    return connection.execute(select(account).where(_at(province, name))).one_or_none()


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
