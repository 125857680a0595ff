"""Minutes and opinions, read back from Word: what was entered stands there, everything else is left open."""

from ntm_geo.dossier_papers.council_papers import minutes_docx


def test_minutes_hold_the_vote(facts, words):
    text = words(minutes_docx(facts.new)).text
    assert "Số thành viên Hội đồng: 11; có mặt: 9" in text
    assert "Đồng ý đề nghị công nhận: 8/9" in text
    assert "Hội đồng đề nghị công nhận xã Bảo Lâm" in text
    assert "ngày 20 tháng 10 năm 2026" in text
    assert "Họp trực tuyến" in text
    assert "Tỷ lệ biểu quyết cần thiết phải đối chiếu" in text


def test_minutes_without_a_vote_are_left_open_and_say_so(members, words):
    text = words(members["05-bien-ban-hoi-dong.docx"]).text
    assert "Số thành viên Hội đồng: ………; có mặt: ………" in text
    assert "chưa có kết quả biểu quyết" in text
    assert "Hội đồng đề nghị công nhận xã" not in text


def test_opinions_stand_by_department(members, words):
    paper = words(members["04-y-kien-so-nganh.docx"])
    (table,) = [item for item in paper.tables if item[0][1] == "Sở, ngành"]
    (row,) = [row for row in table if row[2].startswith("11.") and row[1] != "Huyện"]
    assert row[3:] == ["Chưa đạt", "Thiếu danh sách hộ", "20/01/2023\nLan"]
    assert "ý kiến chưa có" in paper.text
