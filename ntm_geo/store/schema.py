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
from typing import Any, Final

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
from ntm_geo.tables.agency_table import Agencies, RoadDistances
from ntm_geo.tables.assignment_table import Assignments, Partners, Plans
from ntm_geo.tables.attribute_table import CommuneAttributes
from ntm_geo.tables.base import Table as Model
from ntm_geo.tables.law_table import Correspondences, LawLines
from ntm_geo.tables.monitoring_tables import (
    Attachments,
    Conditions,
    Difficulties,
    Funds,
    Inspections,
    Registrations,
    Steps,
)
from ntm_geo.tables.pathway_tables import Costs, Paths
from ntm_geo.tables.running_order_table import RunningOrders
from ntm_geo.tables.scenario_table import Scenarios
from ntm_geo.tables.score_tables import CriterionResults, HamletResults, Scores
from ntm_geo.tables.sharing_tables import Comments, SavedViews
from ntm_geo.tables.standing_table import HamletCounts, Hamlets, Recognitions
from ntm_geo.tables.support_table import Support
from ntm_geo.tables.threshold_table import OwnThresholds

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


MODELS: Final[Mapping[str, type[Model]]] = MappingProxyType(
    {
        "results": CriterionResults,
        "scores": Scores,
        "hamlets": Hamlets,
        "hamlet_results": HamletResults,
        "hamlet_counts": HamletCounts,
        "recognitions": Recognitions,
        "attributes": CommuneAttributes,
        "agencies": Agencies,
        "registrations": Registrations,
        "steps": Steps,
        "difficulties": Difficulties,
        "inspections": Inspections,
        "conditions": Conditions,
        "funds": Funds,
        "attachments": Attachments,
        "scenarios": Scenarios,
        "thresholds": OwnThresholds,
        "plans": Plans,
        "assignments": Assignments,
        "partners": Partners,
        "support": Support,
        "distances": RoadDistances,
        "costs": Costs,
        "running_orders": RunningOrders,
        "paths": Paths,
        "law": LawLines,
        "correspondences": Correspondences,
        "comments": Comments,
        "views": SavedViews,
        "advanced_scores": Scores,
        "modern_scores": Scores,
        "next_scores": Scores,
        "advanced_thresholds": OwnThresholds,
        "modern_thresholds": OwnThresholds,
    },
)
"""Kinds of data with a model; boundaries are the one kind beside them."""

BOUNDARIES: Final = "boundaries"
BOUNDARY_COLUMNS: Final = ("code", "name", "kind", "parent_code", "parent_name", "geometry")

_SCORES: Final = _rows("score", Scores)
_OWN_THRESHOLDS: Final = _rows("own_threshold", OwnThresholds)
"""Values, and levels of the province, by whatever set: which one is told by the kind of the dataset."""

ROWS: Final[Mapping[str, Table]] = MappingProxyType(
    {
        "results": _rows("criterion_result", CriterionResults),
        "scores": _SCORES,
        "hamlets": _rows("hamlet", Hamlets),
        "hamlet_results": _rows("hamlet_result", HamletResults),
        "hamlet_counts": _rows("hamlet_count", HamletCounts),
        "recognitions": _rows("recognition", Recognitions),
        "attributes": _rows("commune_attribute", CommuneAttributes),
        "agencies": _rows("agency", Agencies),
        "registrations": _rows("registration", Registrations),
        "steps": _rows("procedure_step", Steps),
        "difficulties": _rows("difficulty", Difficulties),
        "inspections": _rows("inspection", Inspections),
        "conditions": _rows("recognition_condition", Conditions),
        "funds": _rows("fund", Funds),
        "attachments": _rows("attachment", Attachments),
        "scenarios": _rows("scenario", Scenarios),
        "thresholds": _OWN_THRESHOLDS,
        "plans": _rows("assignment_plan", Plans),
        "assignments": _rows("assignment_pair", Assignments),
        "partners": _rows("partner", Partners),
        "support": _rows("support_item", Support),
        "distances": _rows("road_distance", RoadDistances),
        "costs": _rows("cost", Costs),
        "running_orders": _rows("running_order", RunningOrders),
        "paths": _rows("saved_path", Paths),
        "law": _rows("law_line", LawLines),
        "correspondences": _rows("correspondence", Correspondences),
        "comments": _rows("comment", Comments),
        "views": _rows("saved_view", SavedViews),
        "advanced_scores": _SCORES,
        "modern_scores": _SCORES,
        "next_scores": _SCORES,
        "advanced_thresholds": _OWN_THRESHOLDS,
        "modern_thresholds": _OWN_THRESHOLDS,
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

KEYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "results": ("code", "criterion", "period"),
        "scores": ("code", "indicator", "period"),
        "hamlets": ("hamlet",),
        "hamlet_results": ("hamlet", "item", "period"),
        "hamlet_counts": ("code", "period"),
        "recognitions": ("code", "level", "recognised_on"),
        "attributes": ("code", "period"),
        "agencies": ("agency",),
        "registrations": ("code", "year", "criterion"),
        "steps": ("code", "level", "step", "on"),
        "difficulties": ("number",),
        "inspections": ("number",),
        "conditions": ("code", "period", "condition"),
        "funds": ("code", "year", "source"),
        "attachments": ("number",),
        "scenarios": ("name",),
        "thresholds": ("indicator", "effective"),
        "plans": ("edition",),
        "assignments": ("agency", "code"),
        "partners": ("agency", "code", "year"),
        "support": ("number",),
        "distances": ("agency", "code"),
        "costs": ("criteria_set", "item"),
        "running_orders": ("name", "position"),
        "paths": ("name",),
        "law": ("code", "effective", "situation"),
        "correspondences": ("target",),
        "comments": ("number",),
        "views": ("account", "name"),
        "advanced_scores": ("code", "indicator", "period"),
        "modern_scores": ("code", "indicator", "period"),
        "next_scores": ("code", "indicator", "period"),
        "advanced_thresholds": ("indicator", "effective"),
        "modern_thresholds": ("indicator", "effective"),
        BOUNDARIES: ("code",),
    },
)
"""Columns that tell the rows of a kind apart."""


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
