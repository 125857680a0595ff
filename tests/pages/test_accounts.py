"""The account's page and what the pages offer, seat by seat; what may not be done is refused and loses nothing."""

from datetime import date

import pytest

from ntm_geo.accounts.account_list import accounts_are_used
from ntm_geo.monitoring import work_registers
from ntm_geo.store.datasets import get_version


def test_without_accounts_the_page_turns_signing_in_on(app, fresh):
    at = app("accounts")
    at.text_input(key="first_name").set_value("Hoàng Quản Trị")
    at.text_input(key="first_account").set_value("quantri")
    at.text_input(key="first_password").set_value("mua xuan tren ban")
    at.text_input(key="first_again").set_value("mua xuan")
    at.button(key="first_make").click().run()
    assert [error.value for error in at.error] == ["Hai mật khẩu không giống nhau."]
    assert not accounts_are_used(fresh.store)
    at.text_input(key="first_again").set_value("mua xuan tren ban")
    at.button(key="first_make").click().run()
    assert accounts_are_used(fresh.store)


@pytest.mark.parametrize(
    ("role", "acts_for", "there", "hidden"),
    [
        ("coordination", {}, {"du-lieu", "ban-do", "tai-khoan"}, set()),
        ("leader", {}, {"ban-do", "uu-tien", "tai-khoan"}, {"du-lieu"}),
        ("guest", {}, {"ban-do", "tai-khoan"}, {"du-lieu"}),
        ("commune", {"units": ("01291",)}, {"du-lieu", "ho-so-xa", "tai-khoan"}, set()),
        ("administrator", {}, {"tai-khoan", "huong-dan"}, {"du-lieu", "ban-do", "uu-tien", "bao-cao"}),
    ],
)
def test_pages_show_what_may_be_done(role, acts_for, there, hidden, app, sit):
    sit("ai", role, **acts_for)
    at = app("accounts")
    assert not at.exception
    pages = {page["url_pathname"]: page["script_path"] for page in at._registered_pages.values()}
    assert there <= {address for address, script in pages.items() if script}
    assert not any(pages.get(address) for address in hidden), "an old link to it leads to a sentence, and to no page"


def test_who_is_no_longer_signed_in_sees_nothing_of_the_page(app, sit):
    sit("hoa", "coordination")
    at = app("tier_map")
    assert at.get("component_instance")
    sit("")
    at.run()
    assert not at.get("component_instance")
    assert [info.value for info in at.info] == ["Phiên đăng nhập đã kết thúc."]


def test_a_leader_has_no_form(app, sit, fresh):
    sit("lanhdao", "leader")
    at = app("commune", period="2022", vintage="2020", commune="01291")
    assert not [button for button in at.button if str(button.key).startswith("entry_")]


def test_a_commune_is_refused_a_closed_year_in_words_and_what_it_typed_stays(app, sit, fresh):
    sit("xa", "commune", units=("01291",))
    at = app("commune", period="2022", vintage="2020", commune="01291")
    at.button(key="entry_difficulty").click().run()
    at.date_input(key="field_difficulty_raised_01291").set_value(date(2022, 5, 1))
    at.text_area(key="field_difficulty_what_01291").set_value("Thiếu vốn")
    at.button(key="difficulty_save").click().run()
    assert not at.exception
    assert any("không có quyền" in error.value for error in at.error)
    assert at.text_area(key="field_difficulty_what_01291").value == "Thiếu vốn"
    assert work_registers.load(fresh, "difficulties", vintage="2020").version is None


def test_what_is_kept_bears_the_name_of_the_seat(app, sit, fresh):
    sit("hoa", "coordination")
    at = app("commune", period="2022", vintage="2020", commune="01291")
    at.button(key="entry_difficulty").click().run()
    assert "difficulty_by" not in {box.key for box in at.text_input}, "nobody is asked who he is"
    at.text_area(key="field_difficulty_what_01291").set_value("Thiếu vốn")
    at.button(key="difficulty_save").click().run()
    version = work_registers.load(fresh, "difficulties", vintage="2020").version
    assert get_version(fresh.store, version).imported_by == "Hoa"


def test_open_to_the_network_says_so_on_every_page(app, fresh, monkeypatch):
    monkeypatch.setenv("NTM_OPEN_TO_NETWORK", "1")
    assert any("Đang mở cho mạng" in warning.value for warning in app("guide").warning)
