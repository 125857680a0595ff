"""Files at the gate: too large ones are refused before they are taken in, too many say when to go on."""

import pytest

from ntm_geo.accounts.account_list import Account, add_account
from ntm_geo.acting import PROGRAM, acting_as
from tests.ui.test_gate import PASSWORD, Browser, office, space  # noqa: F401 - a gate with two accounts

UPLOAD = "/_stcore/upload_file/a/b"


@pytest.fixture
def people(office):  # noqa: F811 - the fixture
    with acting_as(PROGRAM):
        for name, role, units in (("xa", "commune", ("01270",)), ("lanhdao", "leader", ()), ("khach", "guest", ())):
            new = Account(account=name, name=name, role=role, units=units)
            add_account(office.store, office.rights, new, password=PASSWORD)

    def signed_in(name):
        browser = Browser()
        assert browser.sign_in(account=name)[0] == 303
        return browser

    return signed_in


@pytest.mark.parametrize(
    ("who", "megabytes", "status"),
    [("hoa", 499, 200), ("hoa", 501, 413), ("xa", 49, 200), ("xa", 51, 413), ("quantri", 1, 413), ("khach", 21, 413)],
)
def test_a_file_too_large_for_its_seat_is_not_taken_in(who, megabytes, status, people):
    browser = people(who)
    answer, _headers, text = browser.ask(UPLOAD, method="PUT", content_length=str(megabytes * 1_000_000))
    assert answer == status
    assert (UPLOAD in browser.inner) == (status == 200)
    if status == 413:
        assert "MB" in text or "không" in text


def test_a_file_that_does_not_say_how_long_it_is_stays_outside(people):
    browser = people("hoa")
    assert browser.ask(UPLOAD, method="PUT")[0] == 411
    assert browser.ask(UPLOAD, method="PUT", content_length="-1")[0] == 411
    assert UPLOAD not in browser.inner
    assert browser.ask(UPLOAD, method="DELETE")[0] == 200


@pytest.mark.parametrize(("path", "options", "most"), [
    (UPLOAD, {"method": "PUT", "content_length": "100"}, 5), ("/media/bao-cao.docx", {}, 30), ("/media/a.png", {}, 99),
])  # fmt: skip
def test_too_many_files_in_a_minute_wait(path, options, most, people, monkeypatch):
    monkeypatch.setattr("ntm_geo.accounts.use_limits._MINUTE_S", 10**9)  # a minute that does not end in this test
    browser = people("khach")
    answers = [browser.ask(path, **options) for _turn in range(most + 1)]
    assert {status for status, _headers, _text in answers[:most]} == {200}
    status, _headers, text = answers[-1]
    assert status == (200 if path.endswith("png") else 429)
    if status == 429:
        assert "giây" in text
