"""Who an account is at an office's provider of identities, and how often it did in a minute what costs much."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0023"
down_revision: Final = "0022"

_COLUMNS: Final = ("identity", "subject")


def upgrade() -> None:
    """Add the columns and the table."""
    for name in _COLUMNS:
        op.add_column("account", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.create_table(
        "use_count",
        *(sa.Column(key, sa.Text, primary_key=True) for key in ("province", "account", "action")),
        sa.Column("minute", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("times", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("use_count")
    for name in _COLUMNS:
        op.drop_column("account", name)
