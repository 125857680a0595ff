"""Paths: questions of the way to the targets that were saved by a name, with what came out then."""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from ntm_geo.tables.base import Table, field


class Paths(Table):
    """One row per saved path."""

    name: Series[str] = field("Tên lộ trình", "name", unique=True, str_length={"min_value": 1, "max_value": 80})
    saved_on: Series[pd.Timestamp] = field("Ngày lưu", "day it was saved")
    saved_by: Series[str] = field("Người lưu", "who saved it", nullable=True)
    payload: Series[str] = field("Nội dung", "goals, limits, promises and the result, as JSON")
