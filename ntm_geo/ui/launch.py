"""Start Streamlit for the application: ``python -m ntm_geo.ui.launch run app.py``.

The folder ``pages/`` beside ``app.py`` makes Streamlit take it for the pages of the application until the first
visitor has come; a link to one of our own addresses, opened by that visitor, is then greeted with "page not found".
So Streamlit is told beforehand that pages come from ``st.navigation``.
"""

from __future__ import annotations

import threading
from importlib import import_module
from typing import Final

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

_NEEDED: Final = (
    "ntm_geo.assessment.period",
    "ntm_geo.records.figures",
    "ntm_geo.themes.map_themes",
    "ntm_geo.themes.printed_maps",
    "ntm_geo.themes.download_files",
)
"""What every page needs and Streamlit need not be there for: components can be declared only once it is."""


def load() -> None:
    """Load what every page needs."""
    for name in _NEEDED:
        import_module(name)


def launch() -> None:
    """Run the Streamlit command with the words of this one."""
    PagesManager.uses_pages_directory = False
    # It takes seconds to load: it is under way before the first visitor comes.
    threading.Thread(target=load, daemon=True).start()
    cli.main(prog_name="streamlit")


if __name__ == "__main__":
    launch()
