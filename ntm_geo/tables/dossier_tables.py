"""The way of a figure: what a commune reports of itself, its evidence, what was sent, appraised, and voted on."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from pandera.typing import Series

from ntm_geo.tables.base import CRITERION_PATTERN, ITEM_PATTERN, MOMENT_PATTERN, Table, code_field, field
from ntm_geo.tables.standing_table import LEVELS

APPRAISAL_STEPS: Final = ("district", "department")
"""Who looks at what a commune sent: the district (until that step ended), the department in charge."""
VERDICTS: Final = ("met", "not_met", "sent_back")
LONGEST_REASON: Final = 1_000
_REMARK: Final = {"max_value": LONGEST_REASON}


def _item_field() -> Any:
    return field("Tiêu chí, chỉ tiêu", "code of a criterion, an indicator or a part", str_matches=ITEM_PATTERN)


class Reports(Table):
    """What a commune fills in of itself before it sends it; one row per commune, item and year."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    item: Series[str] = field(
        "Tiêu chí, chỉ tiêu", "code of a criterion, an indicator or a part", str_matches=ITEM_PATTERN
    )
    period: Series[int] = field("Năm", "year it stands for, at 31 December", ge=2000, le=2100)
    value: Series[float] = field("Giá trị", "in the indicator's unit; pass/fail as 1/0", nullable=True)
    met: Series[pd.BooleanDtype] = field("Đạt", "what the commune says of a criterion as such", nullable=True)
    note: Series[str] = field("Thuyết minh", "remark of the commune", nullable=True, str_length=_REMARK)


class Evidence(Table):
    """Which attachment shows what a commune reports; one row per link of an item to a file."""

    number: Series[int] = field("Số", "running number", ge=1, unique=True)
    code: Series[str] = code_field("Mã xã", "official code of the unit")
    item: Series[str] = field(
        "Tiêu chí, chỉ tiêu", "code of a criterion, an indicator or a part", str_matches=ITEM_PATTERN
    )
    period: Series[int] = field("Năm", "year it stands for", ge=2000, le=2100)
    attachment: Series[int] = field("Số tài liệu", "number of the row of the attachments", ge=1)
    page: Series[str] = field("Trang", "page or clause to read", nullable=True, str_length={"max_value": 40})
    note: Series[str] = field("Ghi chú", "what it shows", nullable=True, str_length=_REMARK)


class SentReports(Table):
    """Copy of what a commune sent, item by item; rows are only added, one sending after the other."""

    code: Series[str] = code_field("Mã xã", "official code of the unit")
    item: Series[str] = field(
        "Tiêu chí, chỉ tiêu", "code of a criterion, an indicator or a part", str_matches=ITEM_PATTERN
    )
    period: Series[int] = field("Năm", "year it stands for, at 31 December", ge=2000, le=2100)
    sending: Series[int] = field("Lần gửi", "1 for the first sending of a commune in a year", ge=1)
    value: Series[float] = field("Giá trị", "in the indicator's unit; pass/fail as 1/0", nullable=True)
    met: Series[pd.BooleanDtype] = field("Đạt", "what the commune says of a criterion as such", nullable=True)
    note: Series[str] = field("Thuyết minh", "remark of the commune", nullable=True, str_length=_REMARK)
    at: Series[str] = field("Lúc", "moment, ISO 8601 in UTC", str_matches=MOMENT_PATTERN)
    by: Series[str] = field("Người gửi", "name of who sent it")
    account: Series[str] = field("Tài khoản", "account it was sent by; empty without accounts", nullable=True)


class Appraisals(Table):
    """What was found of a criterion a commune sent; rows are only added, the newest of a sending counts."""

    number: Series[int] = field("Số", "running number", ge=1, unique=True)
    code: Series[str] = code_field("Mã xã", "official code of the unit")
    period: Series[int] = field("Năm", "year that is appraised", ge=2000, le=2100)
    criterion: Series[str] = field("Tiêu chí", "criterion code, such as 17", str_matches=CRITERION_PATTERN)
    sending: Series[int] = field("Lần gửi", "sending that was looked at", ge=1)
    step: Series[str] = field("Bước", "district or department", isin=list(APPRAISAL_STEPS))
    verdict: Series[str] = field("Kết quả", "met, not_met or sent_back", isin=list(VERDICTS))
    reason: Series[str] = field(
        "Lý do", "why; always where it is not met or sent back", nullable=True, str_length=_REMARK
    )
    due_on: Series[pd.Timestamp] = field("Hạn gửi lại", "day it is to be sent again by", nullable=True)
    at: Series[str] = field("Lúc", "moment, ISO 8601 in UTC", str_matches=MOMENT_PATTERN)
    by: Series[str] = field("Người thẩm định", "name of who appraised it")
    account: Series[str] = field("Tài khoản", "account it was entered by; empty without accounts", nullable=True)


class Councils(Table):
    """Votes of the council of appraisal; rows are only added, the newest of a commune, year and level counts."""

    number: Series[int] = field("Số", "running number", ge=1, unique=True)
    code: Series[str] = code_field("Mã xã", "official code of the unit")
    period: Series[int] = field("Năm", "year that is voted on", ge=2000, le=2100)
    level: Series[str] = field("Danh hiệu", "standard, advanced, model or modern", isin=list(LEVELS))
    held_on: Series[pd.Timestamp] = field("Ngày họp", "day of the meeting")
    members: Series[int] = field("Số thành viên", "members of the council", ge=1, le=200)
    present: Series[int] = field("Số có mặt", "members present", ge=1, le=200)
    agreed: Series[int] = field("Số đồng ý", "members who agreed to recognition", ge=0, le=200)
    proposes: Series[bool] = field("Đề nghị công nhận", "whether the council proposes recognition")
    minutes: Series[pd.Int64Dtype] = field("Biên bản", "number of the attachment with the minutes", nullable=True)
    note: Series[str] = field("Ghi chú", "remarks", nullable=True, str_length=_REMARK)
    at: Series[str] = field("Lúc", "moment, ISO 8601 in UTC", str_matches=MOMENT_PATTERN)
    by: Series[str] = field("Người nhập", "name of who entered it")
    account: Series[str] = field("Tài khoản", "account it was entered by; empty without accounts", nullable=True)
