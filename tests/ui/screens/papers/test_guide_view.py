"""The guide is whole: every chapter has a heading, every picture it names is there and is named once."""

import pytest
from PIL import Image

from ntm_geo.ui.screens.papers.guide_view import CHAPTERS, GUIDE_DIR, parts, title


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_a_heading_text_and_pictures_that_are_there(chapter):
    assert title(chapter)
    found = parts(chapter)
    assert any(one.picture is None for one in found)
    for one in found:
        if one.picture:
            assert one.text
            with Image.open(one.picture) as picture:
                assert picture.size == (1366, 768)


def test_nothing_lies_about_that_no_chapter_shows():
    shown = [one.picture for chapter in CHAPTERS for one in parts(chapter) if one.picture]
    assert sorted(shown) == sorted((GUIDE_DIR / "images").glob("*.png"))
    assert sorted(path.stem for path in GUIDE_DIR.glob("*.md")) == sorted(CHAPTERS)
