"""Upload box in the reader's language."""

from __future__ import annotations

from typing import Final

import streamlit as st
from markupsafe import Markup

from ntm_geo.i18n import _

_UPLOADER_STYLE: Final = Markup(
    '<style>[data-testid="stFileUploaderDropzone"] button p, [data-testid="stFileUploaderDropzone"] small,'
    '[data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0 !important; }}'
    '[data-testid="stFileUploaderDropzone"] button p::after {{ content: "{choose}"; font-size: 1rem; }}'
    '[data-testid="stFileUploaderDropzoneInstructions"]::after {{ content: "{limit}"; font-size: .9rem; }}</style>'
)


def say_uploader() -> None:
    """Put words of the reader's language over those of the box files are dropped into.

    Streamlit has none of its own in Vietnamese; the limit stands in .streamlit/config.toml.
    """
    st.html(_UPLOADER_STYLE.format(choose=_("Choose files"), limit=_("at most 500 MB a file")))
