"""Results of hamlets, their counts as communes report them, and the year a certificate is given for."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0017"
down_revision: Final = "0016"


def upgrade() -> None:
    """Add the column, empty for what was kept before, and make the tables."""
    op.add_column("hamlet", sa.Column("for_year", sa.BigInteger))
    op.create_table(
        "hamlet_result",
        sa.Column("dataset_id", sa.Integer, sa.ForeignKey("dataset.id"), nullable=False),
        sa.Column("hamlet", sa.Text),
        sa.Column("item", sa.Text),
        sa.Column("period", sa.BigInteger),
        sa.Column("value", sa.Float),
        sa.Column("note", sa.Text),
    )
    op.create_index("ix_hamlet_result_dataset_id", "hamlet_result", ["dataset_id"])
    op.create_table(
        "hamlet_count",
        sa.Column("dataset_id", sa.Integer, sa.ForeignKey("dataset.id"), nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("period", sa.BigInteger),
        sa.Column("total", sa.BigInteger),
        sa.Column("certified", sa.BigInteger),
    )
    op.create_index("ix_hamlet_count_dataset_id", "hamlet_count", ["dataset_id"])


def downgrade() -> None:
    """Take all three away."""
    op.drop_table("hamlet_count")
    op.drop_table("hamlet_result")
    op.drop_column("hamlet", "for_year")
