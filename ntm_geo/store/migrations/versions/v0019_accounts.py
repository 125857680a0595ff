"""Accounts: who signs in, from where, by which link; what was done says by which account, and is only ever added to."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0019"
down_revision: Final = "0018"

_REFUSED: Final = "BEGIN SELECT RAISE(ABORT, 'events are only added'); END"
_ONLY_ADDED: Final = {
    "sqlite": (
        f"CREATE TRIGGER event_not_changed BEFORE UPDATE ON event {_REFUSED}",
        f"CREATE TRIGGER event_not_deleted BEFORE DELETE ON event {_REFUSED}",
    ),
    "postgresql": (
        (
            "CREATE FUNCTION event_only_added() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'events are only added'; END $$"
        ),
        (
            "CREATE TRIGGER event_not_changed BEFORE UPDATE OR DELETE ON event "
            "FOR EACH ROW EXECUTE FUNCTION event_only_added()"
        ),
    ),
}
_ADDED_AGAIN: Final = {
    "sqlite": ("DROP TRIGGER event_not_changed", "DROP TRIGGER event_not_deleted"),
    "postgresql": ("DROP TRIGGER event_not_changed ON event", "DROP FUNCTION event_only_added()"),
}


def upgrade() -> None:
    """Make the tables, and let events be added only."""
    for name in ("account", "address"):
        op.add_column("event", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.create_table(
        "account",
        sa.Column("province", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, primary_key=True),
        *(sa.Column(key, sa.Text, nullable=False) for key in ("name", "role", "units", "body", "password")),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        *(sa.Column(key, sa.Text, nullable=False) for key in ("locked_until", "made_at", "made_by", "secret")),
    )
    op.create_table(
        "signed_in",
        sa.Column("token", sa.Text, primary_key=True),
        *(sa.Column(key, sa.Text, nullable=False) for key in ("province", "account", "address", "browser")),
        *(sa.Column(key, sa.Text, nullable=False) for key in ("began_at", "seen_at", "ends_at")),
    )
    op.create_index("ix_signed_in_account", "signed_in", ["province", "account"])
    op.create_table(
        "one_time_link",
        sa.Column("token", sa.Text, primary_key=True),
        *(sa.Column(key, sa.Text, nullable=False) for key in ("province", "account", "ends_at")),
    )
    for statement in _ONLY_ADDED[op.get_context().dialect.name]:
        op.execute(sa.text(statement))


def downgrade() -> None:
    """Take them away."""
    for statement in _ADDED_AGAIN[op.get_context().dialect.name]:
        op.execute(sa.text(statement))
    for table in ("one_time_link", "signed_in", "account"):
        op.drop_table(table)
    for name in ("account", "address"):
        op.drop_column("event", name)
