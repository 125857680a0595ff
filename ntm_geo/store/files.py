"""Files that are kept as they are: photographs and documents, each content once, in the database with the rest."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from ntm_geo.acting import Deed, signed
from ntm_geo.errors import StoreError, msg
from ntm_geo.store.schema import stored_file

if TYPE_CHECKING:
    from ntm_geo.store.database import Store


def keep_file(store: Store, content: bytes, *, by: str) -> str:
    """Keep a file and return the hash it is found by; the same content is kept once."""
    sha256 = hashlib.sha256(content).hexdigest()
    same_file = (stored_file.c.province == store.province) & (stored_file.c.sha256 == sha256)
    with store.writing() as connection:
        store.check(connection, Deed(verb="write", kind="files"))
        if connection.execute(select(stored_file.c.sha256).where(same_file)).first() is None:
            row = {"province": store.province, "sha256": sha256, "content": content, "added_by": signed(by)}
            connection.execute(insert(stored_file), [row | {"added_at": datetime.now(UTC).isoformat()}])
    return sha256


def read_file(store: Store, sha256: str) -> bytes:
    """Return the content of a file.

    Raises
    ------
    StoreError
        No file of that hash is kept.
    """
    same_file = (stored_file.c.province == store.province) & (stored_file.c.sha256 == sha256)
    with store.snapshot() as connection:
        result = connection.execute(select(stored_file.c.content).where(same_file)).first()
    if result is None:
        raise StoreError(
            msg("The file is not kept here."),
            where=sha256[:12],
            fix=msg("Add it again on the page of the commune."),
        )
    return bytes(result[0])
