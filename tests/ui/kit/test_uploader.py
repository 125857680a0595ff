"""The box for files speaks the reader's language."""

import streamlit as st

from ntm_geo.i18n import use_language
from ntm_geo.ui.kit.uploader import say_uploader


def test_words_of_the_box_are_in_the_reader_s_language(monkeypatch):
    written = []
    monkeypatch.setattr(st, "html", written.append)
    say_uploader()
    use_language("en")
    say_uploader()
    assert "Choose files" not in written[0]
    assert "Choose files" in written[1]
    assert all("500 MB" in style for style in written)
