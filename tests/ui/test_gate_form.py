"""The pages of the gate: in both languages, nothing typed becomes a tag."""

import pytest

from ntm_geo.i18n import use_language
from ntm_geo.ui.gate_form import closed_page, link_page, sign_in_page

TAG = '"><script>alert(1)</script>'


@pytest.mark.parametrize(("language", "word"), [("vi", "Đăng nhập"), ("en", "Sign in")])
def test_the_form_speaks_both_languages(language, word):
    use_language(language)
    page = sign_in_page("m")
    assert f'lang="{language}"' in page
    assert word in page
    assert 'autocomplete="current-password"' in page
    assert 'name="viewport"' in page


def test_what_is_typed_is_text():
    pages = (sign_in_page(TAG, TAG, account=TAG, notice=TAG, then=TAG), link_page(TAG, TAG, token=TAG, shortest=12))
    for page in pages:
        assert "<script" not in page
        assert "&lt;script&gt;" in page


def test_a_closed_server_names_both_ways_out():
    page = closed_page()
    assert "users add" in page
    assert "--open-to-network" in page
