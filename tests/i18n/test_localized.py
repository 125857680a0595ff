"""A name that is data follows the language."""

from ntm_geo.i18n import Localized, use_language


def test_the_current_language_is_shown():
    name = Localized(vi="Giao thông", en="Transport")
    assert str(name) == "Giao thông"
    use_language("en")
    try:
        assert str(name) == "Transport"
    finally:
        use_language("vi")
