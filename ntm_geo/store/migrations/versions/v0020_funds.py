"""Money raised for the programme, by commune, year and source."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0020"
down_revision: Final = "0019"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "fund",
        sa.Column("dataset_id", sa.Integer, sa.ForeignKey("dataset.id"), nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("year", sa.BigInteger),
        sa.Column("source", sa.Text),
        *(sa.Column(key, sa.Float) for key in ("planned", "raised_half", "raised", "planned_rest")),
    )
    op.create_index("ix_fund_dataset_id", "fund", ["dataset_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("fund")
