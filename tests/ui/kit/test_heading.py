"""Every page says where the reader is, in the tab and on the page, and in which language it is."""

import re


def _html(at):
    return " ".join(str(one.proto.body) for one in at.get("html"))


def test_a_page_has_a_heading_and_the_section_it_is_in(app):
    at = app("districts")
    assert re.search(r'<h1 class="ntm-title">.*Địa bàn.*Huyện</h1>', _html(at))


def test_the_document_says_its_language(app):
    assert 'document.documentElement.lang = "vi"' in _html(app("tier_map"))
    assert 'document.documentElement.lang = "en"' in _html(app("tier_map", lang="en"))


def test_a_page_that_stands_open_in_the_menu_has_no_section(app):
    assert '<h1 class="ntm-title">Bản đồ mức độ</h1>' in _html(app("tier_map"))
