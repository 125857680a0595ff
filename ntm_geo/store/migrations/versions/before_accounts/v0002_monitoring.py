"""Registrations, steps of procedures, difficulties, inspections; thresholds the province has set itself."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0002"
down_revision: Final = "0001"

_TEXT, _NUMBER, _FLAG, _DAY = sa.Text, sa.BigInteger, sa.Boolean, sa.Date

_ROWS: Final[dict[str, dict[str, Any]]] = {
    "registration": {"code": _TEXT, "year": _NUMBER, "criterion": _TEXT, "note": _TEXT},
    "procedure_step": {"code": _TEXT, "level": _TEXT, "step": _TEXT, "on": _DAY, "document": _TEXT, "note": _TEXT},
    "difficulty": {
        "number": _NUMBER,
        "code": _TEXT,
        "criterion": _TEXT,
        "what": _TEXT,
        "raised_by": _TEXT,
        "in_charge": _TEXT,
        "to_ministry": _FLAG,
        "raised_on": _DAY,
        "due_on": _DAY,
        "solved_on": _DAY,
        "solution": _TEXT,
    },
    "inspection": {"number": _NUMBER, "code": _TEXT, "on": _DAY, "who": _TEXT, "findings": _TEXT},
    "own_threshold": {
        "indicator": _TEXT,
        "effective": _DAY,
        "value": sa.Float,
        "decision": _TEXT,
        "clause": _TEXT,
        "verified": _FLAG,
    },
}


def upgrade() -> None:
    """Make the tables."""
    for name, columns in _ROWS.items():
        op.create_table(
            name,
            sa.Column("dataset_id", sa.Integer, nullable=False),
            *(sa.Column(column, kind) for column, kind in columns.items()),
            sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name=f"fk_{name}_dataset_id"),
        )
        op.create_index(f"ix_{name}_dataset_id", name, ["dataset_id"])


def downgrade() -> None:
    """Take the tables away."""
    for name in reversed(_ROWS):
        op.drop_table(name)
