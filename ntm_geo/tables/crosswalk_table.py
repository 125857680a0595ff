"""Crosswalk: which unit of an older vintage went into which unit of a newer one."""

from __future__ import annotations

from pandera.typing import Series

from ntm_geo.tables.base import Table, code_field, field


class Crosswalk(Table):
    """One row per old unit and new unit; a unit that was divided has several rows."""

    source_code: Series[str] = code_field("Mã cũ", "code in the older vintage")
    source_name: Series[str] = field("Tên cũ", "full name in the older vintage, as a witness of the code")
    target_code: Series[str] = code_field("Mã mới", "code in the newer vintage")
    target_name: Series[str] = field("Tên mới", "full name in the newer vintage, as a witness of the code")
    share: Series[float] = field("Phần", "share of the old unit that went into the new one", gt=0, le=1)
