"""The page of papers: what they will say, every product, and the correction, in both languages."""

import pytest


@pytest.mark.parametrize(("lang", "title"), [("vi", "Trọn bộ cho cuộc họp"), ("en", "Everything for the meeting")])
def test_every_product_is_offered(app, lang, title):
    at = app("reports", lang=lang)
    assert f"**{title}**" in [one.value for one in at.markdown]
    keys = {one.key for one in at.button}
    assert {"make_all_zip", "make_report_docx", "make_report_pdf", "make_slides_pptx", "make_workbook_xlsx",
            "make_forms_docx", "make_forms_xlsx", "make_map_png", "make_map_pdf", "make_atlas_pdf"} <= keys  # fmt: skip


def test_the_sentences_are_those_of_the_year(app):
    at = app("reports", period="2021")
    assert any("14/139 xã" in one.proto.body for one in at.get("html"))
