"""Download: fetch the published boundaries of a vintage, resume where it broke off, take them in like any file.

The only step of the program that asks another machine for anything, and only when a person says so.
"""

from __future__ import annotations

import csv
import hashlib
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import requests
from requests.adapters import HTTPAdapter, Retry

from ntm_geo.errors import InputFileError, NotInForceError, ProvinceError, StoreError, msg
from ntm_geo.intake.boundary_files.boundary_import import Ingested, ingest_boundaries

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.boundaries.vintages import DownloadRef
    from ntm_geo.workspace.workspace import Workspace

_TRIES: Final = 5
_BACKOFF: Final = 0.3
_TIMEOUT: Final = (10, 30)
"""Seconds to connect, and between two pieces of an answer."""
_CHUNK: Final = 1 << 12
_MOST_BYTES: Final = 50_000_000
"""Most bytes of one published file."""
_PARTIAL, _BEYOND = 206, 416
_BUSY: Final = (429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One published file."""

    name: str
    sha256: str
    as_listed: bool
    """Whether its checksum is the one on the province's list."""
    resumed: bool
    """Whether it was here already, whole or in part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloaded:
    """What was fetched, on what terms, and what came of it."""

    folder: Path
    address: str
    licence: str
    credit: str
    files: tuple[Fetched, ...]
    ingested: Ingested

    @property
    def changed(self) -> tuple[str, ...]:
        """Files whose content is not the one on the province's list: published anew since."""
        return tuple(file.name for file in self.files if not file.as_listed)


def download(
    workspace: Workspace,
    *,
    vintage: str,
    progress: Callable[[int, int, str], None] | None = None,
    by: str = "",
) -> Downloaded:
    """Fetch the published boundaries of a vintage and keep them.

    Parameters
    ----------
    workspace : of the door; its settings name the address.
    vintage : key of the vintage.
    progress : told how many files of how many are here, and the name of the next.
    by : who asks for it.

    Raises
    ------
    NotInForceError
        The province has no such vintage.
    ProvinceError
        Nobody publishes its boundaries, as far as the province's folder says.
    InputFileError
        The address does not answer, or not with what it should; what came so far stays for the next try.
    """
    ref = _reference(workspace, vintage)
    listed = _listed(workspace, ref)
    address = f"{workspace.settings.boundary_source.rstrip('/')}/{ref.folder}"
    folder = workspace.settings.data_dir / "downloads" / f"{workspace.province.key}-{vintage}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as caught:
        raise StoreError(
            msg("The data folder cannot be made: {reason}.", reason=caught.strerror or str(caught)),
            where=str(folder),
            fix=msg("Make the folder writable, or set NTM_DATA_DIR to one that is."),
        ) from None
    fetched = []
    with _session() as session:
        for number, (name, checksum) in enumerate(listed.items()):
            if progress:
                progress(number, len(listed), name)
            fetched.append(_fetch(session, f"{address}/{name}", folder / name, checksum))
    if progress:
        progress(len(listed), len(listed), "")
    ingested = ingest_boundaries(workspace, folder, vintage=vintage, by=by)
    return Downloaded(
        folder=folder,
        address=address,
        licence=ref.licence,
        credit=ref.credit,
        files=tuple(fetched),
        ingested=ingested,
    )


def _reference(workspace: Workspace, vintage: str) -> DownloadRef:
    workspace.province.vintage(vintage)
    for ref in workspace.province.downloads:
        if ref.vintage == vintage:
            return ref
    known = ", ".join(download_ref.vintage for download_ref in workspace.province.downloads) or "–"
    raise NotInForceError(
        msg("The boundaries of {vintage} are not published for download.", vintage=vintage),
        fix=msg("Choose one of: {choices}.", choices=known),
    )


def _listed(workspace: Workspace, ref: DownloadRef) -> dict[str, str]:
    """Return the files to fetch with their checksums."""
    path = workspace.province.folder / ref.files
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = {Path(row["file"]).name: row["sha256"] for row in csv.DictReader(file)}
    except (OSError, KeyError, csv.Error, UnicodeDecodeError) as caught:
        raise ProvinceError(
            msg("The list of published files cannot be read: {reason}.", reason=str(caught)),
            where=str(path),
            fix=msg("Restore the file; it belongs to the province's folder."),
        ) from None
    return rows


def _session() -> requests.Session:
    """Return a session that tries again, later and later, when the other side is busy."""
    session = requests.Session()
    retry = Retry(
        total=_TRIES, backoff_factor=_BACKOFF, status_forcelist=_BUSY, allowed_methods=["GET"], raise_on_status=False
    )
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


def _fetch(session: requests.Session, url: str, target: Path, checksum: str) -> Fetched:
    """Fetch one file; what was cut off is asked for from where it stopped."""
    if target.is_file():
        text = _checksum(target)
        return Fetched(name=target.name, sha256=text, as_listed=text == checksum, resumed=True)
    part = target.with_name(f".{target.name}.part")
    resumed = part.is_file()
    for tried in range(1, _TRIES + 1):
        try:
            _receive(session, url, part)
            break
        except requests.RequestException as caught:
            if tried == _TRIES:
                raise _no_answer(url, str(caught)) from None
            time.sleep(_BACKOFF * 2**tried)
            resumed = True
    _check_content(url, part)
    part.replace(target)
    text = _checksum(target)
    return Fetched(name=target.name, sha256=text, as_listed=text == checksum, resumed=resumed)


def _receive(session: requests.Session, url: str, part: Path) -> None:
    have = part.stat().st_size if part.is_file() else 0
    wanted = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with session.get(url, headers=wanted, stream=True, timeout=_TIMEOUT) as answer:
        if answer.status_code == _BEYOND:
            part.unlink()
            raise requests.ConnectionError("nothing more to send")
        if not answer.ok:
            raise _no_answer(url, f"HTTP {answer.status_code}")
        goes_on = answer.status_code == _PARTIAL
        size = have if goes_on else 0
        with part.open("ab" if goes_on else "wb") as file:
            for piece in answer.iter_content(_CHUNK):
                file.write(piece)
                size += len(piece)
                if size > _MOST_BYTES:
                    raise _no_answer(url, f"> {_MOST_BYTES // 1_000_000} MB")
        announced = answer.headers.get("Content-Length")
        if announced is not None and size - (have if goes_on else 0) < int(announced):
            raise requests.ConnectionError("cut off")


def _check_content(url: str, part: Path) -> None:
    """Refuse a page of words where a boundary file should be."""
    with part.open("rb") as file:
        start = file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")
    if not start.startswith(b"{"):
        part.unlink()
        raise _no_answer(url, "not GeoJSON")


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _no_answer(url: str, reason: str) -> InputFileError:
    return InputFileError(
        msg("The published boundaries could not be fetched: {reason}.", reason=reason),
        where=url,
        fix=msg("Check the network and try again: it goes on where it stopped. Or fetch the files with a browser "
                "and bring them in as a zip."),
    )  # fmt: skip
