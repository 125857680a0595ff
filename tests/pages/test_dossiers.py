"""The page opens in both languages, for a year of either set, and for a ward that is outside the programme."""

import pytest


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("period", "commune"), [("2022", ""), ("2022", "01291"), ("2026", "01273"), ("1999", "x")])
def test_it_opens(app, lang, period, commune):
    at = app("dossiers", lang=lang, period=period, commune=commune)
    assert not at.exception
    assert not at.error
