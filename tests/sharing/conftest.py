"""An office whose people sign in."""

import pytest

from ntm_geo.accounts.account_list import Account, add_account
from ntm_geo.acting import PROGRAM, acting_as


@pytest.fixture
def office(fresh):
    with acting_as(PROGRAM):
        add_account(
            fresh.store,
            fresh.rights,
            Account(account="quantri", name="Q", role="administrator"),
            password="mua xuan tren ban",
        )
    return fresh
