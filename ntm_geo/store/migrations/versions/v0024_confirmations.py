"""What communes confirm of the support that was reported done."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0024"
down_revision: Final = "0023"

_TABLE: Final = "support_confirmation"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        _TABLE,
        sa.Column("dataset_id", sa.Integer, sa.ForeignKey("dataset.id"), nullable=False),
        sa.Column("number", sa.BigInteger),
        sa.Column("support", sa.BigInteger),
        sa.Column("code", sa.Text),
        sa.Column("year", sa.BigInteger),
        sa.Column("confirmed", sa.Boolean),
        sa.Column("note", sa.Text),
        sa.Column("at", sa.Text),
        sa.Column("by", sa.Text),
        sa.Column("account", sa.Text),
    )
    op.create_index(f"ix_{_TABLE}_dataset_id", _TABLE, ["dataset_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table(_TABLE)
