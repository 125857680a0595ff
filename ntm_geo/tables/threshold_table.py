"""Thresholds in force on one date for one region: the law, flattened for a merge."""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from ntm_geo.tables.base import CRITERION_PATTERN, INDICATOR_PATTERN, Table, field

SENSES = ["at_least", "at_most", "pass", "count"]
"""How a value is compared: ``value >= threshold``, ``value <= threshold``, judged pass (1) / fail (0), not judged."""
WAYS = ["all_parts", "any_part"]
"""When an indicator made of parts is met."""


class Thresholds(Table):
    """One row per indicator of a criteria set and per part of one, in the set's order."""

    criterion: Series[str] = field("Tiêu chí", "criterion code", str_matches=CRITERION_PATTERN)
    indicator: Series[str] = field("Chỉ tiêu", "indicator code", str_matches=INDICATOR_PATTERN, unique=True)
    part_of: Series[str] = field("Thuộc chỉ tiêu", "indicator this is a part of; empty: none", nullable=True)
    met_when: Series[str] = field(
        "Đạt khi", "all_parts or any_part, where it has parts; empty: it has none", nullable=True, isin=WAYS
    )
    sense: Series[str] = field("So sánh", "at_least, at_most, pass, or count: not judged", isin=SENSES)
    threshold: Series[float] = field(
        "Ngưỡng", "in the indicator's unit; empty where the province has not set one, 1 for pass", nullable=True
    )
    cases: Series[str] = field(
        "Mức theo trường hợp", "levels by a figure of the commune, see criteria.threshold_cases", nullable=True
    )
    unit: Series[str] = field("Đơn vị", "unit key from data/criteria/units.yaml")
    applies_when: Series[str] = field(
        "Áp dụng khi", "name of the predicate in assessment.applicability; empty: always", nullable=True
    )
    clause: Series[str] = field("Căn cứ", "decision and clause the threshold stands on")
    verified: Series[bool] = field("Đã đối chiếu", "whether the threshold was checked against the official text")


class OwnThresholds(Table):
    """Thresholds the province has set itself; one row per indicator and the day it takes effect."""

    indicator: Series[str] = field("Chỉ tiêu", "indicator code", str_matches=INDICATOR_PATTERN)
    effective: Series[pd.Timestamp] = field("Hiệu lực từ", "first day it is in force")
    value: Series[float] = field("Ngưỡng", "threshold in the indicator's unit; 1 for pass")
    decision: Series[str] = field("Số quyết định", "decision that sets it", str_length={"min_value": 1})
    clause: Series[str] = field("Điều, khoản", "place in the decision", nullable=True)
    verified: Series[pd.BooleanDtype] = field("Đã đối chiếu", "checked against the official text", nullable=True)
