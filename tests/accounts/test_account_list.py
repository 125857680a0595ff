"""Accounts: the first is an administrator's; nobody locks everybody out."""

import pytest

from ntm_geo.accounts.account_list import (
    Account,
    accounts_are_used,
    add_account,
    change_account,
    list_accounts,
    units_of,
)
from ntm_geo.accounts.personal_data import erase_person
from ntm_geo.accounts.sign_in import Typed, sign_in, who_is
from ntm_geo.accounts.trail import read_trail
from ntm_geo.acting import PROGRAM, acting_as
from ntm_geo.errors import AccountError, RightsError
from tests.accounts.conftest import PASSWORD, PEOPLE


def _new(**values):
    return Account(**{"account": "moi", "name": "Người Mới", "role": "guest"} | values)


def test_the_first_account_is_an_administrators_with_a_password(space):
    for new, password in ((_new(), PASSWORD), (_new(role="administrator"), "")):
        with pytest.raises(AccountError, match="first account"):
            add_account(space.store, space.rights, new, password=password)
    assert not accounts_are_used(space.store)
    add_account(space.store, space.rights, _new(role="administrator"), password=PASSWORD, by="Hoàng")
    assert accounts_are_used(space.store)
    (account,) = list_accounts(space.store)
    assert (account.account, account.role, account.made_by, account.active) == ("moi", "administrator", "Hoàng", True)


@pytest.mark.parametrize(
    "wrong",
    [{"account": "Hoa"}, {"account": "a"}, {"account": "hoa'; drop"}, {"account": "đào"}, {"name": "  "}, {"name": "x" * 81},
     {"role": "vua"}, {"role": "commune"}, {"role": "department"}, {"account": "xa", "role": "guest"}],
)  # fmt: skip
def test_what_is_no_account_is_refused_and_nothing_is_kept(wrong, office):
    with acting_as(PROGRAM), pytest.raises(AccountError):
        add_account(office.store, office.rights, _new(**wrong))
    assert len(list_accounts(office.store)) == len(PEOPLE)


@pytest.mark.parametrize("name", sorted(set(PEOPLE) - {"quantri"}))
def test_only_an_administrator_manages_accounts(name, office, as_):
    steps = (
        lambda: add_account(office.store, office.rights, _new()),
        lambda: change_account(office.store, office.rights, _new(account=name, role="administrator")),
        lambda: erase_person(office.store, office.rights, "khach"),
    )
    for step in steps:
        with as_(name), pytest.raises(RightsError):
            step()
        with pytest.raises(RightsError):
            step()
    assert {item.account: item.role for item in list_accounts(office.store)} == {
        key: role for key, (role, _units, _body) in PEOPLE.items()
    }


def test_a_changed_account_is_signed_out_and_the_last_administrator_stays(office, as_, monkeypatch):
    monkeypatch.setattr("ntm_geo.accounts.sign_in.fits", lambda stored, password: stored == f"plain {password}")
    token = sign_in(office.store, Typed(account="xa", password=PASSWORD))
    assert who_is(office.store, token).units == {"01270"}
    with as_("quantri"):
        change_account(office.store, office.rights, _new(account="xa", name="Xã", role="commune", units=("01273",)))
        assert who_is(office.store, token) is None
        with pytest.raises(AccountError, match="Nobody would be left"):
            change_account(office.store, office.rights, _new(account="quantri", role="administrator", active=False))
        with pytest.raises(AccountError, match="no account"):
            change_account(office.store, office.rights, _new(account="ai", role="guest"))
        notes = read_trail(office.store, office.rights)["note"].tolist()
    assert any("units: 01270 → 01273" in note for note in notes)
    (admin,) = [item for item in list_accounts(office.store) if item.account == "quantri"]
    assert admin.active


def test_codes_may_stand_with_commas_and_spaces():
    assert units_of(" 01270, 01273;01276  01270") == ("01270", "01273", "01276")
    assert units_of("") == ()
