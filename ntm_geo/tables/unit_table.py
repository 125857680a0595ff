"""Administrative units of a vintage: the gazetteer, without geometry."""

from __future__ import annotations

from typing import Final, Literal

import pandas as pd
from pandera.typing import Series

from ntm_geo.i18n import Localized
from ntm_geo.tables.base import Table, code_field, field

UnitKind = Literal["commune", "ward", "township", "special_zone"]

KIND_NAMES: Final[dict[str, Localized]] = {
    "commune": Localized(vi="Xã", en="Commune"),
    "ward": Localized(vi="Phường", en="Ward"),
    "township": Localized(vi="Thị trấn", en="Township"),
    "special_zone": Localized(vi="Đặc khu", en="Special zone"),
}
"""Names of the kinds of commune-level units; only communes take part in the programme."""

PROGRAMME_KIND: Final = "commune"
"""Kind of the units inside the programme: towns and wards are outside it but on the map."""


class Units(Table):
    """One row per commune-level unit of one vintage."""

    code: Series[str] = code_field("Mã", "official code; unique within a vintage only", unique=True)
    name: Series[str] = field("Tên", "name without its kind, Unicode NFC", str_length={"min_value": 1})
    kind: Series[str] = field(
        "Loại", "commune (xã), ward (phường), township (thị trấn) or special zone (đặc khu)", isin=list(KIND_NAMES)
    )
    parent_code: Series[str] = field(
        "Mã huyện", "code of the district; empty where there is no district level", nullable=True
    )
    parent_name: Series[str] = field("Huyện", "name of the district with its kind", nullable=True)
    lon: Series[float] = field("Kinh độ", "centre point, rounded to 0.01", unit="degree", ge=-180, le=180)
    lat: Series[float] = field("Vĩ độ", "centre point, rounded to 0.01", unit="degree", ge=-90, le=90)
    position: Series[str] = field(
        "Nguồn vị trí", "geocoded, or placed by hand where no geocoded centre was found", isin=["geocoded", "placed"]
    )
    border: Series[bool] = field("Biên giới", "whether the unit lies on the national border")
    area_km2: Series[float] = field("Diện tích", "official area", unit="km2", nullable=True, gt=0)
    population: Series[pd.Int64Dtype] = field("Dân số", "inhabitants", unit="person", nullable=True, ge=0)
