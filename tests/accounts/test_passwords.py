"""Passwords obey one rule, length; what is stored tells nothing of them."""

import pyotp
import pytest
from argon2 import Type

from ntm_geo.accounts.passwords import (
    LONGEST,
    SHORTEST,
    code_fits,
    fits,
    hashed,
    new_secret,
    new_token,
    secret_address,
    token_key,
)
from ntm_geo.errors import AccountError


def test_a_password_fits_its_hash_and_no_other():
    stored = hashed("núi cao sông dài")
    assert stored.startswith("$argon2id$")
    assert "núi" not in stored
    assert fits(stored, "núi cao sông dài")
    assert not fits(stored, "núi cao sông dài ")
    assert not fits("", "")
    assert not fits("no hash", "núi cao sông dài")
    assert hashed("núi cao sông dài") != stored


def test_a_guess_costs_what_the_standard_asks(quick_passwords):
    # RFC 9106, section 4: the second recommended option, 64 MiB and three passes.
    assert (quick_passwords.type, quick_passwords.time_cost, quick_passwords.memory_cost) == (Type.ID, 3, 64 * 1024)
    assert quick_passwords.hash("núi cao sông dài").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize("password", ["", "a" * (SHORTEST - 1), "a" * (LONGEST + 1)])
def test_only_length_is_asked_of_it(password):
    with pytest.raises(AccountError, match=str(SHORTEST)):
        hashed(password)


def test_tokens_are_stored_as_hashes_and_never_the_same():
    token, key = new_token()
    assert key == token_key(token) != token
    assert len({new_token()[0] for _turn in range(50)}) == 50


def test_a_code_is_that_of_now():
    secret = new_secret()
    assert code_fits(secret, pyotp.TOTP(secret).now())
    assert code_fits(secret, f" {pyotp.TOTP(secret).now()[:3]} {pyotp.TOTP(secret).now()[3:]}")
    assert not code_fits(secret, "")
    assert not code_fits(secret, pyotp.TOTP(secret).at(0))
    assert secret_address(secret, "vpdp.hoa").startswith("otpauth://totp/")
