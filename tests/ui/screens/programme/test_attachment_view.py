"""A commune's page lists its photographs and documents."""

from datetime import date

from ntm_geo.records.attachments import add_attachment


def test_the_page_offers_what_is_kept(fresh, app):
    add_attachment(
        fresh, "01291", vintage="2020", name="bien-ban.pdf", content=b"%PDF-1.7", title="Biên bản thẩm tra",
        on=date(2022, 6, 1), by="Lan",
    )  # fmt: skip
    at = app("commune", period="2022", commune="01291")
    assert any("(1)" in one.value for one in at.subheader)
    assert any("Biên bản thẩm tra · 01/06/2022" in str(one.proto.label) for one in at.get("download_button"))
    chosen = next(one for one in at.selectbox if "bien-ban.pdf" in str(one.options))
    assert chosen.options == ["Biên bản thẩm tra · bien-ban.pdf"]
