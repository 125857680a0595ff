"""The frame around every page."""

import tomllib
from datetime import date

import pytest

from ntm_geo.monitoring.entries import add_record
from ntm_geo.ui import shell
from tests.app_server import ROOT

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


def test_what_is_late_is_counted_in_the_navigation_and_not_in_the_heading(app, fresh):
    row = {"code": "01291", "what": "Thiếu vốn", "raised_on": date(2022, 3, 1), "due_on": date(2022, 4, 1)}
    add_record(fresh, "difficulties", row, vintage="2020", by="Lan")
    at = app("plans")
    assert shell._work_section() == "Theo dõi (vướng mắc quá hạn: 1)"
    [heading] = [found.proto.body for found in at.get("html") if "<h1" in found.proto.body]
    assert '<span class="ntm-section">Theo dõi › </span>' in heading


def test_the_heading_of_my_work_carries_no_count(app, fresh, monkeypatch):
    monkeypatch.setattr(shell, "work_waiting", lambda: 3)
    at = app("my_work")
    assert shell._my_work() == "Việc của tôi (3)"
    [heading] = [found.proto.body for found in at.get("html") if "<h1" in found.proto.body]
    assert heading.endswith("Việc của tôi</h1>")


def _luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, other):
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_can_be_read(theme):
    held = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][theme]
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        assert _contrast(held["textColor"], held[ground]) >= 7
        assert _contrast(held["primaryColor"], held[ground]) >= 4.5
