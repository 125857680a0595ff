"""The form of the decree: A4, its margins and type, page numbers from the second page, a heading that is repeated."""

import io
from datetime import date

from docx import Document

from ntm_geo.reports import official

HEAD = official.Letterhead(
    issuer="ỦY BAN NHÂN DÂN TỈNH A", place="A", number="12/BC-UBND", day=date(2023, 7, 1),
    signer_role="CHỦ TỊCH", signer="Nguyễn Văn A", recipients=("Như trên", "Lưu: VT"),
)  # fmt: skip


def _made(**options):
    paper = official.new_paper(**options)
    official.add_heading(paper, HEAD)
    official.add_title(paper, "BÁO CÁO", "Kết quả", "số liệu minh họa")
    official.add_heading_line(paper, "I. KẾT QUẢ")
    official.add_text(paper, "Toàn tỉnh có 17 xã đạt chuẩn.")
    official.add_table(paper, ["STT", "Xã"], [[1, "Xã A"], [2, None]], (15, 80), centred=(0,))
    official.add_signature(paper, HEAD)
    return Document(io.BytesIO(official.as_bytes(paper)))


def test_the_page_is_a4_with_the_margins_of_the_decree():
    section = _made().sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= section.top_margin.mm <= 25
    assert 30 <= section.left_margin.mm <= 35
    assert 15 <= section.right_margin.mm <= 20
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    turned = _made(landscape=True).sections[0]
    assert round(turned.page_width.mm) == 297


def test_type_heading_and_signature():
    paper = _made()
    assert paper.styles["Normal"].font.name == "Times New Roman"
    assert paper.styles["Normal"].font.size.pt in {13, 14}
    top = paper.tables[0]
    assert "CỘNG HÒA" in top.rows[0].cells[1].text
    assert top.rows[1].cells[0].text == "Số: 12/BC-UBND"
    assert top.rows[1].cells[1].text == "A, ngày 01 tháng 07 năm 2023"
    last = paper.tables[-1]
    assert "Nơi nhận:" in last.rows[0].cells[0].text
    assert last.rows[0].cells[1].text.split("\n")[0] == "CHỦ TỊCH"


def test_a_day_that_is_not_known_leaves_room():
    paper = official.new_paper()
    official.add_heading(paper, official.Letterhead(issuer="A", place="B"))
    assert "ngày      tháng" in paper.tables[0].rows[1].cells[1].text


def test_rows_stay_whole_and_the_heading_is_repeated():
    table = _made().tables[1]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:cantSplit" in table.rows[1]._tr.xml
    assert table.rows[2].cells[1].text == ""
