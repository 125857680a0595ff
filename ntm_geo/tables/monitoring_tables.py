"""What is planned, under way, in the way and seen on the spot: registrations, procedures, conditions, difficulties."""

from __future__ import annotations

from typing import Final

import pandas as pd
from pandera.typing import Series

from ntm_geo.tables.base import CRITERION_PATTERN, Table, code_field, field
from ntm_geo.tables.standing_table import LEVELS

STEPS: Final = ("registered", "self_assessed", "district_checked", "appraised", "recognised", "revoked")
"""Steps of recognition in their order: Decision 18/2022/QD-TTg (not checked against the official text)."""

FUND_SOURCES: Final = (
    "central_investment", "central_recurrent", "province_budget", "commune_budget", "integrated", "credit",
    "enterprises", "people_cash", "people_in_kind",
)  # fmt: skip
"""Sources of money of Forms 07 and 11, in their order (forms from 2026, not checked against the official text)."""


class Registrations(Table):
    """Criteria a commune has registered to meet in a year; one row per commune, year and criterion."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    year: Series[int] = field("Năm", "year the criterion is to be met in", ge=2000, le=2100)
    criterion: Series[str] = field("Tiêu chí", "criterion code, such as 17", str_matches=CRITERION_PATTERN)
    note: Series[str] = field("Ghi chú", "what is to be done", nullable=True)


class Steps(Table):
    """Steps of the recognition procedure; one row per commune, level, step and day."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    level: Series[str] = field("Danh hiệu", "standard, advanced, model or modern", isin=list(LEVELS))
    step: Series[str] = field("Bước", "step of the procedure", isin=list(STEPS))
    on: Series[pd.Timestamp] = field("Ngày", "day of the step")
    document: Series[str] = field("Số văn bản", "number of the document", nullable=True)
    note: Series[str] = field("Ghi chú", "remarks", nullable=True)


class Difficulties(Table):
    """What is in the way; one row per difficulty."""

    number: Series[int] = field("Số", "running number", ge=1, unique=True)
    code: Series[str] = code_field("Mã xã", "official code of the unit")
    criterion: Series[str] = field(
        "Tiêu chí", "criterion it stands in the way of; empty when none", nullable=True, str_matches=CRITERION_PATTERN
    )
    what: Series[str] = field("Nội dung vướng mắc", "what is in the way", str_length={"min_value": 1})
    raised_by: Series[str] = field("Đơn vị phản ánh", "who raised it", nullable=True)
    in_charge: Series[str] = field("Cơ quan xử lý", "key of the department that has to solve it", nullable=True)
    to_ministry: Series[pd.BooleanDtype] = field("Đã báo cáo bộ", "passed up to the ministry", nullable=True)
    raised_on: Series[pd.Timestamp] = field("Ngày phản ánh", "day it was raised")
    due_on: Series[pd.Timestamp] = field("Hạn xử lý", "day it is to be solved by", nullable=True)
    solved_on: Series[pd.Timestamp] = field("Ngày giải quyết", "day it was solved; empty while open", nullable=True)
    solution: Series[str] = field("Kết quả giải quyết", "how it was solved", nullable=True)


class Conditions(Table):
    """Conditions of recognition beside the criteria; one row per commune, year and condition of the criteria set."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    period: Series[int] = field("Năm", "year it is asked for", ge=2000, le=2100)
    condition: Series[str] = field(
        "Điều kiện", "key of a condition of the criteria set", str_matches=r"^[a-z][a-z_]*\Z"
    )
    met: Series[pd.BooleanDtype] = field("Đạt", "whether it is met; empty while not known", nullable=True)
    note: Series[str] = field("Ghi chú", "share reached, number of the document, what is left to do", nullable=True)


class Funds(Table):
    """Money raised for the programme; one row per commune, year and source. Empty while nobody reported it."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    year: Series[int] = field("Năm", "year it is raised in", ge=2000, le=2100)
    source: Series[str] = field("Nguồn vốn", "source of the money", isin=list(FUND_SOURCES))
    planned: Series[float] = field("Kế hoạch năm", "plan of the year", unit="million VND", nullable=True, ge=0)
    raised_half: Series[float] = field(
        "Huy động 6 tháng", "raised in the first six months", unit="million VND", nullable=True, ge=0
    )
    raised: Series[float] = field("Huy động cả năm", "raised in the year", unit="million VND", nullable=True, ge=0)
    planned_rest: Series[float] = field(
        "Kế hoạch 6 tháng cuối năm", "plan for the last six months", unit="million VND", nullable=True, ge=0
    )


class Attachments(Table):
    """Photographs and documents of communes; one row per file or link."""

    number: Series[int] = field("Số", "running number", ge=1, unique=True)
    code: Series[str] = code_field("Mã xã", "official code of the unit")
    on: Series[pd.Timestamp] = field("Ngày", "day it was taken or signed")
    kind: Series[str] = field("Loại", "photo or document", isin=["photo", "document"])
    title: Series[str] = field("Nội dung", "what it shows or says", str_length={"min_value": 1})
    file_name: Series[str] = field("Tên tệp", "name of the file", str_length={"min_value": 1})
    sha256: Series[str] = field("Mã tệp", "hash of the file that is kept", str_matches=r"^[0-9a-f]{64}\Z")


class Inspections(Table):
    """Visits; one row per visit."""

    number: Series[int] = field("Số", "running number", ge=1, unique=True)
    code: Series[str] = code_field("Mã xã", "official code of the unit")
    on: Series[pd.Timestamp] = field("Ngày kiểm tra", "day of the visit")
    who: Series[str] = field("Đoàn kiểm tra", "who came", str_length={"min_value": 1})
    findings: Series[str] = field("Nội dung, kết luận", "what was found", str_length={"min_value": 1})
