"""Tables of the database: versions of datasets, their rows, and what is current.

dataset            one version of one kind of data; never changed, never deleted
current_dataset    a pointer: which version of a slot (kind, vintage, period) is used now
stored_file        photographs and documents, each content once
name_fix           what a person decided about a name that did not match by itself
column_choice      what a person said the column under a heading is
draft              what was begun at a seat and not saved
event              who did what when: import, choice, restore, decision on a name or a column

Row tables have the columns of their model in `ntm_geo.tables` and the number of the dataset they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine

from ntm_geo.store.geometry_type import Geometry
from ntm_geo.store.kinds import BOUNDARIES, BOUNDARY_COLUMNS, MODELS

if TYPE_CHECKING:
    from ntm_geo.tables.base import Table as Model

metadata: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    },
)

dataset: Final = Table(
    "dataset",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("province", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("vintage", Text, nullable=False),
    Column("period", Integer, nullable=False),
    Column("key", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("imported_at", Text, nullable=False),
    Column("imported_by", Text, nullable=False),
    Column("illustrative", Boolean, nullable=False),
    Column("schematic", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("parent_id", Integer, ForeignKey("dataset.id"), nullable=True),
    Index("ix_dataset_slot", "province", "kind", "vintage", "period"),
    sqlite_autoincrement=True,
)

current_dataset: Final = Table(
    "current_dataset",
    metadata,
    Column("province", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("vintage", Text, primary_key=True),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("dataset_id", Integer, ForeignKey("dataset.id"), nullable=False),
)

name_fix: Final = Table(
    "name_fix",
    metadata,
    Column("province", Text, primary_key=True),
    Column("vintage", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
)

column_choice: Final = Table(
    "column_choice",
    metadata,
    Column("province", Text, primary_key=True),
    Column("criteria_set", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("heading", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
)

draft: Final = Table(
    "draft",
    metadata,
    Column("province", Text, primary_key=True),
    Column("seat", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("content", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
)

event: Final = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("province", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("dataset_id", Integer, ForeignKey("dataset.id"), nullable=True),
    Column("note", Text, nullable=False),
    Column("account", Text, nullable=False, server_default=""),
    Column("address", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)

stored_file: Final = Table(
    "stored_file",
    metadata,
    Column("province", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("added_by", Text, nullable=False),
)

_KINDS_OF_VALUES: Final[tuple[tuple[str, type[TypeEngine[Any]]], ...]] = (
    ("str", Text),
    ("bool", Boolean),
    ("int", BigInteger),
    ("float", Float),
    ("datetime", Date),
)


def column_type(dtype: object) -> type[TypeEngine[Any]]:
    """Return the database type for the type of a model's column.

    Raises
    ------
    TypeError
        The model has a column of a type no table here can keep.
    """
    name = str(dtype).lower()
    for start, kind in _KINDS_OF_VALUES:
        if name.startswith(start):
            return kind
    message = f"no database type for {dtype}"
    raise TypeError(message)


def _rows(name: str, model: type[Model]) -> Table:
    """Return the table that keeps the rows of a model."""
    columns = [Column(key, column_type(about.dtype), nullable=True) for key, about in model.to_schema().columns.items()]
    return Table(name, metadata, _owner(), *columns)


def _owner() -> Column[int]:
    return Column("dataset_id", Integer, ForeignKey("dataset.id"), nullable=False, index=True)


_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "results": "criterion_result",
        "scores": "score",
        "hamlets": "hamlet",
        "hamlet_results": "hamlet_result",
        "hamlet_counts": "hamlet_count",
        "recognitions": "recognition",
        "attributes": "commune_attribute",
        "agencies": "agency",
        "registrations": "registration",
        "steps": "procedure_step",
        "difficulties": "difficulty",
        "inspections": "inspection",
        "conditions": "recognition_condition",
        "funds": "fund",
        "attachments": "attachment",
        "scenarios": "scenario",
        "thresholds": "own_threshold",
        "plans": "assignment_plan",
        "assignments": "assignment_pair",
        "partners": "partner",
        "support": "support_item",
        "confirmations": "support_confirmation",
        "distances": "road_distance",
        "costs": "cost",
        "running_orders": "running_order",
        "paths": "saved_path",
        "law": "law_line",
        "correspondences": "correspondence",
        "comments": "comment",
        "views": "saved_view",
        "reports": "report",
        "evidence": "evidence",
        "sent_reports": "sent_report",
        "appraisals": "appraisal",
        "councils": "council",
        "advanced_scores": "score",
        "modern_scores": "score",
        "next_scores": "score",
        "advanced_thresholds": "own_threshold",
        "modern_thresholds": "own_threshold",
    },
)
"""Table of each kind of data; values, and levels of the province, stand in one, whatever set they are by."""

_FIRST_KINDS: Final = {name: kind for kind, name in reversed(list(_NAMES.items()))}
_TABLES: Final = {name: _rows(name, MODELS[kind]) for name, kind in _FIRST_KINDS.items()}

ROWS: Final[Mapping[str, Table]] = MappingProxyType(
    {
        **{kind: _TABLES[name] for kind, name in _NAMES.items()},
        BOUNDARIES: Table(
            "boundary_unit",
            metadata,
            _owner(),
            *(Column(key, Text, nullable=key != "code") for key in BOUNDARY_COLUMNS[:-1]),
            Column("geometry", Geometry, nullable=False),
        ),
    },
)
"""Where the rows of each kind of data stand."""


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as the database driver wants them: missing is None, dates are dates."""
    columns: dict[str, list[Any]] = {}
    for name in frame.columns:
        values = frame[name]
        if name == "geometry":
            columns[name] = list(values)
            continue
        if pd.api.types.is_datetime64_any_dtype(values):
            values = values.dt.date
        plain = values.astype("object")
        columns[str(name)] = plain.where(plain.notna(), None).tolist()
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
