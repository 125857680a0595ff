"""Somebody who is signed in at the pages of a test."""

import pytest

from ntm_geo.accounts.account_list import Account, add_account
from ntm_geo.accounts.sign_in import Typed, sign_in
from ntm_geo.acting import PROGRAM, acting_as
from ntm_geo.ui.kit import seat

PASSWORD = "mua xuan tren ban"


@pytest.fixture
def sit(fresh, monkeypatch):
    """Turn accounts on in the empty data folder and sit down as somebody; again as somebody else."""
    with acting_as(PROGRAM):
        add_account(
            fresh.store,
            fresh.rights,
            Account(account="quantri", name="Quản Trị", role="administrator"),
            password=PASSWORD,
        )

    def sit_down(account, role="", **acts_for):
        if role:
            with acting_as(PROGRAM):
                new = Account(account=account, name=account.title(), role=role, **acts_for)
                add_account(fresh.store, fresh.rights, new, password=PASSWORD)
        token = sign_in(fresh.store, Typed(account=account, password=PASSWORD)) if account else ""
        monkeypatch.setattr(seat, "token", lambda: token)
        seat.forget_tokens()

    seat.forget_tokens()
    yield sit_down
    seat.forget_tokens()
