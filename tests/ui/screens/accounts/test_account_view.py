"""One's own account: what it may do, the password, the second factor."""

import pyotp

from ntm_geo.accounts.account_list import list_accounts


def test_it_says_as_whom_one_sits_here_and_what_one_may_do(app, sit):
    sit("xa", "commune", units=("01291",))
    at = app("accounts")
    words = [text.value for text in at.markdown]
    assert "Vai trò: Xã" in words
    assert any(word.startswith("Đơn vị: ") and "01291" not in word for word in words), "communes have names"
    assert any("Nhập, sửa" in word and "năm nay và năm trước" in word for word in words)


def test_a_wrong_password_is_told_and_a_right_one_changes_it(app, sit):
    sit("hoa", "coordination")
    at = app("accounts")
    at.text_input(key="account_before").set_value("sai")
    at.text_input(key="account_new").set_value("nam bon ba hai mot")
    at.button(key="account_change").click().run()
    assert any("Mật khẩu hiện tại không đúng" in error.value for error in at.error)
    at.text_input(key="account_before").set_value("mua xuan tren ban")
    at.text_input(key="account_new").set_value("nam bon ba hai mot")
    at.button(key="account_change").click().run()
    assert [info.value for info in at.info] == ["Phiên đăng nhập đã kết thúc."]


def test_a_second_factor_counts_after_its_first_code(app, sit, fresh):
    sit("hoa", "coordination")
    at = app("accounts")
    at.button(key="account_second").click().run()
    secret = at.code[0].value
    at.text_input(key="account_code").set_value("1")
    at.button(key="account_second_on").click().run()
    assert any("Mã không đúng" in error.value for error in at.error)
    at.text_input(key="account_code").set_value(pyotp.TOTP(secret).now())
    at.button(key="account_second_on").click().run()
    assert {item.account: item.second_factor for item in list_accounts(fresh.store)} == {"hoa": True, "quantri": False}


def test_signing_out_everywhere_ends_this_window_too(app, sit):
    sit("hoa", "coordination")
    at = app("accounts")
    at.button(key="account_out").click().run()
    assert [info.value for info in at.info] == ["Phiên đăng nhập đã kết thúc."]
