"""The application is started by way of its server; the first visitor may come by a link."""

import sys
from pathlib import Path

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from ntm_geo.ui.launch import launch

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("script", "started"),
    [(ROOT / "app.py", ROOT / "ntm_geo/ui/server.py"), (Path("elsewhere/app.py"), Path("elsewhere/app.py"))],
    ids=["ours", "another"],
)
def test_our_application_is_started_by_way_of_its_server(monkeypatch, script, started):
    calls = []
    monkeypatch.setattr(cli, "main", lambda **_options: calls.append(list(sys.argv)))
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    monkeypatch.setattr(sys, "argv", ["launch", "run", str(script), "--server.port", "8501"])
    launch()
    assert calls == [["launch", "run", str(started), "--server.port", "8501"]]
    assert PagesManager.uses_pages_directory is False
