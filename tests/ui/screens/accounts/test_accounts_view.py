"""Accounts of the province: made with a link, changed, put out of use, erased."""

from ntm_geo.accounts.account_list import list_accounts


def _managed(app):
    at = app("accounts")
    at.session_state["account_part"] = "Tài khoản"
    return at.run()


def _accounts(space):
    return {item.account: item for item in list_accounts(space.store)}


def test_an_account_is_made_and_its_link_shown_once(app, sit, fresh):
    sit("quantri")
    at = _managed(app)
    at.text_input(key="account_name_new0").set_value("xa.song")
    at.text_input(key="account_person_new0").set_value("Xã Sông Bằng")
    at.selectbox(key="account_role_new0").set_value("commune")
    at.button(key="account_keep_new0").click().run()
    assert any("Chưa ghi tài khoản thuộc đơn vị nào" in error.value for error in at.error)
    assert at.text_input(key="account_name_new0").value == "xa.song"
    at.text_input(key="account_units_new0").set_value("01270")
    at.button(key="account_keep_new0").click().run()
    assert _accounts(fresh)["xa.song"].units == ("01270",)
    assert [code.value for code in at.code if "/dat-mat-khau?token=" in code.value]
    assert at.text_input(key="account_name_new1").value == "", "the next one begins empty"
    at.run()
    assert not [code.value for code in at.code if "/dat-mat-khau?token=" in code.value]


def test_an_account_is_put_out_of_use_and_its_person_erased(app, sit, fresh):
    sit("hoa", "leader")
    sit("quantri")
    at = _managed(app)
    at.selectbox(key="account_chosen").set_value("hoa").run()
    assert "account_erase" not in {button.key for button in at.button}
    at.toggle(key="account_active_hoa").set_value(False)
    at.button(key="account_keep_hoa").click().run()
    assert not _accounts(fresh)["hoa"].active
    at.button(key="account_erase").click().run()
    assert _accounts(fresh)["hoa"].name == "hoa"


def test_the_rights_are_shown_to_everybody(app, sit):
    sit("hoa", "leader")
    at = app("accounts")
    at.session_state["account_part"] = "Phân quyền"
    at.run()
    assert list(at.table[0].value.columns)[:2] == ["Văn phòng điều phối", "Lãnh đạo"]
