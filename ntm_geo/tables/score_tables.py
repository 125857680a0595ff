"""What was measured and judged: indicator values and criterion results."""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from ntm_geo.tables.base import CRITERION_PATTERN, INDICATOR_PATTERN, Table, code_field, field


class Scores(Table):
    """One row per unit, indicator and period; a missing row or value means unknown, never zero."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    indicator: Series[str] = field("Chỉ tiêu", "indicator code, such as 17.6", str_matches=INDICATOR_PATTERN)
    period: Series[int] = field("Năm", "year the value stands for, at 31 December", ge=2000, le=2100)
    value: Series[float] = field("Giá trị", "in the indicator's unit; pass/fail as 1/0", nullable=True)


class CriterionResults(Table):
    """One row per unit, criterion and period; a missing row or value means unknown, never failed."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    criterion: Series[str] = field("Tiêu chí", "criterion code, such as 17", str_matches=CRITERION_PATTERN)
    period: Series[int] = field("Năm", "year the result stands for, at 31 December", ge=2000, le=2100)
    met: Series[pd.BooleanDtype] = field("Đạt", "whether the criterion is met", nullable=True)
