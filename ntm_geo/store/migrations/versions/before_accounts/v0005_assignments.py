"""Plans of assignment, their pairs, earlier partners, support, ways by road; seats and other means of agencies."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0005"
down_revision: Final = "0004"

_TEXT, _NUMBER, _REAL, _FLAG, _DAY = sa.Text, sa.BigInteger, sa.Float, sa.Boolean, sa.Date

_ROWS: Final[dict[str, dict[str, Any]]] = {
    "assignment_plan": {
        "edition": _NUMBER,
        "name": _TEXT,
        "state": _TEXT,
        "first_year": _NUMBER,
        "last_year": _NUMBER,
        "decision": _TEXT,
        "decided_on": _DAY,
        "signer": _TEXT,
        "place": _TEXT,
        "reason": _TEXT,
        "changed_on": _DAY,
        "changed_by": _TEXT,
        "pairs": _TEXT,
        "question": _TEXT,
    },
    "assignment_pair": {
        "agency": _TEXT,
        "code": _TEXT,
        "assigned": _FLAG,
        "agency_name": _TEXT,
        "kind": _TEXT,
        "name": _TEXT,
        "district": _TEXT,
        "origin": _TEXT,
        "why": _TEXT,
        "lock": _TEXT,
        "lock_by": _TEXT,
        "lock_why": _TEXT,
        "value": _REAL,
        "pieces": _TEXT,
        "km": _REAL,
        "note": _TEXT,
    },
    "partner": {"agency": _TEXT, "code": _TEXT, "year": _NUMBER, "decision": _TEXT},
    "support_item": {
        "number": _NUMBER,
        "agency": _TEXT,
        "code": _TEXT,
        "year": _NUMBER,
        "content": _TEXT,
        "criterion": _TEXT,
        "money": _REAL,
        "days": _REAL,
        "due_on": _DAY,
        "done_on": _DAY,
        "done": _TEXT,
        "money_done": _REAL,
        "days_done": _REAL,
    },
    "road_distance": {"agency": _TEXT, "code": _TEXT, "km": _REAL},
}
_OF_AGENCIES: Final = ("home", "other_resources")


def upgrade() -> None:
    """Make the tables, and the new columns of agencies."""
    for name, columns in _ROWS.items():
        op.create_table(
            name,
            sa.Column("dataset_id", sa.Integer, nullable=False),
            *(sa.Column(column, kind) for column, kind in columns.items()),
            sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name=f"fk_{name}_dataset_id"),
        )
        op.create_index(f"ix_{name}_dataset_id", name, ["dataset_id"])
    for column in _OF_AGENCIES:
        op.add_column("agency", sa.Column(column, sa.Text))


def downgrade() -> None:
    """Take them away."""
    for column in reversed(_OF_AGENCIES):
        op.drop_column("agency", column)
    for name in reversed(_ROWS):
        op.drop_table(name)
