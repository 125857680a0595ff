"""Support: what agencies registered to do for their communes in a year, what they did, what communes confirm of it."""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from ntm_geo.tables.agency_table import AGENCY_PATTERN
from ntm_geo.tables.base import CRITERION_PATTERN, MOMENT_PATTERN, Table, code_field, field


class Support(Table):
    """One row per thing an agency registered with a commune for a year."""

    number: Series[int] = field("Số", "running number", ge=1, unique=True)
    agency: Series[str] = field("Mã cơ quan", "key of the agency", str_matches=AGENCY_PATTERN)
    code: Series[str] = code_field("Mã xã", "official code of the unit")
    year: Series[int] = field("Năm", "year it is registered for", ge=2000, le=2100)
    content: Series[str] = field("Nội dung đăng ký", "what is to be done", str_length={"min_value": 1})
    criterion: Series[str] = field(
        "Tiêu chí", "criterion it serves; empty when none", nullable=True, str_matches=CRITERION_PATTERN
    )
    money: Series[float] = field("Kinh phí đăng ký", "money registered", unit="million VND", nullable=True, ge=0)
    days: Series[float] = field("Ngày công đăng ký", "days of work registered", unit="day", nullable=True, ge=0)
    due_on: Series[pd.Timestamp] = field("Thời hạn", "day it is to be done by", nullable=True)
    done_on: Series[pd.Timestamp] = field("Ngày hoàn thành", "day it was done; empty while open", nullable=True)
    done: Series[str] = field("Kết quả", "what was done", nullable=True)
    money_done: Series[float] = field("Kinh phí thực hiện", "money spent", unit="million VND", nullable=True, ge=0)
    days_done: Series[float] = field("Ngày công thực hiện", "days of work done", unit="day", nullable=True, ge=0)


class Confirmations(Table):
    """What communes say of support that was reported done; rows are only added, the newest of a support counts."""

    number: Series[int] = field("Số", "running number", ge=1, unique=True)
    support: Series[int] = field("Số nội dung giúp đỡ", "number of the support it speaks of", ge=1)
    code: Series[str] = code_field("Mã xã", "official code of the unit")
    year: Series[int] = field("Năm", "year the support is registered for", ge=2000, le=2100)
    confirmed: Series[bool] = field("Xác nhận", "whether the commune confirms that it was done as reported")
    note: Series[str] = field(
        "Ý kiến của xã", "what is not as reported; always where it is not confirmed", nullable=True,
        str_length={"max_value": 1_000},
    )  # fmt: skip
    at: Series[str] = field("Lúc", "moment, ISO 8601 in UTC", str_matches=MOMENT_PATTERN)
    by: Series[str] = field("Người xác nhận", "name of who says it")
    account: Series[str] = field("Tài khoản", "account it was said by; empty without accounts", nullable=True)
