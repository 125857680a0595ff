"""Annex: from a plan to its papers, and from an annex edited outside to what it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.boundaries.units import full_name
from ntm_geo.i18n import _
from ntm_geo.reports.annex import AnnexContent, read_annex

if TYPE_CHECKING:
    from ntm_geo.workflows.assign import Case
    from ntm_geo.workflows.plan_store import Edition
    from ntm_geo.workflows.workspace import Workspace

_COLUMNS = ["agency", "agency_name", "kind", "code", "name", "district", "note"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnnexChanges:
    """What an edited annex changes against the pairs it is compared with."""

    added: frozenset[tuple[str, str]]
    removed: frozenset[tuple[str, str]]
    unread: tuple[str, ...]
    """What nobody could read, with its place."""

    @property
    def same(self) -> bool:
        """Whether the annex says the same plan."""
        return not (self.added or self.removed or self.unread)


def issuer_of(workspace: Workspace) -> tuple[str, str]:
    """Return who issues papers of the province, in capitals, and the place of the date line."""
    name = str(workspace.province.name)
    committee = _("PEOPLE'S COMMITTEE OF {province}", province=name.upper())
    return committee, workspace.province.name.vi.partition(" ")[2] or name


def annex_content(workspace: Workspace, case: Case, pairs: pd.DataFrame, edition: Edition | None) -> AnnexContent:
    """Return what the annex of a plan holds.

    Parameters
    ----------
    workspace : of the door.
    case : what the plan answers.
    pairs : ``tables.Assignments``; pairs locked out are left away.
    edition : the kept plan, for its decision and years; None for a proposal.
    """
    issuer, place = issuer_of(workspace)
    held = pairs.loc[pairs["assigned"], _COLUMNS].reset_index(drop=True)
    year = case.question.first_year
    if edition is None:
        return AnnexContent(
            pairs=held, issuer=issuer, place=place, first_year=year, last_year=year,
            illustrative=case.provenance.illustrative,
        )  # fmt: skip
    return AnnexContent(
        pairs=held,
        issuer=issuer,
        place=edition.place or place,
        first_year=edition.first_year,
        last_year=edition.last_year,
        decision=edition.decision,
        decided_on=edition.decided_on,
        signer=edition.signer,
        illustrative=case.provenance.illustrative,
    )


def annex_changes(case: Case, pairs: pd.DataFrame, units: pd.DataFrame, file: bytes, name: str) -> AnnexChanges:
    """Return what an annex edited outside changes.

    Parameters
    ----------
    case : what the plan answers.
    pairs : ``tables.Assignments`` as they stand.
    units : ``tables.Units`` of the vintage.
    file, name : content and name of the file.

    Raises
    ------
    InputFileError
        The file is no annex.
    """
    agencies = {str(one): str(own) for one, own in pairs[["agency", "agency_name"]].to_numpy()}
    agencies |= {str(one): str(own) for one, own in case.pieces.agencies[["agency", "name"]].to_numpy()}
    communes = pd.DataFrame(
        {
            "code": units["code"],
            "name": [full_name(kind, own) for kind, own in zip(units["kind"], units["name"], strict=True)],
            "district": units["parent_name"],
        }
    )
    read = read_annex(file, name, agencies, communes)
    held = pairs[pairs["assigned"]]
    before = frozenset(zip(held["agency"], held["code"], strict=True))
    sure = read.pairs[read.pairs["agency"].ne("") & read.pairs["code"].ne("")]
    after = frozenset(zip(sure["agency"], sure["code"], strict=True))
    return AnnexChanges(added=after - before, removed=before - after, unread=read.unread)
