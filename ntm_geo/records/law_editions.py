"""Editions of the law: what an office entered for a criteria set, kept version by version with its scan."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from ntm_geo.criteria.law_lines import in_order, law_lines
from ntm_geo.errors import LawError, msg
from ntm_geo.records.attachments import check_document
from ntm_geo.records.on_screen import edited_source
from ntm_geo.store.datasets import add_version, current_version, read_version
from ntm_geo.store.files import keep_file, read_file
from ntm_geo.store.versions import NewVersion
from ntm_geo.tables.provenance import Provenance
from ntm_geo.workspace.law_in_use import law_slot

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace


class LawTable(NamedTuple):
    """The lines of a set in use, and the version they are of; None for those that are shipped."""

    lines: pd.DataFrame
    version: Version | None


class Scan(NamedTuple):
    """The official text as a file: name and content."""

    name: str
    content: bytes


def shipped_set(workspace: Workspace, key: str) -> CriteriaSet:
    """Return a set as it is shipped.

    Raises
    ------
    LawError
        There is no such set.
    """
    sets = workspace.shipped_law.every
    if key not in sets:
        raise LawError(
            msg("There is no criteria set {key}.", key=key), fix=msg("Use one of: {choices}.", choices=", ".join(sets))
        )
    return sets[key]


def law_table(workspace: Workspace, key: str) -> LawTable:
    """Return the lines of a set in use: what an office entered, else what is shipped; LawError for no such set."""
    law = shipped_set(workspace, key)
    version = current_version(workspace.store, law_slot(key))
    if version is not None:
        return LawTable(in_order(read_version(workspace.store, version)), version)
    return LawTable(law_lines(law, workspace.shipped_law.departments), None)


def keep_edition(
    workspace: Workspace, key: str, lines: pd.DataFrame, *, by: str, expected: int | None, scan: Scan | None = None
) -> tuple[Version, bool]:
    """Keep the lines of a set as a new version; they are in use from then on.

    Parameters
    ----------
    workspace : of the door.
    key : of the set.
    lines : ``tables.LawLines`` without a fault, see `assessment.rules.law_desk.preview_edition`.
    by : who entered them.
    expected : number of the version they were changed in; None where the shipped lines were.
    scan : the official text they were filled from.

    Returns
    -------
    The version, and whether it is new.

    Raises
    ------
    InputFileError
        The scan is no document or picture, or too large.
    VersionConflictError
        Somebody else saved meanwhile; nothing was changed.
    """
    source, sha256 = edited_source(), ""
    if scan is not None:
        check_document(scan.name, scan.content)
        source, sha256 = PurePath(scan.name).name, keep_file(workspace.store, scan.content, by=by)
    new = NewVersion(
        slot=law_slot(key),
        table=lines.reset_index(drop=True),
        provenance=Provenance(source=source, sha256=sha256),
        by=by,
    )
    return add_version(workspace.store, new, expected=expected)


def scan_of(workspace: Workspace, version: Version) -> Scan | None:
    """Return the official text a version was filled from; None where none was given with it."""
    if not version.provenance.sha256:
        return None
    return Scan(version.provenance.source, read_file(workspace.store, version.provenance.sha256))
