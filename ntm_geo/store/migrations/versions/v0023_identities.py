"""Who an account is at an office's provider of identities, and the subject it first came back with."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0023"
down_revision: Final = "0021"

_COLUMNS: Final = ("identity", "subject")


def upgrade() -> None:
    """Add the columns."""
    for name in _COLUMNS:
        op.add_column("account", sa.Column(name, sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Take them away."""
    for name in _COLUMNS:
        op.drop_column("account", name)
