"""The file of a dossier made: papers, evidence, a list to read and one to check by; same data, same bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.accounts.read_scope import may_see
from ntm_geo.accounts.rights import refusal
from ntm_geo.acting import current_actor, signed
from ntm_geo.dossier_papers.commune_papers import (
    application_paper,
    report_paper,
    satisfaction_paper,
    table_paper,
)
from ntm_geo.dossier_papers.council_papers import minutes_docx, opinions_paper
from ntm_geo.dossier_papers.dossier_facts import DossierFacts, dossier_facts
from ntm_geo.dossier_papers.evidence_files import EVIDENCE, free_path
from ntm_geo.dossier_papers.file_list import LARGEST, LIST_NAME, FileList, UsedData, listed, moment_words
from ntm_geo.dossier_papers.paper_words import commune_head, inside
from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _
from ntm_geo.records.attachments import attachment_content, attachments_of
from ntm_geo.records.kind_names import kind_name
from ntm_geo.reports.document import Grid, Page, Paper, Text
from ntm_geo.reports.word import docx
from ntm_geo.store.datasets import list_versions
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace

_OF_YEAR: Final = ("results", "scores", "reports", "evidence", "sent_reports", "appraisals", "councils")
_OF_UNITS: Final = ("conditions", "attachments")
_ANYWHERE: Final = ("attributes", "thresholds", "law")
_LIST_PAPER: Final = "00-danh-muc.docx"
_MINUTES_FOLDER: Final = "bien-ban-da-ky"
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDossier:
    """A dossier as a file."""

    content: bytes = field(repr=False)
    file_name: str
    file_list: FileList


def file_name_of(code: str, period: int) -> str:
    """Return the name the dossier of a commune and year is offered under."""
    return f"ho-so-{code}-{period}.zip"


def may_make(workspace: Workspace, code: str) -> bool:
    """Return whether whoever acts may make the dossier of a commune: who may see the files of the commune."""
    return bool(may_see(workspace.store, "attachments", pd.DataFrame({"code": [code]})).all())


def make_dossier(  # noqa: PLR0913 - a commune, its year, and who makes it
    workspace: Workspace,
    figures: Figures,
    code: str,
    *,
    vintage: str,
    period: int,
    by: str = "",
    at: datetime | None = None,
) -> MadeDossier:
    """Make the dossier of a commune for a year.

    Parameters
    ----------
    workspace : of the door.
    figures : on the level of appraised figures, see `records.figure_levels`.
    code, vintage, period : commune, units and year.
    by : who makes it, where nobody is signed in.
    at : the moment; that of the clock unless given.

    Returns
    -------
    The zip: six papers as Word documents, ``minh-chung/<criterion>/`` with the evidence, the signed minutes where they
    are attached, a list to read, and ``danh-muc.json`` to check it by. But for the two lists its bytes depend on the
    data alone.

    Raises
    ------
    RightsError
        Whoever acts may not see the files of the commune.
    TableError
        The evidence is larger than `LARGEST`.
    UnknownUnitError
        The code is not of a commune of the programme.
    """
    if not may_make(workspace, code):
        raise refusal(current_actor(), code)
    facts = dossier_facts(workspace, figures, code, vintage=vintage, period=period)
    members = _papers(workspace, facts) | _evidence(workspace, facts)
    size = sum(len(content) for _about, content in members.values())
    if size > LARGEST:
        raise TableError(
            msg("The dossier has {size} MB; at most {most} MB are put into one file.", size=size // _MEGABYTE,
                most=LARGEST // _MEGABYTE),
            where=f"{code} {period}",
            fix=msg("Scan evidence at a lower resolution, or take off what is not needed."),
        )  # fmt: skip
    bare = FileList(
        province=facts.province, code=code, name=facts.name, period=period, vintage=vintage, criteria_set=facts.law.key,
        mark=facts.mark, made_at=(at or datetime.now(tz=UTC)).isoformat(timespec="seconds"), made_by=signed(by) or "–",
        data=_used_data(workspace, vintage=vintage, period=period),
        files=tuple(listed(path, about, content) for path, (about, content) in members.items()),
    )  # fmt: skip
    about = _("List of the files")
    paper = _settled(docx(_list_paper(facts, bare)))
    file_list = bare.model_copy(update={"files": (listed(_LIST_PAPER, about, paper), *bare.files)}).sealed()
    contents = {_LIST_PAPER: paper} | {path: content for path, (_about, content) in members.items()}
    return MadeDossier(
        content=_zip(contents | {LIST_NAME: file_list.as_bytes()}),
        file_name=file_name_of(code, period),
        file_list=file_list,
    )


def _papers(workspace: Workspace, facts: DossierFacts) -> dict[str, tuple[str, bytes]]:
    """Return the papers: path to title and content."""
    titles = {
        "02-bao-cao.docx": _("Report on the results"),
        "03-bang-tong-hop.docx": _("Summary table of criteria with the index of evidence"),
        "04-y-kien-so-nganh.docx": _("Opinions of the departments"),
        "05-bien-ban-hoi-dong.docx": _("Minutes of the council"),
        "06-muc-do-hai-long.docx": _("Statement of people's satisfaction"),
    }
    made = (
        docx(report_paper(facts)), docx(table_paper(facts)), docx(opinions_paper(workspace, facts)),
        minutes_docx(facts), docx(satisfaction_paper(facts)),
    )  # fmt: skip
    first = docx(application_paper(facts, tuple(titles.values())))
    papers = {"01-to-trinh.docx": (_("Application"), _settled(first))}
    return papers | {
        path: (title, _settled(content)) for (path, title), content in zip(titles.items(), made, strict=True)
    }


def _evidence(workspace: Workspace, facts: DossierFacts) -> dict[str, tuple[str, bytes]]:
    """Return the files of evidence and the signed minutes: path to title and content."""
    files: dict[str, tuple[str, bytes]] = {}
    for row in each_row(facts.evidence):
        if row.path and row.path not in files:
            files[row.path] = (str(row.title), attachment_content(workspace, row.sha256, vintage=facts.vintage))
    number = None if facts.vote is None or pd.isna(facts.vote.minutes) else int(facts.vote.minutes)
    attached = attachments_of(workspace, facts.code, vintage=facts.vintage)
    for row in each_row(attached[attached["number"].eq(number)] if number else attached.iloc[:0]):
        path = free_path(_MINUTES_FOLDER, str(row.file_name), files)
        files[path] = (str(row.title), attachment_content(workspace, row.sha256, vintage=facts.vintage))
    return files


def _list_paper(facts: DossierFacts, bare: FileList) -> Paper:
    """Return the list as a paper: what is in the file, who made it, of which data."""
    rows = tuple(
        (str(number), item.path, item.about, str(item.size), _in_groups(item.sha256))
        for number, item in enumerate(bare.files, start=1)
    )
    data = tuple(
        (kind_name(item.kind), " ".join(part for part in (item.vintage, str(item.period or "")) if part),
         str(item.number), item.key, moment_words(item.imported_at))
        for item in bare.data
    )  # fmt: skip
    return Paper(
        head=commune_head(facts, number=_("        /list of files")),
        title=_("LIST OF FILES"),
        subtitle=_("Dossier of {commune}, {year}", commune=inside(facts.name), year=facts.period),
        mark=facts.mark,
        blocks=(
            Text(kind="item", text=_("Made {at} by {who}.", at=moment_words(bare.made_at), who=bare.made_by)),
            Text(kind="item", text=_("{count} files, checked by danh-muc.json; this list is for reading.",
                                     count=len(rows))),
            Text(kind="item", text=_("Criteria set: {name}; units of {vintage}.", name=str(facts.law.name),
                                     vintage=facts.vintage)),
        ),
        annexes=(
            Page(landscape=True),
            Text(kind="title", text=_("Files with their SHA-256")),
            Grid(
                headings=(_("No"), _("File"), _("What it is"), _("Bytes"), "SHA-256"), rows=rows,
                widths=(10, 82, 60, 20, 79), centred=(0, 3), total=False, small=True,
            ),
            Text(kind="title", text=_("Data the papers were made of")),
            *(
                [Grid(
                    headings=(_("Data"), _("Units, year"), _("Version"), _("Key"), _("Kept at")), rows=data,
                    widths=(80, 40, 20, 40, 60), centred=(1, 2, 3, 4), total=False, small=True,
                )]
                if data
                else [Text(kind="note", text=_("Nothing is kept in the database for this year; only shipped figures."))]
            ),
        ),
    )  # fmt: skip


def _used_data(workspace: Workspace, *, vintage: str, period: int) -> tuple[UsedData, ...]:
    """Return the versions in use of everything the papers of a year are made of, by kind."""
    of_year = {(vintage, period), ("", period)}
    chosen = [
        version
        for version in list_versions(workspace.store)
        if version.current
        and (
            (version.slot.kind in _OF_YEAR and (version.slot.vintage, version.slot.period) in of_year)
            or (version.slot.kind in _OF_UNITS and version.slot.vintage == vintage)
            or version.slot.kind in _ANYWHERE
        )
    ]  # fmt: skip
    order = (*_OF_YEAR, *_OF_UNITS, *_ANYWHERE)
    return tuple(
        UsedData(
            number=item.id, kind=item.slot.kind, vintage=item.slot.vintage, period=item.slot.period, key=item.key,
            imported_at=item.provenance.imported_at,
        )
        for item in sorted(chosen, key=lambda version: (order.index(version.slot.kind), version.id))
    )  # fmt: skip


def _in_groups(digest: str) -> str:
    """Return a sum in two lines' worth of groups, so that a narrow column can break it."""
    return " ".join(digest[start : start + 16] for start in range(0, len(digest), 16))


def _settled(content: bytes) -> bytes:
    """Return a Word document with no moment of its making in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return _zip({item.filename: package.read(item) for item in package.infolist()})


def _zip(members: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for path, content in members.items():
            package.writestr(_entry(path), content)
    return target.getvalue()


def _entry(path: str) -> Any:
    entry = zipfile.ZipInfo(path, date_time=_NO_TIME)
    stored = path.startswith((EVIDENCE, _MINUTES_FOLDER))
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    return entry
