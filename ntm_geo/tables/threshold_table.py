"""Thresholds in force on one date for one region: the law, flattened for a merge."""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from ntm_geo.tables.base import CRITERION_PATTERN, INDICATOR_PATTERN, Table, field

SENSES = ["at_least", "at_most", "pass"]
"""How a value is compared: ``value >= threshold``, ``value <= threshold``, or judged pass (1) / fail (0)."""


class Thresholds(Table):
    """One row per indicator of a criteria set, in the set's order."""

    criterion: Series[str] = field("Tiêu chí", "criterion code", str_matches=CRITERION_PATTERN)
    indicator: Series[str] = field("Chỉ tiêu", "indicator code", str_matches=INDICATOR_PATTERN, unique=True)
    sense: Series[str] = field("So sánh", "at_least, at_most or pass", isin=SENSES)
    threshold: Series[float] = field(
        "Ngưỡng", "in the indicator's unit; empty where the province has not set one, 1 for pass", nullable=True
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
