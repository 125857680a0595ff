"""Personal data: the list of where they stand, what stands there of a person, and names taken out.

A person is looked for by the name of the account and the name that stands in histories. Erasing puts the account's
key in the place of the name; what a decision or a record has to show by law stays. The trail, which can only be added
to, is opened for this one change, in the transaction that does it, and says so itself.

Source: Decree 13/2023/NĐ-CP on personal data (to be shown to the person, erased unless a law wants them kept).
"""

from __future__ import annotations

import json
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd
from sqlalchemy import delete, func, or_, select, text, update

from ntm_geo.accounts.account_list import check_may_manage, need_account
from ntm_geo.accounts.account_tables import account, one_time_link, signed_in
from ntm_geo.errors import AccountError, Message, msg
from ntm_geo.i18n import text as words_of
from ntm_geo.store.schema import dataset, event, metadata
from ntm_geo.store.versions import log_event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection, Table

    from ntm_geo.accounts.rights import RightsTable
    from ntm_geo.store.database import Store

_KEY_BYTES: Final = 6
_SHORTEST: Final = 3
"""Characters of a name that is looked for inside longer texts."""


class Stand(NamedTuple):
    """A column personal data stand in."""

    table: str
    column: str
    what: Message
    inside: bool = False
    """Whether a name may be part of a longer text there."""
    lasts: bool = False
    """Whether it stays when a person is erased, because a decision or a record has to show it."""


_BY, _SIGNED = msg("who brought data in or decided"), msg("who signed or carried out")
_ACCOUNT, _DEVICE = msg("the account itself"), msg("where from somebody signed in")
_OPINION = msg("who wrote a comment or saved a view")
STANDS: Final = (
    Stand("account", "name", _ACCOUNT),
    Stand("account", "identity", _ACCOUNT),
    Stand("account", "subject", _ACCOUNT),
    Stand("account", "made_by", _BY),
    Stand("signed_in", "address", _DEVICE),
    Stand("signed_in", "browser", _DEVICE),
    Stand("event", "by", _BY),
    Stand("event", "note", _BY, inside=True),
    Stand("event", "address", _DEVICE),
    Stand("dataset", "imported_by", _BY),
    Stand("name_fix", "decided_by", _BY),
    Stand("column_choice", "decided_by", _BY),
    Stand("stored_file", "added_by", _BY),
    Stand("scenario", "saved_by", _BY),
    Stand("saved_path", "saved_by", _BY),
    Stand("assignment_plan", "changed_by", _BY),
    Stand("assignment_pair", "lock_by", _BY),
    Stand("law_line", "checked_by", _SIGNED, lasts=True),
    Stand("law_line", "second_by", _SIGNED, lasts=True),
    Stand("correspondence", "confirmed_by", _SIGNED, lasts=True),
    Stand("assignment_plan", "signer", _SIGNED, lasts=True),
    Stand("assignment_plan", "signer_office", _SIGNED, lasts=True),
    Stand("sent_report", "by", _SIGNED, lasts=True),
    Stand("appraisal", "by", _SIGNED, lasts=True),
    Stand("council", "by", _SIGNED, lasts=True),
    Stand("support_confirmation", "by", _SIGNED, lasts=True),
    Stand("inspection", "who", _SIGNED, inside=True, lasts=True),
    Stand("difficulty", "raised_by", msg("who raised a difficulty"), inside=True),
    Stand("agency", "contact", msg("whom to call at an agency"), inside=True),
    Stand("comment", "by", _OPINION),
    Stand("comment", "resolved_by", _OPINION),
    Stand("saved_view", "by", _OPINION),
)
"""Where personal data stand in the database; `tests/accounts/test_personal_data.py` compares it with its columns."""


def personal_data_of(store: Store, rights: RightsTable, name: str) -> pd.DataFrame:
    """Return what stands of a person in the database.

    Parameters
    ----------
    store, rights : the open database and the table of rights.
    name : the account signs in by, or the name of a person who has none.

    Returns
    -------
    ``table, column, what, text, times, erased``: where, what it is, what stands there, in how many rows, and whether
    erasing takes it out.

    Raises
    ------
    RightsError
        Whoever acts may not manage accounts.
    """
    check_may_manage(rights)
    rows = []
    with store.reading() as connection:
        key, person = _names_of(connection, store, name)
        for stand in STANDS:
            table = metadata.tables[stand.table]
            column = table.c[stand.column]
            wanted = select(column, func.count()).where(_here(store, table), _of(stand, table, key, person))
            for value, times in connection.execute(wanted.where(column != "").group_by(column).order_by(column)):
                rows.append((stand.table, stand.column, words_of(stand.what), value, times, not stand.lasts))
    return pd.DataFrame(rows, columns=["table", "column", "what", "text", "times", "erased"])


def personal_file(store: Store, rights: RightsTable, name: str) -> bytes:
    """Return what stands of a person as a file (JSON) to be handed over; errors as for `personal_data_of`."""
    table = personal_data_of(store, rights, name)
    return json.dumps({"name": name, "data": table.to_dict("records")}, ensure_ascii=False, indent=2).encode()


def erase_person(store: Store, rights: RightsTable, name: str) -> int:
    """Put the key of an account that is no longer used in the place of its person's name, wherever it need not stay.

    Returns
    -------
    How many rows were changed.

    Raises
    ------
    AccountError
        There is no such account, or it may still sign in.
    RightsError
        Whoever acts may not manage accounts.
    """
    with store.writing() as connection:
        check_may_manage(rights)
        row = need_account(connection, store.province, name)
        if row.active:
            raise AccountError(
                msg("The account {account} may still sign in.", account=name),
                where=name,
                fix=msg("Put it out of use first."),
            )
        person = str(row.name)
        mine = (account.c.province == store.province) & (account.c.account == name)
        empty = {"password": "", "secret": "", "locked_until": "", "identity": "", "subject": ""}
        connection.execute(update(account).where(mine).values(name=name, **empty))
        for table in (signed_in, one_time_link):
            connection.execute(delete(table).where(table.c.province == store.province, table.c.account == name))
        with _open_trail(connection):
            changed = sum(_replace(connection, store, stand, person, name) for stand in STANDS)
            addresses = _here(store, event) & (event.c.account == name)
            connection.execute(update(event).where(addresses).values(address=""))
        log_event(connection, store.province, by="", action="account-erase", number=None, note=f"{name}: {changed}")
    return changed


def _replace(connection: Connection, store: Store, stand: Stand, person: str, key: str) -> int:
    """Put a key in the place of a name in one column; returns in how many rows."""
    if stand.lasts or not person or person == key:
        return 0
    table = metadata.tables[stand.table]
    column = table.c[stand.column]
    if stand.inside and len(person) < _SHORTEST:
        return 0
    value: Any = func.replace(column, person, key) if stand.inside else key
    matches = column.contains(person, autoescape=True) if stand.inside else column == person
    if "dataset_id" in table.c and "province" not in table.c:
        # A key of its own tells every process that it has to read the version anew.
        touched = connection.scalars(select(table.c.dataset_id).where(_here(store, table), matches).distinct()).all()
        for number in touched:
            key_again = secrets.token_hex(_KEY_BYTES)
            connection.execute(update(dataset).where(dataset.c.id == number).values(key=key_again))
    result = connection.execute(update(table).where(_here(store, table), matches).values({stand.column: value}))
    return int(result.rowcount)


@contextmanager
def _open_trail(connection: Connection) -> Iterator[None]:
    """Let lines of the trail be changed inside, in this transaction only; afterwards they can only be added again."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE event DISABLE TRIGGER event_not_changed"))
        yield
        connection.execute(text("ALTER TABLE event ENABLE TRIGGER event_not_changed"))
        return
    written = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'event_not_changed'"
    again = str(connection.execute(text(written)).scalar_one())
    connection.execute(text("DROP TRIGGER event_not_changed"))
    yield
    connection.execute(text(again))


def _names_of(connection: Connection, store: Store, name: str) -> tuple[str, str]:
    """Return the key of an account and the name of its person; for a name without an account both are that name."""
    wanted = select(account.c.name).where(account.c.province == store.province, account.c.account == name)
    known = connection.execute(wanted).scalar()
    return name, str(known) if known else name


def _here(store: Store, table: Table) -> ColumnElement[bool]:
    """Return which rows are of this province: by themselves, or by the version they belong to."""
    if "province" in table.c:
        return table.c.province == store.province
    return table.c.dataset_id.in_(select(dataset.c.id).where(dataset.c.province == store.province))


def _of(stand: Stand, table: Table, key: str, person: str) -> ColumnElement[bool]:
    """Return which rows speak of a person: by the text itself, or by the account the row belongs to."""
    column = table.c[stand.column]
    part = stand.inside and len(person) >= _SHORTEST
    named = column.contains(person, autoescape=True) if part else column == person
    return or_(named, table.c.account == key) if "account" in table.c and not stand.inside else named
