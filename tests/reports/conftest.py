"""A small briefing made by hand, and pieces of it, for the tests of papers."""

import io
from datetime import date

import pytest
from PIL import Image

from ntm_geo.maps.legend import LegendEntry
from ntm_geo.reports.briefing import (
    TOTAL,
    BriefChart,
    Briefing,
    BriefMap,
    BriefTable,
    Column,
    Measured,
    Section,
    Series,
    Statement,
    Sum,
)


def _picture():
    target = io.BytesIO()
    Image.new("RGB", (640, 440), "#0b3c5d").save(target, "png")
    return target.getvalue()


@pytest.fixture
def tier_table():
    """Three communes in two tiers, their share, and a row told in another way."""
    return BriefTable(
        key="tiers",
        title="Mức độ đạt chuẩn",
        columns=(
            Column(heading="Mức độ", width=3),
            Column(heading="Số xã", kind="count"),
            Column(heading="Cả tỉnh", kind="count"),
            Column(heading="Tỷ lệ", kind="share", ratio=(1, 2)),
            Column(heading="Ghi", width=1),
        ),
        rows=(
            ("Đạt chuẩn", 1, 3, 1 / 3, Measured(value=0.25, kind="share")),
            ("=1+1", 2, 3, 2 / 3, None),
        ),
        total=("Tổng số xã", 3, 6, 0.5, None),
        facts={"tier.yes": (0, 1), "tier.no": (1, 1), "communes": (TOTAL, 1)},
        note="Ghi chú của bảng",
    )


@pytest.fixture
def briefing(tier_table):
    legend = (
        LegendEntry(key="yes", label="Đạt chuẩn", colour="#0b3c5d", pattern="", count=1),
        LegendEntry(key="no", label="Chưa đạt", colour="#fdf1cf", pattern="", count=2),
    )
    section = Section(
        key="tiers",
        title="Mức độ đạt chuẩn của các xã",
        statements=(Statement(text="Có 1/3 xã (33,3%) đạt chuẩn.", facts=("tier.yes", "communes")),),
        tables=(tier_table,),
        maps=(
            BriefMap(key="map", title="Bản đồ mức độ", legend=legend, picture=_picture(),
                     facts={"tier.yes": "yes", "tier.no": "no"}),
        ),
        charts=(
            BriefChart(
                key="chart", title="Số xã theo năm", kind="stacked", categories=("2021", "2022"),
                series=(Series(name="Đạt chuẩn", values=(None, 1.0), colour="#0b3c5d"),
                        Series(name="Chưa đạt", values=(3.0, 2.0), colour="#fdf1cf")),
                facts={"tier.yes": (0, 1), "tier.no": (1, 1)},
            ),
        ),
        remarks=("Nói thêm khi trình bày.",),
    )  # fmt: skip
    annex = BriefTable(
        key="communes", title="Kết quả từng xã",
        columns=(Column(heading="Xã", width=2), *(Column(heading=str(n)) for n in range(1, 12)),
                 Column(heading="Đạt", kind="count")),
        rows=tuple((f"Xã Thử {n}", *["x"] * 11, 11) for n in range(60)), total=("Cả tỉnh", *[None] * 11, 660),
    )  # fmt: skip
    return Briefing(
        title="Kết quả xây dựng nông thôn mới năm 2022", subtitle="Tỉnh A · số liệu đến ngày 31/12/2022", period=2022,
        day=date(2022, 12, 31), issuer="ỦY BAN NHÂN DÂN TỈNH A", place="A",
        facts={"tier.yes": 1, "tier.no": 2, "communes": 3}, sums=(Sum(parts=("tier.yes", "tier.no"), whole="communes"),),
        sections=(section,), annexes=(annex,), source="Báo cáo của văn phòng điều phối", mark="Số liệu minh họa",
    )  # fmt: skip
