"""Scenarios: rankings that were saved by a name, with everything they stand on."""

from __future__ import annotations

from typing import Final

import pandas as pd
from pandera.typing import Series

from ntm_geo.tables.base import Table, field

SCENARIO_STATES: Final = ("draft", "decided")


class Scenarios(Table):
    """One row per scenario; a decided one is never changed."""

    name: Series[str] = field("Tên phương án", "name", unique=True, str_length={"min_value": 1, "max_value": 80})
    state: Series[str] = field("Trạng thái", "draft or decided", isin=list(SCENARIO_STATES))
    saved_on: Series[pd.Timestamp] = field("Ngày lưu", "day it was saved")
    saved_by: Series[str] = field("Người lưu", "who saved it", nullable=True)
    payload: Series[str] = field("Nội dung", "question, values and sources, as JSON")
