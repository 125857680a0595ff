"""Errors on the screen: in words, never a trace."""

from streamlit.testing.v1 import AppTest

from ntm_geo.ui.messages import escaped


def _ours():
    from ntm_geo.errors import InputFileError, msg
    from ntm_geo.i18n import use_language
    from ntm_geo.ui.messages import guard

    use_language("vi")
    with guard():
        raise InputFileError(msg("The file is empty."), where="xa.shp", fix=msg("Export the boundaries again."))


def _foreign():
    from ntm_geo.ui.messages import guard

    with guard():
        raise ZeroDivisionError("secret detail")


def test_an_error_of_ours_says_what_where_and_how():
    at = AppTest.from_function(_ours).run()
    (shown,) = at.error
    assert "xa.shp" in shown.value
    assert "Tệp rỗng" in shown.value or "trống" in shown.value.lower()
    assert "Traceback" not in shown.value
    assert not at.exception


def test_anything_else_shows_a_number_and_goes_to_the_log(caplog):
    at = AppTest.from_function(_foreign).run()
    (shown,) = at.error
    assert "secret detail" not in shown.value
    number = shown.value.rstrip(".").split()[-1]
    assert number in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert not at.exception


def test_nothing_of_a_line_is_taken_for_markdown():
    assert escaped("a_b *c* [d](e) <f>") == r"a\_b \*c\* \[d\]\(e\) \<f\>"
