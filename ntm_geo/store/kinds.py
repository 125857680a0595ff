"""Kinds of data that are kept: the model of each, what tells its rows apart, and which are only ever added to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ntm_geo.tables.agency_table import Agencies, RoadDistances
from ntm_geo.tables.assignment_table import Assignments, Partners, Plans
from ntm_geo.tables.attribute_table import CommuneAttributes
from ntm_geo.tables.base import Table as Model
from ntm_geo.tables.dossier_tables import Appraisals, Councils, Evidence, Reports, SentReports
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
from ntm_geo.tables.saved.running_order_table import RunningOrders
from ntm_geo.tables.saved.scenario_table import Scenarios
from ntm_geo.tables.saved.sharing_tables import Comments, SavedViews
from ntm_geo.tables.score_tables import CriterionResults, HamletResults, Scores
from ntm_geo.tables.standing_table import HamletCounts, Hamlets, Recognitions
from ntm_geo.tables.support_table import Confirmations, Support
from ntm_geo.tables.threshold_table import OwnThresholds

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
        "confirmations": Confirmations,
        "distances": RoadDistances,
        "costs": Costs,
        "running_orders": RunningOrders,
        "paths": Paths,
        "law": LawLines,
        "correspondences": Correspondences,
        "comments": Comments,
        "views": SavedViews,
        "reports": Reports,
        "evidence": Evidence,
        "sent_reports": SentReports,
        "appraisals": Appraisals,
        "councils": Councils,
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
        "confirmations": ("number",),
        "distances": ("agency", "code"),
        "costs": ("criteria_set", "item"),
        "running_orders": ("name", "position"),
        "paths": ("name",),
        "law": ("code", "effective", "situation"),
        "correspondences": ("target",),
        "comments": ("number",),
        "views": ("account", "name"),
        "reports": ("code", "item", "period"),
        "evidence": ("number",),
        "sent_reports": ("code", "item", "period", "sending"),
        "appraisals": ("number",),
        "councils": ("number",),
        "advanced_scores": ("code", "indicator", "period"),
        "modern_scores": ("code", "indicator", "period"),
        "next_scores": ("code", "indicator", "period"),
        "advanced_thresholds": ("indicator", "effective"),
        "modern_thresholds": ("indicator", "effective"),
        BOUNDARIES: ("code",),
    },
)
"""Columns that tell the rows of a kind apart."""

APPEND_ONLY: Final = frozenset({"sent_reports", "appraisals", "councils", "confirmations"})
"""Kinds of data whose rows are only added: none is changed or taken away, and no older version is used again."""
