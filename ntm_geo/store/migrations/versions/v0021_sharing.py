"""Comments on views, and views saved by name."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0021"
down_revision: Final = "0020"

_COMMENT: Final = ("page", "view", "text", "by", "account", "at")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "comment",
        sa.Column("dataset_id", sa.Integer, sa.ForeignKey("dataset.id"), nullable=False),
        sa.Column("number", sa.BigInteger),
        *(sa.Column(key, sa.Text) for key in _COMMENT),
        sa.Column("answers", sa.BigInteger),
        sa.Column("resolved_by", sa.Text),
    )
    op.create_index("ix_comment_dataset_id", "comment", ["dataset_id"])
    op.create_table(
        "saved_view",
        sa.Column("dataset_id", sa.Integer, sa.ForeignKey("dataset.id"), nullable=False),
        *(sa.Column(key, sa.Text) for key in ("account", "name", "page", "view", "by")),
        sa.Column("shared", sa.Boolean),
    )
    op.create_index("ix_saved_view_dataset_id", "saved_view", ["dataset_id"])


def downgrade() -> None:
    """Take both away."""
    op.drop_table("saved_view")
    op.drop_table("comment")
