"""The frame around every page."""

import pytest

PAGES = ["", "tier_map"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("lang", "word"), [("vi", "bản đồ dùng Leaflet"), ("en", "maps drawn with Leaflet")])
def test_every_page_opens_in_both_languages(app, page, lang, word):
    at = app(page, lang=lang)
    assert not at.error
    assert any(word in one.value for one in at.caption)


def test_the_language_can_be_changed_and_stays_in_the_address(app):
    at = app("tier_map")
    at.segmented_control[0].set_value("en").run()
    assert at.session_state["ntm_view"].lang == "en"
    assert dict(at.query_params)["lang"] in ("en", ["en"])
    assert any(one.label == "Period" for one in at.selectbox)
