"""The tables of accounts hold no password and no token, only what is made of them."""

from ntm_geo.accounts.account_tables import account, one_time_link, signed_in
from ntm_geo.accounts.sign_in import Typed, sign_in
from ntm_geo.store.schema import metadata
from tests.accounts.conftest import PASSWORD


def test_they_belong_to_the_database_and_to_its_copies():
    assert {account.name, one_time_link.name, signed_in.name} <= set(metadata.tables)


def test_the_file_of_the_database_holds_no_token(office, monkeypatch):
    monkeypatch.setattr("ntm_geo.accounts.sign_in.fits", lambda stored, password: stored == f"plain {password}")
    token = sign_in(office.store, Typed(account="xa", password=PASSWORD))
    office.store.close()
    for path in office.settings.data_dir.glob("ntm.sqlite*"):
        assert token.encode() not in path.read_bytes()
