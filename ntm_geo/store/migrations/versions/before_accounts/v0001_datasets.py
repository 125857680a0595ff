"""Versions of datasets, what is current, decisions on names, and who did what."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from ntm_geo.store.geometry_type import Geometry

revision: Final = "0001"
down_revision: Final = None

_TEXT, _NUMBER, _REAL, _FLAG, _DAY = sa.Text, sa.BigInteger, sa.Float, sa.Boolean, sa.Date

_ROWS: Final[dict[str, dict[str, Any]]] = {
    "criterion_result": {"code": _TEXT, "criterion": _TEXT, "period": _NUMBER, "met": _FLAG},
    "score": {"code": _TEXT, "indicator": _TEXT, "period": _NUMBER, "value": _REAL},
    "hamlet": {
        "hamlet": _TEXT,
        "code": _TEXT,
        "name": _TEXT,
        "certified_on": _DAY,
        "revoked_on": _DAY,
        "decision": _TEXT,
    },
    "recognition": {"code": _TEXT, "level": _TEXT, "recognised_on": _DAY, "revoked_on": _DAY, "decision": _TEXT},
    "commune_attribute": {
        "code": _TEXT,
        "period": _NUMBER,
        "population": _NUMBER,
        "households": _NUMBER,
        "poverty_rate": _REAL,
        "zone": _TEXT,
        "border": _FLAG,
        "has_craft_village": _FLAG,
    },
    "agency": {
        "agency": _TEXT,
        "name": _TEXT,
        "kind": _TEXT,
        "capacity_min": _NUMBER,
        "capacity_max": _NUMBER,
        "strong_in": _TEXT,
        "resources": _REAL,
        "lon": _REAL,
        "lat": _REAL,
        "only_districts": _TEXT,
        "not_districts": _TEXT,
        "contact": _TEXT,
        "active": _FLAG,
    },
}

_VIEW: Final = """
CREATE VIEW current_boundaries AS
SELECT b.code, b.name, b.kind, b.parent_code, b.parent_name, d.province, d.vintage, d.source, d.imported_at, b.geometry
FROM boundary_unit AS b
JOIN current_dataset AS c ON c.dataset_id = b.dataset_id AND c.kind = 'boundaries'
JOIN dataset AS d ON d.id = b.dataset_id
"""
"""What a GIS opens: the boundaries in use, of every vintage."""


def upgrade() -> None:
    """Make the tables and the view for a GIS."""
    postgis = op.get_bind().dialect.name == "postgresql"
    if postgis:
        op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    _make_versions()
    for name, columns in _ROWS.items():
        op.create_table(name, _owner(name), *(sa.Column(key, kind) for key, kind in columns.items()), _tie(name))
    op.create_table(
        "boundary_unit",
        _owner("boundary_unit"),
        sa.Column("code", sa.Text, nullable=False),
        *(sa.Column(key, sa.Text) for key in ("name", "kind", "parent_code", "parent_name")),
        sa.Column("geometry", Geometry, nullable=False),
        _tie("boundary_unit"),
    )
    for name in (*_ROWS, "boundary_unit"):
        op.create_index(f"ix_{name}_dataset_id", name, ["dataset_id"])
    if postgis:
        op.execute("CREATE INDEX ix_boundary_unit_geometry ON boundary_unit USING gist (geometry)")
    op.execute(_VIEW)


def _owner(_table: str) -> sa.Column[int]:
    return sa.Column("dataset_id", sa.Integer, nullable=False)


def _tie(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name=f"fk_{table}_dataset_id")


def _make_versions() -> None:
    op.create_table(
        "dataset",
        sa.Column("id", sa.Integer, autoincrement=True),
        *(sa.Column(key, sa.Text, nullable=False) for key in ("province", "kind", "vintage")),
        sa.Column("period", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        *(sa.Column(key, sa.Text, nullable=False) for key in ("source", "sha256", "imported_at", "imported_by")),
        *(sa.Column(key, sa.Boolean, nullable=False) for key in ("illustrative", "schematic")),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("parent_id", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_dataset"),
        sa.ForeignKeyConstraint(["parent_id"], ["dataset.id"], name="fk_dataset_parent_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dataset_slot", "dataset", ["province", "kind", "vintage", "period"])
    op.create_table(
        "current_dataset",
        *(sa.Column(key, sa.Text, nullable=False) for key in ("province", "kind", "vintage")),
        sa.Column("period", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("dataset_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("province", "kind", "vintage", "period", name="pk_current_dataset"),
        _tie("current_dataset"),
    )
    op.create_table(
        "name_fix",
        *(sa.Column(key, sa.Text, nullable=False) for key in ("province", "vintage", "key")),
        *(sa.Column(key, sa.Text, nullable=False) for key in ("code", "decided_by", "decided_at")),
        sa.PrimaryKeyConstraint("province", "vintage", "key", name="pk_name_fix"),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, autoincrement=True),
        *(sa.Column(key, sa.Text, nullable=False) for key in ("province", "at", "by", "action")),
        sa.Column("dataset_id", sa.Integer),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        _tie("event"),
        sqlite_autoincrement=True,
    )
