"""Coordinates of hamlets; photographs and documents of communes."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0003"
down_revision: Final = "0002"


def upgrade() -> None:
    """Make the columns and tables."""
    op.add_column("hamlet", sa.Column("lon", sa.Float))
    op.add_column("hamlet", sa.Column("lat", sa.Float))
    op.create_table(
        "stored_file",
        sa.Column("province", sa.Text, primary_key=True),
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("added_by", sa.Text, nullable=False),
    )
    op.create_table(
        "attachment",
        sa.Column("dataset_id", sa.Integer, nullable=False),
        sa.Column("number", sa.BigInteger),
        sa.Column("code", sa.Text),
        sa.Column("on", sa.Date),
        sa.Column("kind", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("file_name", sa.Text),
        sa.Column("sha256", sa.Text),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="fk_attachment_dataset_id"),
    )
    op.create_index("ix_attachment_dataset_id", "attachment", ["dataset_id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("attachment")
    op.drop_table("stored_file")
    op.drop_column("hamlet", "lat")
    op.drop_column("hamlet", "lon")
