"""Drafts: what somebody has begun and not saved, kept for his browser."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0012"
down_revision: Final = "0011"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "draft",
        *(sa.Column(key, sa.Text, nullable=False) for key in ("province", "seat", "kind", "name")),
        *(sa.Column(key, sa.Text, nullable=False) for key in ("content", "changed_at")),
        sa.PrimaryKeyConstraint("province", "seat", "kind", "name", name="pk_draft"),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("draft")
