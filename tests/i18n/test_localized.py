"""A name that is data follows the language."""

from ntm_geo.i18n import Localized, use_hamlet_word, use_language


def test_the_current_language_is_shown():
    name = Localized(vi="Giao thông", en="Transport")
    assert str(name) == "Giao thông"
    use_language("en")
    try:
        assert str(name) == "Transport"
    finally:
        use_language("vi")


def test_hamlets_are_called_as_the_province_does_in_words_of_the_program_alone():
    ours, law = Localized(vi="Xóm trước", en="Hamlets first", local=True), Localized(vi="đường ngõ, xóm", en="lanes")
    use_hamlet_word("ấp")
    try:
        assert (str(ours), str(law)) == ("Ấp trước", "đường ngõ, xóm")
    finally:
        use_hamlet_word("")
    assert str(ours) == "Xóm trước"
