"""Papers of the commune, read back from Word: figures, marks, and room where nothing is known."""

from ntm_geo.dossier_papers.commune_papers import application_paper, satisfaction_paper
from ntm_geo.reports.word import docx


def test_the_table_agrees_with_the_facts_line_by_line(members, words, facts):
    (table,) = [item for item in words(members["03-bang-tong-hop.docx"]).tables if item[0][0] == "Mã"]
    shown = {row[0]: row for row in table[1:]}
    results = {"met": "Đạt", "not_met": "Chưa đạt", "not_applicable": "không áp dụng", "unknown": "–"}
    assert list(shown) == facts.old.lines["item"].tolist()
    for line in facts.old.lines.to_dict("records"):
        row = shown[line["item"]]
        assert row[4] == results[line["status"]], line["item"]
        assert row[6].removesuffix(" (*)") == results[line["appraised"]], line["item"]
        assert row[6].endswith(" (*)") == (line["appraised"] in {"met", "not_met"} and not line["by_dossier"])
    assert shown["2.1"][7] == "Bảng kê_ đường xã.pdf, trang 3"
    assert "(**)" in shown["10.1"][2]


def test_report_and_application_tell_the_same_counts(members, words):
    report, application = words(members["02-bao-cao.docx"]), words(members["01-to-trinh.docx"])
    sentence = next(line for line in report.text.splitlines() if "Theo kết quả thẩm định" in line)
    assert sentence in application.text
    rows = next(table for table in report.tables if table[0][1] == "Tiêu chí")[1:]
    met = sum(row[3].startswith("Đạt") for row in rows)
    assert f"xã đạt {met}/19 tiêu chí" in sentence
    assert "Ủy ban nhân dân huyện Bảo Lâm" in application.text
    assert "bản dự thảo" in application.text


def test_every_paper_says_that_figures_are_made_up_and_that_no_form_was_at_hand(members, words):
    papers = [name for name in members if name.endswith(".docx") and name[0] == "0"]
    assert len(papers) == 7
    for name in papers:
        text = words(members[name]).text
        assert "Số liệu minh họa" in text, name
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
        assert name.startswith("00") or "Chưa có mẫu biểu" in text, name


def test_an_application_of_a_commune_that_meets_everything_is_no_draft(facts, words):
    text = words(docx(application_paper(facts.new, ()))).text
    assert "xã đạt 10/10 tiêu chí." in text
    assert "dự thảo" not in text
    assert "Ủy ban nhân dân tỉnh Cao Bằng" in text
    assert "minh họa" not in text


def test_satisfaction_is_left_open_where_nothing_is_known(facts, words):
    assert "chưa nhập" in words(docx(satisfaction_paper(facts.old))).text
    assert "Chưa nhập quy định xét công nhận" in words(docx(satisfaction_paper(facts.new))).text
