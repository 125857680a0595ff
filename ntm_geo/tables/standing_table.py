"""Standings: where each unit stands in a period, counted from criterion results and recognition."""

from __future__ import annotations

from typing import Final

import pandas as pd
from pandera.typing import Series

from ntm_geo.tables.base import HAMLET_PATTERN, Table, code_field, field

TIERS: Final = ("recognised", "c15_18", "c10_14", "c5_9", "c0_4")
"""The five tiers of the 2021-2025 programme, best first."""
TIER_PATTERN: Final = r"^[a-z][a-z0-9_]*\Z"
"""Keys of tiers; which ones there are is a matter of the criteria set."""
UNKNOWN_TIER: Final = "unknown"
"""The tier cannot be told: what is unknown could move the commune into another tier."""


class Standings(Table):
    """One row per commune of the programme and period."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    period: Series[int] = field("Năm", "year", ge=2000, le=2100)
    met: Series[int] = field("Số tiêu chí đạt", "criteria known to be met", ge=0)
    not_met: Series[int] = field("Số tiêu chí chưa đạt", "criteria known not to be met", ge=0)
    unknown: Series[int] = field("Số tiêu chí chưa rõ", "criteria without enough data", ge=0)
    recognition: Series[str] = field(
        "Công nhận", "standard, advanced, model, or empty", nullable=True, isin=["standard", "advanced", "model"]
    )
    tier: Series[str] = field(
        "Mức",
        "tier key of the criteria set, or unknown when the unknown criteria leave it open",
        str_matches=TIER_PATTERN,
    )


class Recognitions(Table):
    """One row per recognition of a commune: level, date, and the date it was revoked, if it was."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    level: Series[str] = field("Danh hiệu", "standard, advanced or model", isin=["standard", "advanced", "model"])
    recognised_on: Series[pd.Timestamp] = field("Ngày công nhận", "date of the decision")
    revoked_on: Series[pd.Timestamp] = field("Ngày thu hồi", "date of revocation; empty while it holds", nullable=True)
    decision: Series[str] = field("Số quyết định", "number of the decision; empty when not known", nullable=True)


class Hamlets(Table):
    """One row per hamlet (xóm); certified from ``certified_on`` until ``revoked_on``."""

    hamlet: Series[str] = field(
        "Mã xóm", "unit code, a hyphen and a number: 01267-03", str_matches=HAMLET_PATTERN, unique=True
    )
    code: Series[str] = code_field("Mã xã", "official code of the unit the hamlet belongs to")
    name: Series[str] = field("Tên xóm", "name of the hamlet")
    certified_on: Series[pd.Timestamp] = field(
        "Ngày công nhận", "date of certification; empty when not certified", nullable=True
    )
    revoked_on: Series[pd.Timestamp] = field("Ngày thu hồi", "date of revocation", nullable=True)
    decision: Series[str] = field("Số quyết định", "number of the decision; empty when not known", nullable=True)
    lon: Series[float] = field(
        "Kinh độ", "longitude, EPSG:4326; empty when not known", unit="degree", nullable=True, ge=-180, le=180
    )
    lat: Series[float] = field(
        "Vĩ độ", "latitude, EPSG:4326; empty when not known", unit="degree", nullable=True, ge=-90, le=90
    )

    class Config:
        """Registers kept before hamlets had coordinates are read as registers without any."""

        strict = True
        coerce = True
        add_missing_columns = True


class HamletCounts(Table):
    """One row per unit and period: hamlets and how many of them are certified."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    period: Series[int] = field("Năm", "year", ge=2000, le=2100)
    total: Series[int] = field("Tổng số xóm", "hamlets of the unit", ge=0)
    certified: Series[int] = field("Số xóm đạt", "hamlets certified at the end of the period", ge=0)
