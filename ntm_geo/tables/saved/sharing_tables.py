"""What people say of a view, and the views they save."""

from __future__ import annotations

from typing import Final

import pandas as pd
from pandera.typing import Series

from ntm_geo.tables.base import Table, field

LONGEST_COMMENT: Final = 1_000
_ADDRESS: Final = r"^[A-Za-z0-9/?=&%._~+:,;-]{0,600}\Z"


class Comments(Table):
    """Comments on views of pages; an answer names the comment it answers. Nothing is taken away, only resolved."""

    number: Series[int] = field("Số", "running number", ge=1, unique=True)
    page: Series[str] = field("Trang", "address of the page, empty for the first", str_matches=r"^[a-z-]{0,40}\Z")
    view: Series[str] = field("Cách xem", "query of the address that opens the view again", str_matches=_ADDRESS)
    text: Series[str] = field("Nội dung", "what is said", str_length={"min_value": 1, "max_value": LONGEST_COMMENT})
    by: Series[str] = field("Người viết", "name of who wrote it")
    account: Series[str] = field("Tài khoản", "account it was written by; empty without accounts", nullable=True)
    at: Series[str] = field("Lúc", "moment, ISO 8601 in UTC")
    answers: Series[pd.Int64Dtype] = field("Trả lời", "number of the comment it answers", nullable=True)
    resolved_by: Series[str] = field("Người kết thúc", "who said it is settled; empty while open", nullable=True)


class SavedViews(Table):
    """Views saved by name, each of its owner; those that are shared are seen by everybody."""

    account: Series[str] = field("Tài khoản", "account of the owner; empty without accounts")
    name: Series[str] = field("Tên", "name of the view", str_length={"min_value": 1, "max_value": 80})
    page: Series[str] = field("Trang", "address of the page, empty for the first", str_matches=r"^[a-z-]{0,40}\Z")
    view: Series[str] = field("Cách xem", "query of the address that opens it", str_matches=_ADDRESS)
    by: Series[str] = field("Người lưu", "name of the owner")
    shared: Series[bool] = field("Dùng chung", "whether everybody sees it")
