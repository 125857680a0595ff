"""An agency registers from what a commune misses, reports with a form, the commune confirms on its own page."""

import pytest

from ntm_geo.acting import PROGRAM, acting_as
from ntm_geo.partners.confirming import load_confirmations
from ntm_geo.partners.partner_history import history
from ntm_geo.partners.support import load_support

WHERE = {"period": "2026", "vintage": "2025"}


@pytest.fixture
def pair(fresh):
    """Agency and commune of the year that runs, of the illustrative register."""
    table = history(fresh, vintage="2025")
    row = table[table["year"].eq(table["year"].max()) & table["agency"].eq("health")].iloc[0]
    return row["agency"], row["code"]


def _buttons(at, start):
    return [button for button in at.button if str(button.key).startswith(start)]


def _support(fresh):
    with acting_as(PROGRAM):
        return load_support(fresh, vintage="2025").to_write


def test_from_what_is_missing_to_the_word_of_the_commune(app, fresh, sit, pair, monkeypatch):
    agency, code = pair
    monkeypatch.setenv("NTM_OPENS_ON", "2026-12-01")
    sit("coquan", "agency", body=agency)
    at = app("agencies", **WHERE)
    assert not at.exception
    assert not [box for box in at.selectbox if box.key == "agency_chosen"], "it looks for nobody else"
    register = next(button for button in _buttons(at, f"register_{code}_") if not button.key.endswith("other"))
    register.click().run()
    criterion = register.key.rsplit("_", 1)[1]
    key = f"support_new_{code}_{criterion}"
    assert criterion in at.text_area(key=f"{key}_content").value
    at.number_input(key=f"{key}_money").set_value(120.0)
    at.button(key=f"{key}_save").click().run()
    assert not at.error
    rows = _support(fresh)
    assert rows[["agency", "code", "criterion", "money"]].to_numpy().tolist() == [[agency, code, criterion, 120.0]]
    at.button(key="report_1").click().run()
    at.button(key="support_report_1_save").click().run()
    assert "Còn thiếu" in at.error[0].value
    at.text_area(key="support_report_1_done").set_value("Đã sửa trạm y tế")
    at.button(key="support_report_1_save").click().run()
    assert not at.error
    assert _support(fresh)["done"].tolist() == ["Đã sửa trạm y tế"]
    assert _support(fresh)["money_done"].tolist() == [120.0], "what was registered stands there to begin with"

    sit("xa", "commune", units=[code])
    year = int(rows["year"].iloc[0])
    page = app("commune", period=str(year), vintage="2025", commune=code)
    page.button(key="word_no_1").click().run()
    assert page.error, "what differs is asked for"
    page.text_input(key="word_note_1").set_value("mới xong một nửa")
    page.button(key="word_no_1").click().run()
    with acting_as(PROGRAM):
        assert load_confirmations(fresh, vintage="2025")["confirmed"].tolist() == [False]
    sit("coquan")
    assert any("mới xong một nửa" in box.value for box in app("agencies", **WHERE).warning)
