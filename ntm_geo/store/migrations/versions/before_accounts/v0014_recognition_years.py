"""The year a recognition is given for, beside its day; and the conditions of recognition beside the criteria."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0014"
down_revision: Final = "0013"


def upgrade() -> None:
    """Add the column, empty for what was kept before, and make the table."""
    op.add_column("recognition", sa.Column("for_year", sa.BigInteger))
    op.create_table(
        "recognition_condition",
        sa.Column("dataset_id", sa.Integer, sa.ForeignKey("dataset.id"), nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("period", sa.BigInteger),
        sa.Column("condition", sa.Text),
        sa.Column("met", sa.Boolean),
        sa.Column("note", sa.Text),
    )
    op.create_index("ix_recognition_condition_dataset_id", "recognition_condition", ["dataset_id"])


def downgrade() -> None:
    """Take both away."""
    op.drop_table("recognition_condition")
    op.drop_column("recognition", "for_year")
