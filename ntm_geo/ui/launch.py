"""Start Streamlit for the application: ``python -m ntm_geo.ui.launch run app.py``.

The folder ``pages/`` beside ``app.py`` makes Streamlit take it for the pages of the application until the first
visitor has come; a link to one of our own addresses, opened by that visitor, is then greeted with "page not found".
So Streamlit is told beforehand that pages come from ``st.navigation``. And the application is started by way of
`ntm_geo.ui.server`, which warms it and gives it its other addresses.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from ntm_geo.settings import PROJECT_DIR
from ntm_geo.ui.heaps import few_heaps

_SERVER: Final = Path(__file__).with_name("server.py")


def launch() -> None:
    """Run the Streamlit command with the words of this one; our application by way of its server."""
    few_heaps()
    PagesManager.uses_pages_directory = False
    sys.argv[1:] = [_by_server(word) for word in sys.argv[1:]]
    cli.main(prog_name="streamlit")


def _by_server(word: str) -> str:
    return str(_SERVER) if word.endswith("app.py") and Path(word).resolve() == PROJECT_DIR / "app.py" else word


if __name__ == "__main__":
    launch()
