"""Attributes: what is known of a commune beside the criteria, year by year."""

from __future__ import annotations

from typing import Final

import pandas as pd
from pandera.typing import Series

from ntm_geo.tables.base import Table, code_field, field

ZONES: Final = ("I", "II", "III")
"""Zones (khu vực) of the ethnic-minority and mountain areas; III is the most difficult."""


class CommuneAttributes(Table):
    """One row per unit and period; an empty value means not known."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    period: Series[int] = field("Năm", "year the attributes stand for, at 31 December", ge=2000, le=2100)
    population: Series[pd.Int64Dtype] = field("Dân số", "inhabitants", unit="person", nullable=True, ge=0)
    households: Series[pd.Int64Dtype] = field("Số hộ", "households", unit="household", nullable=True, ge=0)
    poverty_rate: Series[float] = field(
        "Tỷ lệ nghèo đa chiều",
        "share of multidimensionally poor households",
        unit="percent",
        nullable=True,
        ge=0,
        le=100,
    )
    zone: Series[str] = field("Khu vực", "ethnic-minority zone I, II or III", nullable=True, isin=list(ZONES))
    border: Series[pd.BooleanDtype] = field(
        "Xã biên giới", "whether the unit lies on the national border", nullable=True
    )
    has_craft_village: Series[pd.BooleanDtype] = field(
        "Có làng nghề", "whether the unit has a craft village", nullable=True
    )


class UnitAttributes(Table):
    """One row per unit: what the predicates need to know; empty means not known."""

    code: Series[str] = code_field("Mã xã", "official code of the unit", unique=True)
    has_craft_village: Series[pd.BooleanDtype] = field(
        "Có làng nghề",
        "whether the unit has a craft village",
        nullable=True,
    )
