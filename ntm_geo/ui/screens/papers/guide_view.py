"""The user guide, read inside the program: the chapters of ``docs/guide`` with their pictures, without a network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.settings import PROJECT_DIR

if TYPE_CHECKING:
    from pathlib import Path

GUIDE_DIR: Final = PROJECT_DIR / "docs" / "guide"
CHAPTERS: Final = ("lanh-dao", "ke-hoach", "so-nganh", "ho-so", "du-lieu", "in-an")
"""Chapters in the order of their readers: leader, planner, officer, commune, whoever loads data, whoever prints."""
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\((images/[\w-]+\.png)\)")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a chapter: text in Markdown, or a picture with what it shows."""

    text: str
    picture: Path | None = None


def title(chapter: str) -> str:
    """Return the heading of a chapter: its first line."""
    return _read(chapter).splitlines()[0].lstrip("# ").strip()


def parts(chapter: str) -> list[Part]:
    """Return a chapter without its heading, taken apart at its pictures.

    Parameters
    ----------
    chapter : one of `CHAPTERS`.
    """
    body = _read(chapter).split("\n", maxsplit=1)[1]
    result, start = [], 0
    for match in _PICTURE.finditer(body):
        result += [Part(text=body[start : match.start()]), Part(text=match[1], picture=GUIDE_DIR / match[2])]
        start = match.end()
    return [item for item in [*result, Part(text=body[start:])] if item.picture or item.text.strip()]


def choose_chapter() -> str:
    """Let the reader say who he is; a link may say it as well."""
    query_params = str(st.query_params.get("chapter", ""))
    chosen = st.segmented_control(
        _("I am reading as"),
        CHAPTERS,
        default=query_params if query_params in CHAPTERS else CHAPTERS[0],
        format_func=lambda option: title(option).partition(":")[0],
        key="guide_chapter",
        label_visibility="collapsed",
    )
    return str(chosen or CHAPTERS[0])


def show_chapter(chapter: str) -> None:
    """Show a chapter; a picture takes the width of the text."""
    st.header(title(chapter))
    if st.session_state.get("ntm_view") and st.session_state["ntm_view"].lang != "vi":
        st.info(_("The guide is written in Vietnamese; the buttons it names stand at the same places."))
    with st.container(key="guide_text"):
        for part in parts(chapter):
            if part.picture is None:
                st.markdown(part.text)
            elif part.picture.is_file():
                st.image(str(part.picture), caption=part.text)


def _read(chapter: str) -> str:
    return (GUIDE_DIR / f"{chapter}.md").read_text(encoding="utf-8")
