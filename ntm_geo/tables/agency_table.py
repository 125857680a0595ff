"""Agencies: who can be assigned to help a commune, what each can do, and how far it is by road."""

from __future__ import annotations

from typing import Final, Literal

import pandas as pd
from pandera.typing import Series

from ntm_geo.i18n import Localized
from ntm_geo.tables.base import Table, code_field, field

AgencyKind = Literal["department", "armed_forces", "bank", "enterprise", "organisation", "school", "central"]

AGENCY_KINDS: Final[dict[str, Localized]] = {
    "department": Localized(vi="Sở, ngành", en="Department"),
    "armed_forces": Localized(vi="Lực lượng vũ trang", en="Armed forces"),
    "bank": Localized(vi="Ngân hàng", en="Bank"),
    "enterprise": Localized(vi="Doanh nghiệp", en="Enterprise"),
    "organisation": Localized(vi="Đoàn thể", en="Mass organisation"),
    "school": Localized(vi="Trường", en="School"),
    "central": Localized(vi="Đơn vị trung ương", en="Central unit"),
}
"""Kinds of agencies, units and enterprises that are assigned to help communes."""


AGENCY_PATTERN: Final = r"^[A-Za-z0-9-]{1,40}\Z"
"""Keys of agencies: letters, digits and hyphens."""


class Agencies(Table):
    """One row per agency; lists are codes with a semicolon between them."""

    agency: Series[str] = field(
        "Mã cơ quan", "short key, letters, digits and hyphens", unique=True, str_matches=AGENCY_PATTERN
    )
    name: Series[str] = field("Tên cơ quan", "full name", str_length={"min_value": 1})
    kind: Series[str] = field("Loại", "kind of agency", isin=list(AGENCY_KINDS))
    capacity_min: Series[int] = field("Số xã ít nhất", "fewest communes it must take", ge=0)
    capacity_max: Series[int] = field("Số xã nhiều nhất", "most communes it can take", ge=0)
    strong_in: Series[str] = field("Tiêu chí thế mạnh", "criteria it is strong in: 1;9", nullable=True)
    resources: Series[float] = field(
        "Nguồn lực", "money it can raise in a year", unit="million VND", nullable=True, ge=0
    )
    lon: Series[float] = field("Kinh độ", "home, WGS 84", unit="degree", nullable=True, ge=-180, le=180)
    lat: Series[float] = field("Vĩ độ", "home, WGS 84", unit="degree", nullable=True, ge=-90, le=90)
    only_districts: Series[str] = field(
        "Chỉ nhận huyện", "codes of the only districts it may go to; empty: all", nullable=True
    )
    not_districts: Series[str] = field("Không nhận huyện", "codes of districts it may not go to", nullable=True)
    contact: Series[str] = field("Liên hệ", "who to call", nullable=True)
    active: Series[pd.BooleanDtype] = field("Đang tham gia", "whether it takes part this year", nullable=True)
    home: Series[str] = field("Nơi đóng trụ sở", "place of its seat, in words", nullable=True)
    other_resources: Series[str] = field("Nguồn lực khác", "what it can bring beside money", nullable=True)

    class Config:
        """Lists kept before agencies had a place in words are read as lists without any."""

        strict = True
        coerce = True
        add_missing_columns = True


class RoadDistances(Table):
    """One row per agency and commune whose way by road is known."""

    agency: Series[str] = field("Mã cơ quan", "key of the agency", str_matches=AGENCY_PATTERN)
    code: Series[str] = code_field("Mã xã", "official code of the unit")
    km: Series[float] = field("Quãng đường", "way by road", unit="km", ge=0, le=2000)
