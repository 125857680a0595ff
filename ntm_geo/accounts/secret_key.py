"""What has to be readable again but not by who has the database alone: sealed with a key of the data folder.

The key stands in ``secret.key`` of the data folder, which only the program may read, or in ``NTM_SECRET_KEY``; all
processes of an installation use the same. Sealed texts are Fernet tokens (AES-128-CBC with HMAC-SHA256).
"""

from __future__ import annotations

import base64
import functools
import os
import secrets
from typing import TYPE_CHECKING, Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ntm_geo.errors import AccountError, SettingsError, msg

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.store.database import Store

FILE_NAME: Final = "secret.key"
SHORTEST: Final = 32
"""Characters a key has at least."""
_SEALED: Final = "fernet:"


def is_sealed(text: str) -> bool:
    """Return whether a text is sealed, and not written by an older program as it is."""
    return text.startswith(_SEALED)


def seal(store: Store, text: str) -> str:
    """Return a text sealed; the key is made where the installation has none yet.

    Raises
    ------
    SettingsError
        The key is too short, or its file cannot be made or read.
    """
    key = _written_key(store) or _made_key(store)
    return _SEALED + _cipher(key).encrypt(text.encode()).decode()


def unseal(store: Store, text: str) -> str:
    """Return what was sealed; a text an older program wrote as it is comes back as it is.

    Raises
    ------
    AccountError
        The key is another one than it was sealed with, or lost.
    SettingsError
        The key is too short, or its file cannot be read.
    """
    if not text or not is_sealed(text):
        return text
    key = _written_key(store)
    try:
        if key:
            return _cipher(key).decrypt(text.removeprefix(_SEALED).encode()).decode()
    except InvalidToken:
        pass
    raise AccountError(
        msg("The second factor of this account cannot be read: the key of this server was lost or changed."),
        where=_where(store),
        fix=msg(
            "Ask an administrator for a link to set a new password: it takes the second factor away, and you set it "
            "up anew. With the former key put back everything is as before."
        ),
    )


@functools.lru_cache(maxsize=8)
def _cipher(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ntm-geo second factor").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def _written_key(store: Store) -> str:
    """Return the key of an installation; empty where it has none yet."""
    key, path = store.secret_key, _path(store)
    if not key and path is not None:
        try:
            key = path.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as caught:
            raise _unusable(store, str(caught)) from caught
    if key and len(key) < SHORTEST:
        raise SettingsError(
            msg("The secret key is too short."),
            where=_where(store),
            fix=msg("Give it at least {count} characters nobody can guess.", count=SHORTEST),
        )
    return key


def _made_key(store: Store) -> str:
    """Make the key of an installation, for its own user only; whichever process is first makes it for all."""
    path = _path(store)
    if path is None:
        raise _unusable(store, "NTM_SECRET_KEY")
    draft = path.with_name(f".{FILE_NAME}-{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
        try:
            os.link(draft, path)  # unlike a rename it leaves the file of another process that was first
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    except OSError as caught:
        raise _unusable(store, caught.strerror or str(caught)) from caught
    return _written_key(store)


def _path(store: Store) -> Path | None:
    return store.data_dir / FILE_NAME if store.data_dir is not None else None


def _where(store: Store) -> str:
    path = _path(store)
    return "NTM_SECRET_KEY" if store.secret_key or path is None else str(path)


def _unusable(store: Store, reason: str) -> SettingsError:
    return SettingsError(
        msg("The secret key cannot be read or made: {reason}", reason=reason[:200]),
        where=_where(store),
        fix=msg("Let the program read and write its data folder, or set NTM_SECRET_KEY."),
    )
