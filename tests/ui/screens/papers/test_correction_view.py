"""One cell corrected on the page: first what follows is read, then it is kept and everything made anew."""

import time

from ntm_geo.briefing.correction import Correction, value_now
from ntm_geo.records.figures import load_figures


def _fill(at):
    at.selectbox(key="fix_commune").set_value("01291").run()
    at.selectbox(key="fix_criterion").set_value("17").run()
    at.text_input(key="fix_reason").set_value("Thẩm định lại").run()
    return at


def test_it_is_kept_only_after_what_follows_was_read(fresh, app):
    at = _fill(app("reports"))
    assert at.button(key="fix_keep").disabled
    at.button(key="fix_look").click().run()
    assert not at.exception
    assert any("từ 6 thành 7 tiêu chí đạt" in one.value for one in at.markdown)
    at.button(key="fix_keep").click().run()
    assert not at.exception
    job = at.session_state["publish_job"].job
    end = time.monotonic() + 90
    while job.state == "running" and time.monotonic() < end:
        time.sleep(0.2)
    assert job.state == "done"
    cell = Correction(period=2022, code="01291", criterion="17", met=True, reason="")
    assert value_now(load_figures(fresh), cell) is True


def test_what_says_so_already_is_refused_in_words(app):
    at = _fill(app("reports"))
    at.selectbox(key="fix_result").set_value("not_met").run()
    at.button(key="fix_look").click().run()
    assert any("Dữ liệu đã ghi đúng như vậy" in one.value for one in at.error)
