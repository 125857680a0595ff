"""Offices of those who sign decisions of plans."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0011"
down_revision: Final = "0010"


def upgrade() -> None:
    """Add the column."""
    op.add_column("assignment_plan", sa.Column("signer_office", sa.Text))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("assignment_plan", "signer_office")
