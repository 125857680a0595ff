"""Standings: where each unit stands in a period, counted from criterion results and recognition."""

from __future__ import annotations

from datetime import date
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


LEVELS: Final = ("standard", "advanced", "model", "modern")
"""Levels of recognition: the standard, the two above it of 2021-2025, and the pilot level of 2026-2030."""
BUILDS_ON: Final = {"advanced": "standard", "model": "advanced", "modern": "standard"}
"""The level each asks for, in force at its time."""


def levels_from(least: str) -> tuple[str, ...]:
    """Return a level and those that build on it, one on the other."""
    chosen = [least]
    for level in LEVELS:
        if BUILDS_ON.get(level) in chosen:
            chosen.append(level)
    return tuple(chosen)


class Standings(Table):
    """One row per commune of the programme and period."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    period: Series[int] = field("Năm", "year", ge=2000, le=2100)
    met: Series[int] = field("Số tiêu chí đạt", "criteria known to be met", ge=0)
    not_met: Series[int] = field("Số tiêu chí chưa đạt", "criteria known not to be met", ge=0)
    unknown: Series[int] = field("Số tiêu chí chưa rõ", "criteria without enough data", ge=0)
    recognition: Series[str] = field(
        "Công nhận", "standard, advanced, model, modern, or empty", nullable=True, isin=list(LEVELS)
    )
    pending: Series[bool] = field(
        "Chờ quyết định", "recognised as its parts were before a merger, and waiting for a decision of its own"
    )
    tier: Series[str] = field(
        "Mức",
        "tier key of the criteria set, or unknown when the unknown criteria leave it open",
        str_matches=TIER_PATTERN,
    )


class Recognitions(Table):
    """One row per recognition of a commune: level, year and day, and the day it was revoked, if it was.

    The year it is given for and the day of the decision are two things: recognitions for 2018 were decided on
    14 January 2019, those for 2019 on 20 January 2020. Counts "to the end of a year" follow the year.
    """

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    level: Series[str] = field("Danh hiệu", "standard, advanced, model or modern", isin=list(LEVELS))
    for_year: Series[pd.Int64Dtype] = field(
        "Công nhận cho năm",
        "year it is given for; empty where it is that of the decision",
        nullable=True,
        ge=2000,
        le=2100,
    )
    recognised_on: Series[pd.Timestamp] = field("Ngày công nhận", "date of the decision")
    revoked_on: Series[pd.Timestamp] = field("Ngày thu hồi", "date of revocation; empty while it holds", nullable=True)
    decision: Series[str] = field("Số quyết định", "number of the decision; empty when not known", nullable=True)

    class Config:
        """Registers kept before the year was told from the day are read as registers without it."""

        strict = True
        coerce = True
        add_missing_columns = True


def years_of(recognitions: pd.DataFrame) -> pd.Series[int]:
    """Return the year each recognition is given for; that of its decision where none is entered.

    Parameters
    ----------
    recognitions : `Recognitions`; the column ``for_year`` may be missing.
    """
    decided: pd.Series[int] = recognitions["recognised_on"].dt.year.astype("Int64")
    return recognitions["for_year"].astype("Int64").fillna(decided) if "for_year" in recognitions else decided


def in_force(recognitions: pd.DataFrame, *, period: int) -> pd.Series[bool]:
    """Return which recognitions count at the end of a year: given for it or an earlier one, and not revoked by then.

    Parameters
    ----------
    recognitions : `Recognitions`.
    period : year; what is revoked on its 31 December counts no longer.
    """
    revoked = recognitions["revoked_on"].le(pd.Timestamp(date(period, 12, 31)))
    return years_of(recognitions).le(period).astype(bool) & ~revoked


def in_force_on(recognitions: pd.DataFrame, *, on: date) -> pd.Series[bool]:
    """Return which recognitions were decided by a day and not revoked by it, the day counted in.

    Parameters
    ----------
    recognitions : `Recognitions`.
    on : the day.
    """
    day = pd.Timestamp(on)
    return recognitions["recognised_on"].le(day) & ~recognitions["revoked_on"].le(day)


class Hamlets(Table):
    """One row per hamlet (xóm); certified from ``certified_on`` until ``revoked_on``.

    The year it is given for and the day of the decision are two things, as for communes (`Recognitions`).
    """

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
    for_year: Series[pd.Int64Dtype] = field(
        "Công nhận cho năm",
        "year it is certified for; empty where it is that of the decision",
        nullable=True,
        ge=2000,
        le=2100,
    )
    lon: Series[float] = field(
        "Kinh độ", "longitude, EPSG:4326; empty when not known", unit="degree", nullable=True, ge=-180, le=180
    )
    lat: Series[float] = field(
        "Vĩ độ", "latitude, EPSG:4326; empty when not known", unit="degree", nullable=True, ge=-90, le=90
    )

    class Config:
        """Registers kept before hamlets had coordinates, or a year beside the day, are read as registers without."""

        strict = True
        coerce = True
        add_missing_columns = True


def hamlet_recognitions(hamlets: pd.DataFrame) -> pd.DataFrame:
    """Return the certifications of a register as recognitions of hamlets: ``code`` is that of the hamlet.

    Parameters
    ----------
    hamlets : `Hamlets`; the column ``for_year`` may be missing.

    Returns
    -------
    Columns of `Recognitions`, a row for each hamlet that was ever certified, in the order and with the index of the
    register.
    """
    certified = hamlets[hamlets["certified_on"].notna()]
    years = certified["for_year"] if "for_year" in certified else pd.Series(pd.NA, index=certified.index)
    return pd.DataFrame(
        {
            "code": certified.get("hamlet"),
            "level": "standard",
            "for_year": years.astype("Int64"),
            "recognised_on": pd.to_datetime(certified["certified_on"]),
            "revoked_on": pd.to_datetime(certified["revoked_on"]),
            "decision": certified.get("decision"),
        }
    )


def certified_hamlets(hamlets: pd.DataFrame, *, period: int, on: date | None = None) -> pd.Series[bool]:
    """Return which hamlets are certified at the end of a year, or on a day.

    Parameters
    ----------
    hamlets : `Hamlets`.
    period : year. What is given for it counts, also where it was decided in the next January.
    on : a day to count on instead: the day of the decision is what matters then.
    """
    given = hamlet_recognitions(hamlets)
    state = in_force(given, period=period) if on is None else in_force_on(given, on=on)
    return state.astype(bool).reindex(hamlets.index, fill_value=False)


class HamletCounts(Table):
    """One row per unit and period: hamlets and how many of them are certified, as counted or as a commune reports."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    period: Series[int] = field("Năm", "year", ge=2000, le=2100)
    total: Series[int] = field("Tổng số xóm", "hamlets of the unit", ge=0)
    certified: Series[int] = field("Số xóm đạt", "hamlets certified at the end of the period", ge=0)
