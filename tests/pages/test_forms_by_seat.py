"""Forms offer a seat what it may write and nothing else: communes, criteria, agencies, buttons and tables."""

import pytest

from ntm_geo.ui.kit import seat, table_drafts

MINE, DISTRICT = "01291", "042"
SEATS = {
    "coordination": {},
    "commune": {"units": (MINE,)},
    "district": {"units": (DISTRICT,)},
    "department": {"body": "statistics"},
    "agency": {"body": "so-tai-chinh"},
    "leader": {},
    "guest": {},
}
FORMS = {
    "coordination": {"entry_difficulty"},
    "commune": {"entry_difficulty"},
    "district": {"entry_difficulty"},
}
"""Buttons of forms on the page of difficulties, by seat; none for the others."""


@pytest.mark.parametrize("role", SEATS)
def test_buttons_and_communes_of_forms(role, app, sit, fresh):
    sit("ai", role, **SEATS[role])
    at = app("plans", period="2022")
    assert {button.key for button in at.button if str(button.key).startswith("entry_")} == FORMS.get(role, set())
    assert ("save_difficulties" in {button.key for button in at.button}) == (role in FORMS)
    if role in FORMS:
        at.button(key="entry_difficulty").click().run()
        (box,) = [box for box in at.selectbox if box.key == "difficulty_code"]
        count = len(box.options)
        assert {"coordination": count > 100, "commune": count == 1, "district": 5 < count < 40}[role], count
        if role == "commune":
            assert box.value == MINE


@pytest.mark.parametrize("role", ["coordination", "commune", "guest"])
def test_tables_hold_the_rows_a_seat_may_write_and_keep_the_others(role, app, sit, fresh, monkeypatch):
    from ntm_geo.acting import PROGRAM, acting_as
    from ntm_geo.monitoring.entries import add_record
    from ntm_geo.monitoring.work_registers import load

    with acting_as(PROGRAM):
        for code in (MINE, "01294"):
            row = {"code": code, "what": f"Vướng mắc {code}", "raised_on": "2026-01-01"}
            add_record(fresh, "difficulties", row, vintage="2020", by="")
    sit("ai", role, **SEATS[role])
    shown = []
    original = table_drafts.edit_table

    def look(table, **options):
        shown.append((table, options["column_config"]["code"]["type_config"]["options"]))
        return original(table, **options)

    monkeypatch.setattr(table_drafts, "edit_table", look)
    at = app("plans", period="2022")
    if role == "guest":
        assert shown == []
        return
    table, options = shown[-1]
    assert set(table["code"]) == ({MINE} if role == "commune" else {MINE, "01294"})
    assert (len(options) == 1) == (role == "commune")
    monkeypatch.setattr(table_drafts, "edit_table", lambda table, **_options: table.assign(what="Mới"))
    at.run()
    at.button(key="save_difficulties").click().run()
    with acting_as(PROGRAM):
        kept = load(fresh, "difficulties", vintage="2020").table.set_index("code")["what"]
    assert kept[MINE] == "Mới"
    assert kept["01294"] == ("Vướng mắc 01294" if role == "commune" else "Mới")


@pytest.mark.parametrize(("role", "may"), [("commune", True), ("leader", False), ("guest", False)])
def test_a_commune_page_offers_attachments_to_its_own_seat(role, may, app, sit, fresh):
    sit("ai", role, **SEATS[role])
    own = app("commune", period="2022", commune=MINE)
    assert any("data_by" in str(box.key) or "Thêm" in box.label for box in own.expander) == may
    other = app("commune", period="2022", commune="01294")
    assert not any("Thêm" in box.label for box in other.expander)


KEEPS = {
    "pathway": {"path_save", "costs_save"},
    "priorities": {"scenario_save"},
    "assignment": {"assign_start", "assign_decide"},
    "data": {"save_thresholds"},
    "present": {"order_save"},
}
"""Buttons that save, by page."""


@pytest.mark.parametrize("role", ["coordination", "commune", "leader"])
def test_who_may_not_save_may_look_and_try_and_is_told_so(role, app, sit, fresh):
    sit("ai", role, **SEATS[role])
    for page, keys in KEEPS.items():
        if page == "data" and role == "leader":  # which is no page of a leader's account
            continue
        at = app(page, period="2022")
        assert not at.exception, page
        if page == "data":
            at.session_state["data_part"] = "Ngưỡng của tỉnh"
            at.run()
        offered = {button.key for button in at.button} & keys
        told = any("xem và thử tại đây, không lưu được" in caption.value for caption in at.caption)
        assert (offered == keys, told) == ((True, False) if role == "coordination" else (False, True)), page
        assert role == "coordination" or not offered, page


def test_without_accounts_everything_is_offered(fresh):
    names = {"01291": "a", "x": "b"}
    seat.forget_tokens()
    assert seat.limited("results", names) == names
