"""Verdicts: what the law says of each value."""

from __future__ import annotations

from pandera.typing import Series

from ntm_geo.tables.base import CRITERION_PATTERN, INDICATOR_PATTERN, Table, code_field, field

STATUSES = ["met", "not_met", "not_applicable", "unknown"]


class Verdicts(Table):
    """One row per unit, indicator or part of one, and period."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    criterion: Series[str] = field("Tiêu chí", "criterion code", str_matches=CRITERION_PATTERN)
    indicator: Series[str] = field("Chỉ tiêu", "indicator code", str_matches=INDICATOR_PATTERN)
    part_of: Series[str] = field("Thuộc chỉ tiêu", "indicator this is a part of; empty: none", nullable=True)
    period: Series[int] = field("Năm", "year", ge=2000, le=2100)
    value: Series[float] = field("Giá trị", "the value judged", nullable=True)
    threshold: Series[float] = field("Ngưỡng", "threshold in force", nullable=True)
    status: Series[str] = field("Kết quả", "met, not_met, not_applicable or unknown", isin=STATUSES)
    shortfall: Series[float] = field(
        "Còn thiếu",
        "distance to the threshold in the indicator's unit; 0 when met, empty when unknown",
        nullable=True,
        ge=0,
    )
    clause: Series[str] = field("Căn cứ", "decision and clause")
    verified: Series[bool] = field("Đã đối chiếu", "whether the threshold was checked against the official text")
