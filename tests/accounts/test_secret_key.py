"""Second factors are sealed: whoever has the database alone reads none, and a lost key has a way out."""

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pyotp
import pytest
from sqlalchemy import select, update

from ntm_geo.accounts.account_tables import account
from ntm_geo.accounts.secret_key import FILE_NAME, SHORTEST, is_sealed, seal, unseal
from ntm_geo.accounts.sign_in import Typed, new_link, set_by_link, sign_in, turn_on_second_factor
from ntm_geo.errors import AccountError, SettingsError
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_sign_in import NOON, quick  # noqa: F401 - hashes that take no time

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def _sign_in(store):
    code = pyotp.TOTP(SECRET).now()
    return sign_in(store, Typed(account="xa", password=PASSWORD, code=code), at=NOON)


def _secrets(store):
    with store.reading() as connection:
        return [row.secret for row in connection.execute(select(account.c.secret)) if row.secret]


def test_a_sealed_text_is_read_by_the_same_key_only(space, tmp_path):
    store, other = space.store, replace(space.store, data_dir=tmp_path / "other")
    sealed = seal(store, SECRET)
    assert is_sealed(sealed)
    assert SECRET not in sealed
    assert unseal(store, sealed) == SECRET
    assert unseal(store, SECRET) == SECRET, "an older program wrote it as it is"
    assert stat.S_IMODE((store.data_dir / FILE_NAME).stat().st_mode) == 0o600
    (tmp_path / "other").mkdir()
    seal(other, "x")
    for broken in (other, replace(store, secret_key="k" * SHORTEST)):
        with pytest.raises(AccountError, match="administrator"):
            unseal(broken, sealed)


def test_processes_that_begin_at_once_make_one_key(space):
    with ThreadPoolExecutor(8) as pool:
        sealed = list(pool.map(lambda _turn: seal(space.store, SECRET), range(16)))
    assert {unseal(space.store, text) for text in sealed} == {SECRET}
    assert not list(space.store.data_dir.glob(".secret*"))


def test_a_key_of_the_environment_makes_no_file(space):
    store = replace(space.store, secret_key="k" * SHORTEST)
    assert unseal(store, seal(store, SECRET)) == SECRET
    assert not (store.data_dir / FILE_NAME).exists()
    with pytest.raises(SettingsError):
        seal(replace(store, secret_key="short"), SECRET)


def test_a_folder_that_cannot_be_written_is_said(space, tmp_path):
    with pytest.raises(SettingsError):
        seal(replace(space.store, data_dir=tmp_path / "missing"), SECRET)


def test_second_factors_of_an_older_program_are_sealed_at_the_next_sign_in(office):
    with office.store.writing() as connection:
        connection.execute(update(account).where(account.c.account == "xa").values(secret=SECRET))
    assert _sign_in(office.store)
    assert all(is_sealed(secret) for secret in _secrets(office.store))
    assert _sign_in(office.store)


def test_the_file_of_the_database_holds_no_second_factor(office, as_):
    with as_("xa"):
        turn_on_second_factor(office.store, SECRET, pyotp.TOTP(SECRET).now())
    office.store.close()
    for path in office.settings.data_dir.glob("ntm.sqlite*"):
        assert SECRET.encode() not in path.read_bytes()


def test_a_lost_key_is_said_after_the_password_and_a_link_mends_it(office, as_):
    with as_("xa"):
        turn_on_second_factor(office.store, SECRET, pyotp.TOTP(SECRET).now())
    (office.store.data_dir / FILE_NAME).unlink()
    with pytest.raises(AccountError, match="not right"):
        sign_in(office.store, Typed(account="xa", password="sai", code="123456"), at=NOON)
    with pytest.raises(AccountError, match="key of this server"):
        _sign_in(office.store)
    assert not (office.store.data_dir / FILE_NAME).exists(), "reading makes no other key in its place"
    with as_("quantri"):
        token = new_link(office.store, office.rights, "xa", at=NOON)
    set_by_link(office.store, token, "mot mat khau moi", at=NOON)
    assert sign_in(office.store, Typed(account="xa", password="mot mat khau moi"), at=NOON)
