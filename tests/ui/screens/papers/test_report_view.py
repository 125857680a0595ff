"""The page of papers: one product is made at a time, its progress told, its file offered, its error plain."""

import threading
import time

from ntm_geo.briefing.publish import Published
from ntm_geo.errors import ContractError, msg
from ntm_geo.ui.screens.papers import report_view


def _wait(at, seconds=180):
    end = time.monotonic() + seconds
    while at.session_state["publish_job"].job.state == "running" and time.monotonic() < end:
        time.sleep(0.2)
    return at.run()


def test_a_product_is_made_beside_the_page_and_offered(app):
    at = app("reports")
    assert any("17/139 xã" in one.proto.body for one in at.get("html"))
    at.button(key="make_workbook_xlsx").click().run()
    assert not at.exception
    at = _wait(at)
    assert [one.value for one in at.success] == ["Bảng số liệu đã lập xong."]
    assert [one.proto.label for one in at.get("download_button")] == ["Tải so-lieu-2022.xlsx"]


def say_the_period(_progress, _workspace, request):
    return Published(content=f"{request.kind} {request.brief.period} {request.brief.half}".encode())


def test_six_months_are_a_report_of_their_own(app, made_by):
    made_by(say_the_period)
    at = app("reports")
    at.segmented_control(key="brief_half").set_value("half").run()
    at.button(key="make_forms_xlsx").click().run()
    assert "Tải bieu-mau-2022-6-thang.xlsx" in [one.proto.label for one in _wait(at).get("download_button")]
    assert at.session_state["publish_job"].job.result.content == b"forms 2022 True"


def test_stopped_work_says_that_nothing_was_written(app):
    at = app("reports")
    at.segmented_control(key="atlas_by").set_value("commune").run()
    at.button(key="make_atlas_pdf").click().run()
    at.session_state["publish_job"].job.stop()
    assert any("Đã dừng" in one.value for one in _wait(at).info)


def refuse(*_):
    raise ContractError(msg("There is no commune {code} among the units of {vintage}.", code="1", vintage="2"),
                        where="Bảng 1", fix=msg("Begin again when you need it."))  # fmt: skip


def test_an_error_is_told_in_words(app, made_by):
    made_by(refuse)
    at = app("reports")
    at.button(key="make_report_pdf").click().run()
    (error,) = _wait(at).error
    assert "Bảng 1" in error.value
    assert "Không có xã 1" in error.value


def test_the_time_to_wait_is_that_of_the_last_time(app, made_by, monkeypatch):
    seen, asked = threading.Event(), []
    made_by(lambda *_given: Published(content=str(seen.wait(90)).encode()))
    monkeypatch.setattr(report_view, "expected_seconds", lambda _folder, work, usual: {"workbook-xlsx": 33.0}[work])
    monkeypatch.setattr(report_view, "remember_seconds", lambda *kept: asked.append(kept))
    at = app("reports")
    at.button(key="make_workbook_xlsx").click().run()
    assert at.session_state["publish_job"].expected == 33
    assert at.session_state["publish_job"].job.state == "running"
    seen.set()
    _wait(at)
    [(_folder, work, seconds)] = asked
    assert (work, seconds) == ("workbook-xlsx", 7)


def test_a_button_says_what_it_makes():
    assert report_view.make_label("zip") == "Lập bộ hồ sơ (ZIP)"
    assert report_view.make_label("docx") == "Lập bản Word"
    assert report_view.make_label("pdf") == "Lập bản PDF"
