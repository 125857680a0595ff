"""The law as lines: one row per value of an indicator or part, as an office enters and checks it."""

from __future__ import annotations

from typing import Final

import pandas as pd
from pandera.typing import Series

from ntm_geo.tables.base import Table, field
from ntm_geo.tables.threshold_table import SENSES, WAYS

LAW_PATTERN: Final = r"^[0-9]+(\.[0-9]+[a-z]?)?\Z"
"""Codes of criteria, indicators and parts: ``5``, ``5.1``, ``5.1a``."""


class LawLines(Table):
    """One row per criterion, and one per indicator or part, day its value takes effect, and situation it is for."""

    code: Series[str] = field("Mã", "code of the criterion, indicator or part", str_matches=LAW_PATTERN)
    name: Series[str] = field("Tên gọi", "name as the screen says it", str_length={"min_value": 1})
    name_en: Series[str] = field("Tên tiếng Anh", "the same in English; empty: as in Vietnamese", nullable=True)
    wording: Series[str] = field("Tên đầy đủ theo văn bản", "name as the decision has it, if longer", nullable=True)
    wording_en: Series[str] = field("Tên đầy đủ tiếng Anh", "the same in English", nullable=True)
    short_names: Series[str] = field("Tên viết tắt", "what offices write in headings, with semicolons", nullable=True)
    criterion_group: Series[str] = field("Nhóm tiêu chí", "group of a criterion: I, II", nullable=True)
    unit: Series[str] = field("Đơn vị", "unit key from data/criteria/units.yaml; empty for a criterion", nullable=True)
    sense: Series[str] = field(
        "Cách so sánh", "at_least, at_most, pass, count; empty for a criterion", nullable=True, isin=SENSES
    )
    met_when: Series[str] = field(
        "Đạt khi", "all_parts or any_part for an indicator made of parts", nullable=True, isin=WAYS
    )
    applies_when: Series[str] = field(
        "Chỉ áp dụng khi", "name of the predicate in assessment.engine.applicability", nullable=True
    )
    effective: Series[pd.Timestamp] = field("Hiệu lực từ", "first day the value holds")
    situation: Series[str] = field("Trường hợp", "figure the value depends on: 5.1c > 3; empty: always")
    levels: Series[str] = field("Mức", "levels by region or group, see criteria.law_levels", nullable=True)
    decision: Series[str] = field("Số quyết định", "decision that sets the value", nullable=True)
    annex: Series[str] = field("Phụ lục", "annex of the decision", nullable=True)
    clause: Series[str] = field("Điều, khoản", "place in the decision", nullable=True)
    measured_as: Series[str] = field("Cách đo", "how it is measured, by the guidance of the ministry", nullable=True)
    in_charge: Series[str] = field("Cơ quan phụ trách", "names of those in charge, with semicolons", nullable=True)
    checked_by: Series[str] = field("Người đối chiếu", "who compared the value with the official text", nullable=True)
    checked_on: Series[pd.Timestamp] = field("Ngày đối chiếu", "when", nullable=True)
    checked_page: Series[str] = field("Trang đối chiếu", "page of the official text", nullable=True)
    second_by: Series[str] = field("Người đối chiếu thứ hai", "a second person who compared it", nullable=True)
    second_on: Series[pd.Timestamp] = field("Ngày đối chiếu lần hai", "when", nullable=True)
    second_page: Series[str] = field("Trang đối chiếu lần hai", "page of the official text", nullable=True)


class Correspondences(Table):
    """What stands in for the criteria of a newer set; one row per criterion, or per indicator of one."""

    target: Series[str] = field(
        "Mã ở bộ mới", "criterion or indicator of the newer set", str_matches=LAW_PATTERN, unique=True
    )
    sources: Series[str] = field(
        "Được thay bằng", "criteria or indicators of the older set that all have to be met, with semicolons",
        str_length={"min_value": 1},
    )  # fmt: skip
    carries_value: Series[pd.BooleanDtype] = field(
        "Chuyển giá trị", "whether the value is carried and judged by the newer level; empty: only the verdict",
        nullable=True,
    )  # fmt: skip
    factor: Series[float] = field(
        "Hệ số", "what the older value is multiplied by to be in the newer unit; empty: 1", nullable=True, gt=0
    )
    confirmed_by: Series[str] = field(
        "Người xác nhận", "who confirmed it for the office; empty: our own reading", nullable=True
    )
    note: Series[str] = field("Ghi chú", "why", nullable=True)

    class Config:
        """What was kept before values were carried is read as carrying none."""

        strict = True
        coerce = True
        add_missing_columns = True
