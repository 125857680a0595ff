"""Law: the lines of a criteria set as an office entered and checked them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0015"
down_revision: Final = "0014"

_DAYS: Final = ("effective", "checked_on", "second_on")
_TEXTS_BEFORE: Final = (
    "code", "name", "name_en", "wording", "wording_en", "short_names", "criterion_group", "unit", "sense", "met_when",
    "applies_when",
)  # fmt: skip
_TEXTS_AFTER: Final = (
    "situation", "levels", "decision", "annex", "clause", "measured_as", "in_charge", "checked_by", "checked_page",
    "second_by", "second_page",
)  # fmt: skip


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "law_line",
        sa.Column("dataset_id", sa.Integer, nullable=False),
        *(sa.Column(key, sa.Text) for key in (*_TEXTS_BEFORE, *_TEXTS_AFTER)),
        *(sa.Column(key, sa.Date) for key in _DAYS),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="fk_law_line_dataset_id"),
    )
    op.create_index("ix_law_line_dataset_id", "law_line", ["dataset_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("law_line")
