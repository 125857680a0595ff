"""Paths: questions of the way to the targets, saved by a name."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0009"
down_revision: Final = "0008"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "saved_path",
        sa.Column("dataset_id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("saved_on", sa.Date),
        sa.Column("saved_by", sa.Text),
        sa.Column("payload", sa.Text),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="fk_saved_path_dataset_id"),
    )
    op.create_index("ix_saved_path_dataset_id", "saved_path", ["dataset_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("saved_path")
