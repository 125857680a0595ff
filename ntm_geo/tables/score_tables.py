"""What was measured and judged: indicator values and criterion results, of communes and of hamlets."""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from ntm_geo.tables.base import (
    CRITERION_PATTERN,
    HAMLET_PATTERN,
    INDICATOR_PATTERN,
    ITEM_PATTERN,
    Table,
    code_field,
    field,
)


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


class HamletResults(Table):
    """One row per hamlet, criterion or indicator of the set for hamlets, and period; a missing row means unknown.

    Which commune a hamlet belongs to is said by the register of hamlets alone.
    """

    hamlet: Series[str] = field("Mã xóm", "code of a hamlet of the register", str_matches=HAMLET_PATTERN)
    item: Series[str] = field(
        "Tiêu chí, chỉ tiêu",
        "code of a criterion, or of an indicator, of the set for hamlets",
        str_matches=ITEM_PATTERN,
    )
    period: Series[int] = field("Năm", "year the result stands for, at 31 December", ge=2000, le=2100)
    value: Series[float] = field("Giá trị", "met as 1, not met as 0; a figure in the unit of its indicator")
    note: Series[str] = field("Ghi chú", "remark entered with the results of the hamlet", nullable=True)
