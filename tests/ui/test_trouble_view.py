"""Above the page: a disk that takes nothing is named in the reader's language, and the page is there all the same."""

import pytest

from ntm_geo.ui.kit import cache


@pytest.mark.parametrize(("trouble", "word"), [("read-only", "không cho ghi"), ("full", "đã đầy")])
def test_a_disk_that_takes_nothing_is_named_and_all_is_shown(app, monkeypatch, trouble, word):
    monkeypatch.setattr(cache, "trouble", lambda: trouble)
    at = app("overview")
    assert [warning.value for warning in at.warning if word in warning.value]
    assert not at.error
    assert at.selectbox


def test_where_nothing_is_wrong_nothing_is_said(app):
    assert not app("overview").warning
