"""The folder one reading sees: copies of the file and its companions under harmless names, and room to write."""

from __future__ import annotations

import os
import re
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ntm_geo.errors import InputFileError, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_BYTES: Final = 600_000_000
"""Most bytes that are copied for one reading."""
MAX_FILES: Final = 20_000
"""Most files that are copied for one reading."""
_LONGEST: Final = 120
_ODD: Final = re.compile(r"[^\w .()\[\]-]")


def harmless_name(name: str) -> str:
    """Return a file name no library takes for an address, an archive or an option.

    Examples
    --------
    >>> harmless_name("GPKG:a!b.shp")
    'GPKG_a_b.shp'
    """
    plain = _ODD.sub("_", name)
    if len(plain.encode()) > _LONGEST:
        ending = Path(plain).suffix[:12]
        plain = plain.encode()[: _LONGEST - len(ending.encode())].decode(errors="ignore") + ending
    return plain if plain.strip(". ") else "file"


def stage(path: Path, work: Path, *, companions: Iterable[str] = ()) -> Path:
    """Copy what a reading needs to see into ``work/in``, and make ``work/tmp`` for what it writes.

    Parameters
    ----------
    path : a file or a folder of a person; links inside a folder are left out.
    work : an empty folder nobody else can open.
    companions : endings of the files of the same name that belong to it, in small letters.

    Returns
    -------
    The place of the copy; it does not exist when ``path`` does not.

    Raises
    ------
    InputFileError
        More than `MAX_BYTES` or `MAX_FILES`.
    """
    folder = work / "in"
    folder.mkdir()
    (work / "tmp").mkdir()
    target = folder / harmless_name(path.name)
    if path.is_dir():
        _copy_all(path, target)
    elif path.is_file():
        _refuse_much(path, [path])
        shutil.copyfile(path, target)
        for member in _family(path, set(companions)):
            shutil.copyfile(member, folder / (target.stem + harmless_name(member.suffix)))
    return target


def _family(path: Path, endings: set[str]) -> list[Path]:
    """Return the companions of a file; a link beside it is followed no more than one inside a zip."""
    if not endings:
        return []
    stem = path.stem.lower()
    members = [
        Path(entry.path)
        for entry in os.scandir(path.parent)
        if entry.is_file(follow_symlinks=False)
        and Path(entry.name).stem.lower() == stem
        and Path(entry.name).suffix.lower() in endings
        and entry.name != path.name
    ]
    _refuse_much(path, [path, *members])
    return sorted(members)


def _copy_all(source: Path, target: Path) -> None:
    members = [
        Path(folder, name)
        for folder, _folders, names in os.walk(source)
        for name in sorted(names)
        if stat.S_ISREG(os.lstat(Path(folder, name)).st_mode)
    ]
    _refuse_much(source, members)
    target.mkdir()
    for member in sorted(members):
        copy = target.joinpath(*map(harmless_name, member.relative_to(source).parts))
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not copy.exists():
            shutil.copyfile(member, copy)


def _refuse_much(path: Path, members: list[Path]) -> None:
    size = sum(member.stat().st_size for member in members)
    if size > MAX_BYTES or len(members) > MAX_FILES:
        raise InputFileError(
            msg("The upload is too large: {count} files, {size} MB.", count=len(members), size=size // 1_000_000),
            where=path.name,
            fix=msg("Give fewer or smaller files, or put them into a zip."),
        )
