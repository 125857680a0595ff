"""The first visitor may come by a link."""

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from ntm_geo.ui.launch import launch


def test_streamlit_is_told_where_pages_come_from(monkeypatch):
    started = []
    monkeypatch.setattr(cli, "main", lambda **options: started.append(options))
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    launch()
    assert started == [{"prog_name": "streamlit"}]
    assert PagesManager.uses_pages_directory is False
