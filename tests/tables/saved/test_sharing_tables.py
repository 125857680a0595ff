"""Addresses of comments and saved views lead nowhere but to pages of ours."""

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import validate
from ntm_geo.tables.saved.sharing_tables import SavedViews

ROW = {
    "account": "hoa",
    "name": "Giao ban",
    "page": "ban-do",
    "view": "period=2026&theme=10.1",
    "by": "Hoa",
    "shared": True,
}


def test_an_address_of_ours_is_taken():
    assert len(validate(pd.DataFrame([ROW]), SavedViews)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"page": "//evil.test"},
        {"page": "javascript"[:4] + ":x"},
        {"view": '"><script>'},
        {"view": "x" * 700},
        {"name": ""},
    ],
)
def test_no_other_address_is(change):
    with pytest.raises(TableError):
        validate(pd.DataFrame([ROW | change]), SavedViews)
