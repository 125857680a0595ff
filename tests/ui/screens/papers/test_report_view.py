"""The page of papers: one product is made at a time, its progress told, its file offered, its error plain."""

import threading
import time

from ntm_geo.briefing.paper_jobs import papers_of
from ntm_geo.briefing.publish import Published
from ntm_geo.errors import ContractError, msg
from ntm_geo.ui.kit import cache
from ntm_geo.ui.screens.papers import report_view
from tests.paper_worker import newest, wait_for_papers


def test_a_product_is_made_beside_the_page_and_offered(app):
    at = app("reports")
    assert any("17/139 xã" in one.proto.body for one in at.get("html"))
    at.button(key="make_workbook_xlsx").click().run()
    assert not at.exception
    at = wait_for_papers(at)
    assert [one.value for one in at.success] == ["Bảng số liệu đã lập xong."]
    assert [one.proto.label for one in at.get("download_button")] == ["Tải so-lieu-2022.xlsx"]


def say_the_period(_progress, _workspace, request):
    return Published(content=f"{request.kind} {request.brief.period} {request.brief.half}".encode())


def test_six_months_are_a_report_of_their_own(app, made_by):
    made_by(say_the_period)
    at = app("reports")
    at.segmented_control(key="brief_half").set_value("half").run()
    at.button(key="make_forms_xlsx").click().run()
    assert "Tải bieu-mau-2022-6-thang.xlsx" in [one.proto.label for one in wait_for_papers(at).get("download_button")]
    assert papers_of(cache.workspace(), newest(at)) == b"forms 2022 True"


def test_stopped_work_says_that_nothing_was_written(app):
    at = app("reports")
    at.segmented_control(key="atlas_by").set_value("commune").run()
    at.button(key="make_atlas_pdf").click().run()
    at.button(key="stop_job").click().run()
    assert any("Đã dừng" in one.value for one in wait_for_papers(at).info)


def refuse(*_):
    raise ContractError(msg("There is no commune {code} among the units of {vintage}.", code="1", vintage="2"),
                        where="Bảng 1", fix=msg("Begin again when you need it."))  # fmt: skip


def test_an_error_is_told_in_words(app, made_by):
    made_by(refuse)
    at = app("reports")
    at.button(key="make_report_pdf").click().run()
    (error,) = wait_for_papers(at).error
    assert "Bảng 1" in error.value
    assert "Không có xã 1" in error.value


def test_the_time_to_wait_is_that_of_the_last_time(app, made_by, monkeypatch):
    seen, kept = threading.Event(), []
    made_by(lambda *_given: Published(content=str(seen.wait(90)).encode()))
    monkeypatch.setattr(report_view, "expected_seconds", lambda _folder, work, usual: {"workbook-xlsx": 3300.0}[work])
    monkeypatch.setattr(report_view, "remember_seconds", lambda *values: kept.append(values))
    at = app("reports")
    at.button(key="make_workbook_xlsx").click().run()
    while newest(at).state == "waiting":
        time.sleep(0.05)
    at.run()
    assert any("Còn khoảng 3" in bar.proto.text for bar in at.get("progress"))
    seen.set()
    wait_for_papers(at)
    [(_folder, work, seconds)] = kept
    assert work == "workbook-xlsx"
    assert seconds >= 0


def test_what_was_asked_for_is_found_again_by_its_browser_in_another_session(app, made_by):
    made_by(say_the_period)
    at = app("reports")
    at.button(key="make_workbook_xlsx").click().run()
    wait_for_papers(at)
    again = app("reports")
    assert not again.get("download_button"), "another browser has asked for nothing"
    again.session_state["ntm_seat"] = at.session_state["ntm_seat"]
    again.run()
    assert [offer.proto.label for offer in again.get("download_button")] == ["Tải so-lieu-2022.xlsx"]


def test_a_button_says_what_it_makes():
    assert report_view.make_label("zip") == "Lập bộ hồ sơ (ZIP)"
    assert report_view.make_label("docx") == "Lập bản Word"
    assert report_view.make_label("pdf") == "Lập bản PDF"
