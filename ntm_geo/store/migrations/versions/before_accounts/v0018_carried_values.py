"""Correspondences: whether the value of an older indicator is carried to the newer one, and by what factor."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0018"
down_revision: Final = "0017"


def upgrade() -> None:
    """Add the columns, empty for what was kept before."""
    op.add_column("correspondence", sa.Column("carries_value", sa.Boolean))
    op.add_column("correspondence", sa.Column("factor", sa.Float))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("correspondence", "factor")
    op.drop_column("correspondence", "carries_value")
