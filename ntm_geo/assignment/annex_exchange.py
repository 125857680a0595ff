"""Annex: export of a plan as a paper, and import of an annex that was edited outside, as changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.boundaries.names import is_office
from ntm_geo.boundaries.units import full_name
from ntm_geo.i18n import _, current_language
from ntm_geo.reports.annex_back import read_annex
from ntm_geo.reports.annex_paper import AnnexContent

if TYPE_CHECKING:
    from ntm_geo.assignment.case import Case
    from ntm_geo.partners.plan_editions import Edition
    from ntm_geo.workspace.workspace import Workspace

_COLUMNS = ["agency", "agency_name", "kind", "code", "name", "district", "note"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnnexChanges:
    """What an edited annex changes against the pairs it is compared with."""

    added: frozenset[tuple[str, str]]
    removed: frozenset[tuple[str, str]]
    unread: tuple[str, ...]
    """Rows that could not be read, each with its address."""

    @property
    def same(self) -> bool:
        """Whether the annex says the same plan."""
        return not (self.added or self.removed or self.unread)


def issuer_of(workspace: Workspace) -> tuple[str, str]:
    """Return who issues papers of the province, in capitals, and the place of the date line."""
    name = str(workspace.province.name)
    committee = _("PEOPLE'S COMMITTEE OF {province}", province=name.upper())
    return committee, workspace.province.name.vi.partition(" ")[2] or name


def issuer_name_of(workspace: Workspace) -> str:
    """Return who issues papers of the province, as a sentence names it."""
    name = str(workspace.province.name)
    inside = f"{name[:1].lower()}{name[1:]}" if current_language() == "vi" else name
    return _("the People's Committee of {province}", province=inside)


def place_of(workspace: Workspace, text: str) -> str:
    """Return the place of the date line: the one given, or the province's where none or an office was given.

    Parameters
    ----------
    workspace : of the door.
    text : as somebody wrote it down.
    """
    return text.strip() if text.strip() and not is_office(text) else issuer_of(workspace)[1]


def annex_content(workspace: Workspace, case: Case, pairs: pd.DataFrame, edition: Edition | None) -> AnnexContent:
    """Return what the annex of a plan holds.

    Parameters
    ----------
    workspace : of the door.
    case : what the plan answers.
    pairs : ``tables.Assignments``; pairs locked out are left away.
    edition : the kept plan, for its decision and years; None for a proposal.
    """
    issuer, position = issuer_of(workspace)
    issuer_name = issuer_name_of(workspace)
    chosen_pairs = pairs.loc[pairs["assigned"], _COLUMNS].reset_index(drop=True)
    year = case.question.first_year
    if edition is None:
        return AnnexContent(
            pairs=chosen_pairs, issuer=issuer, issuer_name=issuer_name, place=position, first_year=year, last_year=year,
            illustrative=case.provenance.illustrative,
        )  # fmt: skip
    return AnnexContent(
        pairs=chosen_pairs,
        issuer=issuer,
        issuer_name=issuer_name,
        place=place_of(workspace, edition.place),
        first_year=edition.first_year,
        last_year=edition.last_year,
        decision=edition.decision,
        decided_on=edition.decided_on,
        signer=edition.signer,
        signer_office=edition.signer_office,
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
    agencies = {str(item): str(label) for item, label in pairs[["agency", "agency_name"]].to_numpy()}
    agencies |= {str(item): str(label) for item, label in case.pieces.agencies[["agency", "name"]].to_numpy()}
    communes = pd.DataFrame(
        {
            "code": units["code"],
            "name": [full_name(kind, label) for kind, label in zip(units["kind"], units["name"], strict=True)],
            "district": units["parent_name"],
        }
    )
    read = read_annex(file, name, agencies, communes)
    chosen_pairs = pairs[pairs["assigned"]]
    before = frozenset(zip(chosen_pairs["agency"], chosen_pairs["code"], strict=True))
    sure = read.pairs[read.pairs["agency"].ne("") & read.pairs["code"].ne("")]
    after = frozenset(zip(sure["agency"], sure["code"], strict=True))
    return AnnexChanges(added=after - before, removed=before - after, unread=read.unread)
