"""Jobs: long work that is asked for on a page and done beside it, found again from every process."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0013"
down_revision: Final = "0012"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "job",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(key, sa.Text, nullable=False) for key in ("province", "seat", "kind", "question", "language")),
        *(sa.Column(key, sa.Text, nullable=False) for key in ("state", "label", "asked_at")),
        *(sa.Column(key, sa.Text) for key in ("began_at", "beat_at", "ended_at", "runner", "file_name")),
        *(sa.Column(key, sa.Text) for key in ("notes", "error")),
        *(sa.Column(key, sa.Integer, nullable=False) for key in ("done", "total", "tries")),
        sa.Column("stop_asked", sa.Boolean, nullable=False),
        *(sa.Column(key, sa.LargeBinary) for key in ("enclosure", "result")),
    )
    op.create_index("ix_job_seat", "job", ["province", "seat"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("job")
