"""The first visitor may come by a link."""

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from ntm_geo.ui.launch import launch, load


def test_streamlit_is_told_where_pages_come_from(monkeypatch):
    started = []
    monkeypatch.setattr(cli, "main", lambda **options: started.append(options))
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    launch()
    assert started == [{"prog_name": "streamlit"}]
    assert PagesManager.uses_pages_directory is False


def test_what_every_page_needs_is_loaded_before_the_first_visitor(monkeypatch):
    loaded = []
    monkeypatch.setattr("ntm_geo.ui.launch.import_module", loaded.append)
    load()
    assert "ntm_geo.themes.map_themes" in loaded
    assert not [name for name in loaded if ".ui." in name], "components are declared once the server runs"
