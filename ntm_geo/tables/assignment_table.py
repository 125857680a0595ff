"""Assignments: who helps whom, edition by edition of a plan, and who helped whom in earlier years."""

from __future__ import annotations

from typing import Final

import pandas as pd
from pandera.typing import Series

from ntm_geo.i18n import Localized
from ntm_geo.tables.agency_table import AGENCY_KINDS, AGENCY_PATTERN
from ntm_geo.tables.base import Table, code_field, field

PLAN_STATES: Final[dict[str, Localized]] = {
    "draft": Localized(vi="Dự thảo", en="Draft"),
    "circulated": Localized(vi="Đang lấy ý kiến", en="Circulated"),
    "decided": Localized(vi="Đã quyết định", en="Decided"),
    "ended": Localized(vi="Đã kết thúc", en="Ended"),
    "replaced": Localized(vi="Đã được thay thế", en="Replaced"),
}
"""States an edition of a plan is kept in; whether a decided one is in force is told by its years."""

IN_FORCE: Final = "in_force"
"""State on a day of a decided edition in its years; never kept, always worked out."""
SIGNER_OFFICES: Final[dict[str, Localized]] = {
    "chairman": Localized(vi="Chủ tịch", en="Chairman"),
    "vice_chairman": Localized(vi="Phó Chủ tịch (ký thay)", en="Vice chairman, for the chairman"),
}
"""Offices of who signs for the committee."""
ORIGINS: Final = ("solver", "hand")
LOCKS: Final = ("in", "out")


class Plans(Table):
    """Editions of one plan of assignment; one row per edition."""

    edition: Series[int] = field("Lần ban hành", "number of the edition: 1, 2, 3", ge=1, unique=True)
    name: Series[str] = field("Tên kế hoạch", "name", str_length={"min_value": 1, "max_value": 120})
    state: Series[str] = field("Trạng thái", "state of the edition", isin=list(PLAN_STATES))
    first_year: Series[int] = field("Từ năm", "first year it is in force", ge=2000, le=2100)
    last_year: Series[int] = field("Đến năm", "last year it is in force", ge=2000, le=2100)
    decision: Series[str] = field("Số quyết định", "number of the decision", nullable=True)
    decided_on: Series[pd.Timestamp] = field("Ngày quyết định", "day of the decision", nullable=True)
    signer: Series[str] = field("Người ký", "name of who signed", nullable=True)
    place: Series[str] = field("Địa danh", "place in the date line", nullable=True)
    reason: Series[str] = field("Lý do", "why this edition was made, or why it ended", nullable=True)
    changed_on: Series[pd.Timestamp] = field("Ngày thay đổi", "day of the newest change")
    changed_by: Series[str] = field("Người thay đổi", "who made it", nullable=True)
    pairs: Series[str] = field("Mã nội dung", "key of the content of its pairs", str_matches=r"^[0-9a-f]{12}\Z")
    question: Series[str] = field("Câu hỏi", "what was asked and where the figures came from, as JSON")
    signer_office: Series[str] = field(
        "Chức vụ người ký", "office of who signed", nullable=True, isin=list(SIGNER_OFFICES)
    )

    class Config:
        """Plans kept before offices of signers were are read as plans without them."""

        strict = True
        coerce = True
        add_missing_columns = True


class Assignments(Table):
    """Pairs of an edition: those assigned, and those locked out; one row per agency and commune.

    Names stand beside keys, so that a decided annex reads the same after an agency was renamed.
    """

    agency: Series[str] = field("Mã cơ quan", "key of the agency", str_matches=AGENCY_PATTERN)
    code: Series[str] = code_field("Mã xã", "official code of the unit")
    assigned: Series[bool] = field("Phân công", "whether the agency helps the commune; false for a lock out alone")
    agency_name: Series[str] = field("Tên cơ quan", "full name of the agency", str_length={"min_value": 1})
    kind: Series[str] = field("Loại", "kind of agency", isin=list(AGENCY_KINDS))
    name: Series[str] = field("Tên xã", "full name of the commune", str_length={"min_value": 1})
    district: Series[str] = field("Huyện", "name of the district", nullable=True)
    origin: Series[str] = field("Nguồn gốc", "solver, or hand", isin=list(ORIGINS))
    why: Series[str] = field("Lý do chọn", "why it was set by hand", nullable=True)
    lock: Series[str] = field("Ấn định", "in, out, or empty", nullable=True, isin=list(LOCKS))
    lock_by: Series[str] = field("Người ấn định", "who locked it", nullable=True)
    lock_why: Series[str] = field("Lý do ấn định", "why it is locked", nullable=True)
    value: Series[float] = field("Điểm", "weighted fit of the pair", nullable=True)
    pieces: Series[str] = field("Thành phần", "the pieces of the fit, as JSON: piece to points", nullable=True)
    km: Series[float] = field("Khoảng cách", "between the seat and the commune", unit="km", nullable=True, ge=0)
    note: Series[str] = field("Ghi chú", "remark printed in the annex", nullable=True)


class Partners(Table):
    """Who helped whom in years before the plans kept here; one row per agency, commune and year."""

    agency: Series[str] = field("Mã cơ quan", "key of the agency", str_matches=AGENCY_PATTERN)
    code: Series[str] = code_field("Mã xã", "official code of the unit")
    year: Series[int] = field("Năm", "year of the help", ge=2000, le=2100)
    decision: Series[str] = field("Số quyết định", "number of the decision", nullable=True)
