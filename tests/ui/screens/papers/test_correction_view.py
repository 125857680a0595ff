"""One cell corrected on the page: first what follows is read, then it is kept and everything made anew."""

from ntm_geo.briefing.correction import Correction, value_now
from ntm_geo.briefing.paper_jobs import papers_of
from ntm_geo.briefing.publish import Published
from ntm_geo.records.figures import load_figures
from tests.paper_worker import newest, wait_for_papers

CELL = Correction(period=2022, code="01291", criterion="17", met=True, reason="")


def say_the_cell(_progress, workspace, request):
    """Return what is asked for, and the cell that papers would read; the making of papers has tests of its own."""
    return Published(content=f"{request.kind} {value_now(load_figures(workspace), CELL)}".encode())


def _fill(at):
    at.selectbox(key="fix_commune").set_value("01291").run()
    at.selectbox(key="fix_criterion").set_value("17").run()
    at.text_input(key="fix_reason").set_value("Thẩm định lại").run()
    return at


def test_it_is_kept_only_after_what_follows_was_read(fresh, app, made_by):
    made_by(say_the_cell)
    at = _fill(app("reports"))
    assert at.button(key="fix_keep").disabled
    at.button(key="fix_look").click().run()
    assert not at.exception
    assert any("từ 6 thành 7 tiêu chí đạt" in one.value for one in at.markdown)
    at.button(key="fix_keep").click().run()
    assert not at.exception
    wait_for_papers(at)
    assert newest(at).state == "done"
    assert papers_of(fresh, newest(at)) == b"all True", "everything is made anew, of the corrected cell"
    assert value_now(load_figures(fresh), CELL) is True


def test_what_says_so_already_is_refused_in_words(app):
    at = _fill(app("reports"))
    at.selectbox(key="fix_result").set_value("not_met").run()
    at.button(key="fix_look").click().run()
    assert any("Dữ liệu đã ghi đúng như vậy" in one.value for one in at.error)
