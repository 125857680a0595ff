"""The browser of the tests reaches no other machine, and a page that asks for one is found out."""

import pytest

from tests.app_server import Traffic

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.mark.parametrize("outside", ["http://example.org/", "http://192.0.2.1/"])
def test_another_machine_is_refused_by_name_and_by_number(chrome, served, outside):
    context = chrome.new_context()
    page = context.new_page()
    traffic, refused = Traffic(context, page), []
    page.on("requestfailed", lambda request: refused.append((request.url, request.failure)))
    page.goto(served + "_stcore/health")
    assert page.evaluate(f"fetch('{outside}', {{mode: 'no-cors'}}).then(() => 'reached', () => 'refused')") == "refused"
    assert refused == [(outside, "net::ERR_NAME_NOT_RESOLVED")]
    assert traffic.outside == [outside]
    context.close()
