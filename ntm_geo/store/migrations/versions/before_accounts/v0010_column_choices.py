"""Column choices: what a person said a column of a sheet is, remembered for the next file."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0010"
down_revision: Final = "0009"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "column_choice",
        *(sa.Column(key, sa.Text, nullable=False) for key in ("province", "criteria_set", "kind", "heading")),
        *(sa.Column(key, sa.Text, nullable=False) for key in ("key", "decided_by", "decided_at")),
        sa.PrimaryKeyConstraint("province", "criteria_set", "kind", "heading", name="pk_column_choice"),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("column_choice")
