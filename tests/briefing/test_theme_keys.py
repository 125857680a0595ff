"""Themes are named by their key; a wrong one is named back."""

import pytest

from ntm_geo.briefing.theme_keys import theme_of
from ntm_geo.errors import NotInForceError, TableError


@pytest.fixture(scope="module")
def data(brief_data):
    return brief_data()


@pytest.mark.parametrize(
    ("key", "title"), [("tiers", "Mức độ"), ("hamlets", "Xóm"), ("6", "Tiêu chí 6"), ("10.1", "10.1")]
)
def test_themes_are_named_by_their_key(data, key, title):
    assert title in theme_of(data, key).title


@pytest.mark.parametrize("key", ["77", "10.99", ""])
def test_an_unknown_theme_is_named(data, key):
    with pytest.raises(TableError):
        theme_of(data, key)


def test_hamlets_by_class_need_criteria_of_their_own(data):
    with pytest.raises(NotInForceError, match="2022"):
        theme_of(data, "hamlet-classes")
