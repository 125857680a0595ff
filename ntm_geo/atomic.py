"""Atomic writes: a file is there as a whole or not at all, whoever else writes the same at that moment."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


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
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
