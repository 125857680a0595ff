"""The door: `streamlit run app.py`."""

from __future__ import annotations

from ntm_geo.ui import shell

shell.run()
