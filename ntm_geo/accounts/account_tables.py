"""Tables of the database: accounts, who is signed in, one-time links.

account         who may sign in, with a hash of the password
signed_in       a browser that is signed in: the hash of its token, since when, until when
one_time_link   a link by which a password is set once
use_count       how often an account did in a minute what costs much
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from ntm_geo.store.schema import metadata

account: Final = Table(
    "account",
    metadata,
    Column("province", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("units", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("identity", Text, nullable=False, server_default=""),
    Column("subject", Text, nullable=False, server_default=""),
)

signed_in: Final = Table(
    "signed_in",
    metadata,
    Column("token", Text, primary_key=True),
    Column("province", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("browser", Text, nullable=False),
    Column("began_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("ends_at", Text, nullable=False),
    Index("ix_signed_in_account", "province", "account"),
)

one_time_link: Final = Table(
    "one_time_link",
    metadata,
    Column("token", Text, primary_key=True),
    Column("province", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("ends_at", Text, nullable=False),
)

use_count: Final = Table(
    "use_count",
    metadata,
    *(Column(key, Text, primary_key=True) for key in ("province", "account", "action")),
    Column("minute", Integer, primary_key=True, autoincrement=False),
    Column("times", Integer, nullable=False),
)
