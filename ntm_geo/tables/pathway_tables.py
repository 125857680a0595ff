"""Of the pathway: what the planner says each step costs, and paths saved by a name with what came out then."""

from __future__ import annotations

import pandas as pd
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


class Paths(Table):
    """One row per saved path."""

    name: Series[str] = field("Tên lộ trình", "name", unique=True, str_length={"min_value": 1, "max_value": 80})
    saved_on: Series[pd.Timestamp] = field("Ngày lưu", "day it was saved")
    saved_by: Series[str] = field("Người lưu", "who saved it", nullable=True)
    payload: Series[str] = field("Nội dung", "goals, limits, promises and the result, as JSON")
