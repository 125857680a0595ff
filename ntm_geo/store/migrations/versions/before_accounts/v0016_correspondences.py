"""Correspondences: what stands in for the criteria of a newer set, as an office edits it."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0016"
down_revision: Final = "0015"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "correspondence",
        sa.Column("dataset_id", sa.Integer, nullable=False),
        *(sa.Column(key, sa.Text) for key in ("target", "sources", "confirmed_by", "note")),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="fk_correspondence_dataset_id"),
    )
    op.create_index("ix_correspondence_dataset_id", "correspondence", ["dataset_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("correspondence")
