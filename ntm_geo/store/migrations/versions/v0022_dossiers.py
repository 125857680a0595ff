"""Dossiers of communes: what they report, its evidence, what was sent, appraised and voted on."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0022"
down_revision: Final = "0021"

_TEXT, _WHOLE, _NUMBER, _YES, _DAY = sa.Text, sa.BigInteger, sa.Float, sa.Boolean, sa.Date
_WHAT: Final = {"code": _TEXT, "item": _TEXT, "period": _WHOLE}
_SAID: Final = {"value": _NUMBER, "met": _YES, "note": _TEXT}
_WHO: Final = {"at": _TEXT, "by": _TEXT, "account": _TEXT}
_TABLES: Final = {
    "report": {**_WHAT, **_SAID},
    "evidence": {"number": _WHOLE, **_WHAT, "attachment": _WHOLE, "page": _TEXT, "note": _TEXT},
    "sent_report": {**_WHAT, "sending": _WHOLE, **_SAID, **_WHO},
    "appraisal": {
        "number": _WHOLE, "code": _TEXT, "period": _WHOLE, "criterion": _TEXT, "sending": _WHOLE, "step": _TEXT,
        "verdict": _TEXT, "reason": _TEXT, "due_on": _DAY, **_WHO,
    },
    "council": {
        "number": _WHOLE, "code": _TEXT, "period": _WHOLE, "level": _TEXT, "held_on": _DAY, "members": _WHOLE,
        "present": _WHOLE, "agreed": _WHOLE, "proposes": _YES, "minutes": _WHOLE, "note": _TEXT, **_WHO,
    },
}  # fmt: skip


def upgrade() -> None:
    """Make the tables."""
    for name, columns in _TABLES.items():
        op.create_table(
            name,
            sa.Column("dataset_id", sa.Integer, sa.ForeignKey("dataset.id"), nullable=False),
            *(sa.Column(key, kind) for key, kind in columns.items()),
        )
        op.create_index(f"ix_{name}_dataset_id", name, ["dataset_id"])


def downgrade() -> None:
    """Take them away."""
    for name in reversed(_TABLES):
        op.drop_table(name)
