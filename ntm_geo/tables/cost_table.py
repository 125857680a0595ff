"""Costs: what the planner says it takes to complete a criterion, certify a hamlet, rise to a level."""

from __future__ import annotations

from pandera.typing import Series

from ntm_geo.tables.base import Table, field


class Costs(Table):
    """One row per criteria set and item; all items of a set or none."""

    criteria_set: Series[str] = field("Bộ tiêu chí", "key of the criteria set", str_length={"min_value": 1})
    item: Series[str] = field(
        "Khoản", "criterion code, or hamlet, advanced, model", str_length={"min_value": 1, "max_value": 20}
    )
    fixed: Series[float] = field("Phần cố định", "million VND, whatever the distance", ge=0)
    per_gap: Series[float] = field(
        "Cho toàn bộ khoảng cách", "million VND for the whole distance; 0 for no criterion", ge=0
    )
