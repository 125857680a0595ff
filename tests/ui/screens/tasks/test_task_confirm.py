"""A commune confirms what was reported done, or says what is not so."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.partners.confirming import load_confirmations
from ntm_geo.partners.support import save_support

YEAR = date.today().year  # noqa: DTZ011 - support is that of the year of the day


@pytest.fixture
def done(fresh):
    rows = pd.DataFrame({"agency": "health", "code": ["01291", "01291"], "year": YEAR, "content": ["Khám", "Tủ *thuốc*"],
                         "done_on": pd.to_datetime([f"{YEAR}-01-05"] * 2)})  # fmt: skip
    save_support(fresh, rows.assign(number=None), vintage="2020", by="An", expected=None)
    return fresh


def _open(app):
    at = app("my_work", period="2022")
    at.selectbox(key="tasks_role").set_value("commune").run()
    return at.selectbox(key="tasks_body_commune_2020").set_value("01291").run()


def test_one_is_confirmed_the_other_not(app, done):
    at = _open(app)
    assert not at.exception
    assert any(r"Tủ \*thuốc\*" in text.value for text in at.markdown)
    at.button(key="confirm_yes_1").click().run()
    at = _open(app)
    assert "confirm_yes_1" not in [button.key for button in at.button]
    at.button(key="confirm_no_2").click().run()
    assert any("chưa đúng" in error.value for error in at.error), "a refusal says why"
    at.text_input(key="confirm_note_2").set_value("thiếu một tủ")
    at.button(key="confirm_no_2").click().run()
    words = load_confirmations(done, vintage="2020")
    assert words["confirmed"].tolist() == [True, False]
    assert words["note"].iloc[1] == "thiếu một tủ"
