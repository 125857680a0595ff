"""Passwords, second factors and tokens: made and compared; only hashes of them are kept.

Sources: RFC 9106 (Argon2id), RFC 6238 (time-based one-time passwords), OWASP ASVS 4.0 section 2.1 (length is the only
rule a password has to obey).
"""

from __future__ import annotations

import functools
import hashlib
import secrets
from typing import Final

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ntm_geo.errors import AccountError, msg

SHORTEST: Final = 12
LONGEST: Final = 128
_HASHER: Final = PasswordHasher()
_STEPS_ASIDE: Final = 1
"""Half-minutes a clock may be wrong by."""


def hashed(password: str) -> str:
    """Return what is kept of a password.

    Raises
    ------
    AccountError
        It is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(
            msg("A password has {shortest} to {longest} characters.", shortest=SHORTEST, longest=LONGEST),
            fix=msg("Take several words that belong together only for you; nothing else is asked of them."),
        )
    return _HASHER.hash(password)


def fits(kept_hash: str, password: str) -> bool:
    """Return whether a password is the one a hash was made of; as slow for an account without one."""
    try:
        return _HASHER.verify(kept_hash or _nobodys(), password[: LONGEST + 1]) and bool(kept_hash)
    except (VerificationError, InvalidHashError):
        return False


@functools.cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_urlsafe())


def new_token() -> tuple[str, str]:
    """Return a token nobody can guess, and what is kept of it."""
    token = secrets.token_urlsafe(32)
    return token, token_key(token)


def token_key(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_secret() -> str:
    """Return a secret for a second factor."""
    return pyotp.random_base32()


def secret_address(secret: str, account: str) -> str:
    """Return the address an authenticator takes a secret from."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name="NTM Geo")


def code_fits(secret: str, code: str) -> bool:
    """Return whether a six-digit code is the one of now, or of half a minute beside."""
    return pyotp.TOTP(secret).verify("".join(code.split()), valid_window=_STEPS_ASIDE)
