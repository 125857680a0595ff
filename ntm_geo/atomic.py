"""Atomic writes: a file is there as a whole or not at all, whoever else writes the same at that moment."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """Give a draft of a file, empty and of no other writer's; it takes the file's place at the end.

    Parameters
    ----------
    path : of the file; its folder is made when missing.

    Raises
    ------
    OSError
        The folder cannot be written, or has no room; as after any other error the draft is gone, an older file stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    os.close(number)
    draft = Path(name)
    try:
        yield draft
        draft.chmod(0o644)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is either there as a whole or not at all; an older one stays until then.

    Parameters
    ----------
    path : of the file; its folder is made when missing.
    content : of the file.

    Raises
    ------
    OSError
        The folder cannot be written, or has no room; nothing is left behind.
    """
    with draft_of(path) as draft:
        draft.write_bytes(content)
