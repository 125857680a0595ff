"""The pictures of the guide, taken anew in a real browser; `NTM_WRITE_PICTURES=1` puts them into docs/guide/images."""

import io
import os

import pytest
from PIL import Image
from playwright.sync_api import expect

from ntm_geo.ui.screens.papers.guide_view import GUIDE_DIR
from tests.app_server import WAIT, Traffic

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MAP = "iframe[title='streamlit_folium.st_folium']"
PICTURES = {
    "tong-quan": ("", None),
    "mot-xa": ("ban-do?commune=01438", None),
    "xa-uu-tien": ("uu-tien", None),
    "lo-trinh": ("lo-trinh", None),
    "so-nganh": ("so-nganh", None),
    "dang-ky": ("dang-ky", None),
    "du-lieu": ("du-lieu", None),
    "tai-ve": ("ban-do", "Tải về, chia sẻ"),
    "phan-cong": ("phan-cong", None),
    "van-ban": ("bao-cao", None),
    "trinh-chieu": ("trinh-chieu", "Bắt đầu trình chiếu"),
}
"""File to the address, and what is opened and brought into view before the picture is taken."""
WITHOUT_MAP = {"du-lieu", "bao-cao", "trinh-chieu"}


@pytest.fixture(scope="module")
def visit(chrome, served):
    context = chrome.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")

    def go(path):
        page = context.new_page()
        traffic = Traffic(context, page)
        page.goto(served + path)
        if path not in WITHOUT_MAP:
            expect(page.frame_locator(MAP).first.locator("path[data-code]").first).to_be_visible(timeout=WAIT)
        expect(page.get_by_text("NTM Geo")).to_be_visible(timeout=WAIT)
        traffic.settled()
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=WAIT)
        page.wait_for_timeout(400)
        return page, traffic

    yield go
    context.close()


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_guide_shows_what_its_page_shows(visit, name):
    path, opened = PICTURES[name]
    page, traffic = visit(path)
    if opened:
        button = page.get_by_role("button", name=opened)
        button.scroll_into_view_if_needed()
        button.click()
        page.wait_for_timeout(800)
    if name == "trinh-chieu":
        stage = page.frame_locator("iframe[title*='stage']")
        expect(stage.locator("body[data-ready]")).to_be_attached(timeout=WAIT)
        page.keyboard.type("03")
        expect(stage.locator("body[data-slide='3']")).to_be_attached(timeout=WAIT)
        page.wait_for_timeout(1500)
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    assert traffic.outside == []
    assert shown.size == (1366, 768)
    assert len(shown.resize((136, 76)).getcolors(20_000)) > 30, "the page is empty"
    if os.environ.get("NTM_WRITE_PICTURES"):
        # A palette keeps a picture near 80 kB; nobody sees the difference.
        shown.quantize(128).save(GUIDE_DIR / "images" / f"{name}.png", optimize=True)
    page.close()
