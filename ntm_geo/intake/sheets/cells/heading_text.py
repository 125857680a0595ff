"""The text of headings, made plain."""

from __future__ import annotations

from ntm_geo.boundaries.names import search_key


def plain(heading: str) -> str:
    """Return a heading in small letters without marks, its points kept and its spaces single."""
    return " ".join(search_key(heading).replace("&", " va ").split())
