"""Running orders: what is shown in a meeting, slide after slide."""

from __future__ import annotations

from typing import Final

from pandera.typing import Series

from ntm_geo.tables.base import Table, field

SHOWS: Final = (
    "title", "targets", "tiers", "progress", "districts", "criteria", "criterion", "hamlets", "priority", "assignment",
    "difficulties", "commune", "proposals", "text",
)  # fmt: skip
"""What a slide may show."""


class RunningOrders(Table):
    """One row per slide of a running order."""

    name: Series[str] = field(
        "Tên kịch bản", "name of the running order", str_length={"min_value": 1, "max_value": 120}
    )
    position: Series[int] = field("Thứ tự", "place of the slide, from 1", ge=1)
    show: Series[str] = field("Nội dung", "what the slide shows", isin=list(SHOWS))
    subject: Series[str] = field(
        "Đối tượng", "code of a district, criterion or commune, name of a scenario; empty when none", nullable=True
    )
    title: Series[str] = field("Tiêu đề", "own title; empty for the usual one", nullable=True)
    statement: Series[str] = field("Câu nêu", "own sentences, a line each; empty for the usual ones", nullable=True)
    note: Series[str] = field("Ghi chú người nói", "what the speaker adds", nullable=True)
