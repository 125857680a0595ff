"""Running orders: what is shown in a meeting, slide after slide."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0008"
down_revision: Final = "0007"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "running_order",
        sa.Column("dataset_id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("position", sa.BigInteger),
        sa.Column("show", sa.Text),
        sa.Column("subject", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("statement", sa.Text),
        sa.Column("note", sa.Text),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="fk_running_order_dataset_id"),
    )
    op.create_index("ix_running_order_dataset_id", "running_order", ["dataset_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("running_order")
