"""A province with accounts of every role, and a way to act as one of them."""

from datetime import date
from pathlib import Path

import pytest

from ntm_geo.accounts.account_list import Account, add_account
from ntm_geo.accounts.rights import load_rights
from ntm_geo.acting import PROGRAM, Actor, acting_as
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace

PASSWORD = "mua xuan tren ban"
PEOPLE = {
    "quantri": ("administrator", (), ""),
    "vpdp": ("coordination", (), ""),
    "lanhdao": ("leader", (), ""),
    "thongke": ("department", (), "statistics"),
    "thanhpho": ("district", ("040",), ""),
    "xa": ("commune", ("01270",), ""),
    "giupdo": ("agency", (), "so-tai-chinh"),
    "khach": ("guest", (), ""),
}
"""Accounts by name: role, communes or districts, department or agency."""


@pytest.fixture(scope="session")
def rights():
    return load_rights(Path(__file__).resolve().parents[2] / "data")


@pytest.fixture
def space(empty_folder):
    """An empty workspace without accounts."""
    return open_workspace(Settings(data_dir=empty_folder, opens_on=date(2022, 12, 31)))


@pytest.fixture
def office(space, monkeypatch):
    """The same with an account of every role; passwords are not hashed the slow way, where it is not about them."""
    monkeypatch.setattr("ntm_geo.accounts.account_list.hashed", lambda password: f"plain {password}")
    with acting_as(PROGRAM):
        for name, (role, units, body) in PEOPLE.items():
            new = Account(account=name, name=name.title(), role=role, units=units, body=body)
            add_account(space.store, space.rights, new, password=PASSWORD)
    return space


@pytest.fixture
def as_():
    """Act as one of the people."""

    def act(name):
        role, units, body = PEOPLE[name]
        return acting_as(
            Actor(account=name, name=name.title(), role=role, units=frozenset(units), body=body, address="10.0.0.7")
        )

    return act
