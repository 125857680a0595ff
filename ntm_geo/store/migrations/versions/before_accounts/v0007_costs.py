"""Costs: the planner's own price of each criterion."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0007"
down_revision: Final = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "cost",
        sa.Column("dataset_id", sa.Integer, nullable=False),
        sa.Column("criteria_set", sa.Text),
        sa.Column("item", sa.Text),
        sa.Column("fixed", sa.Float),
        sa.Column("per_gap", sa.Float),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="fk_cost_dataset_id"),
    )
    op.create_index("ix_cost_dataset_id", "cost", ["dataset_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("cost")
