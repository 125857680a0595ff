"""Export of a period as files: slides, report, forms, workbook, map, atlas, or all of them at once.

All are made of one briefing, which is checked against itself before anything is written.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, get_args

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.briefing.atlas_pages import By, atlas_pages, make_atlas
from ntm_geo.briefing.brief import briefing_of
from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of
from ntm_geo.briefing.form_filling import form_05, form_06, form_07, form_10, form_11
from ntm_geo.briefing.running_orders import order_named
from ntm_geo.briefing.slide_content import sections_of
from ntm_geo.briefing.theme_keys import TIERS, theme_of
from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _
from ntm_geo.jobs.jobs import Progress
from ntm_geo.maps.sheet import SheetForm
from ntm_geo.records.figures import load_figures
from ntm_geo.reports.briefing_workbook import xlsx
from ntm_geo.reports.document import report_of
from ntm_geo.reports.form_papers import form_docx, form_xlsx
from ntm_geo.reports.slides import pptx
from ntm_geo.reports.typeset import pdf
from ntm_geo.reports.word import docx
from ntm_geo.themes.printed_maps import sheet_notes

if TYPE_CHECKING:
    from ntm_geo.briefing.briefing_data import BriefingData
    from ntm_geo.maps.sheet import DrawnSheet
    from ntm_geo.records.shipped import Figures
    from ntm_geo.reports.briefing import Briefing
    from ntm_geo.reports.form_papers import Form
    from ntm_geo.workspace.workspace import Workspace

Kind = Literal["slides", "report", "forms", "workbook", "map", "atlas", "all"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
SUFFIXES: Final[dict[Kind, tuple[str, ...]]] = {
    "slides": ("pptx",),
    "report": ("docx", "pdf"),
    "forms": ("docx", "xlsx"),
    "workbook": ("xlsx",),
    "map": ("png", "pdf"),
    "atlas": ("pdf",),
    "all": ("zip",),
}
"""Kinds of files of each product, the usual one first."""
_NAMES: Final[dict[Kind, str]] = {
    "slides": "trinh-chieu",
    "report": "bao-cao",
    "forms": "bieu-mau",
    "workbook": "so-lieu",
    "map": "ban-do",
    "atlas": "tap-ban-do",
    "all": "ho-so-hop",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishRequest:
    """What is to be made."""

    kind: Kind
    brief: BriefRequest
    suffix: str = ""
    """Kind of file; the usual one unless given."""
    template: bytes = field(default=b"", repr=False)
    """Presentation whose look the slides take."""
    order: str = ""
    """Running order of the slides; the ready one of the annual meeting unless given."""
    communes: tuple[str, ...] = ()
    """Communes whose own form is made; none of them unless given."""
    by: By = "district"
    """What has a page in the atlas."""
    theme: str = TIERS
    """What the map shows: ``tiers``, ``hamlets``, or the code of a criterion or indicator."""
    form: SheetForm = field(default_factory=SheetForm)
    """Paper of map and atlas."""

    @property
    def file_suffix(self) -> str:
        """Kind of file.

        Raises
        ------
        TableError
            The product is not made as such a file.
        """
        known = SUFFIXES[self.kind]
        if self.suffix and self.suffix not in known:
            raise TableError(
                msg("This product is not made as a .{suffix} file.", suffix=self.suffix),
                fix=msg("Use one of: {choices}.", choices=", ".join(known)),
            )
        return self.suffix or known[0]

    @property
    def file_name(self) -> str:
        """Name the file is offered under."""
        half = "-6-thang" if self.brief.half else ""
        return f"{_NAMES[self.kind]}-{self.brief.period}{half}.{self.file_suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A product as a file."""

    content: bytes = field(repr=False)
    notes: tuple[str, ...] = ()
    """What a person has to know before it is printed, see `sheets.sheet_notes`."""


def publish(
    workspace: Workspace, figures: Figures, request: PublishRequest, progress: Progress | None = None
) -> Published:  # fmt: skip
    """Make a product.

    Parameters
    ----------
    workspace : of the door.
    figures : from `figures.load_figures`.
    request : what is to be made.
    progress : called at every step; may stop the work.

    Raises
    ------
    ContractError
        The figures contradict each other; nothing is made.
    StoppedError
        The work was stopped.
    TableError, UnknownUnitError
        Something asked for is not known.
    """
    state = progress or Progress()
    suffix = request.file_suffix
    state.begin(_("Reading the figures"))
    data = briefing_data_of(workspace, figures, request.brief)
    if request.kind == "all":
        return Published(content=_together(data, request, state))
    if request.kind == "map":
        sheet = _map(data, request, suffix, state)
        return Published(content=sheet.content, notes=sheet_notes(sheet))
    return Published(content=_one(data, request, suffix, state))


def publish_apart(progress: Progress, workspace: Workspace, request: PublishRequest) -> Published:
    """Make a product in a process of its own, which reads the figures itself; see `publish`."""
    progress.begin(_("Reading the figures"))
    return publish(workspace, load_figures(workspace, request.brief.figures), request, progress)


def _one(data: BriefingData, request: PublishRequest, suffix: str, progress: Progress) -> bytes:
    if request.kind == "map":
        return _map(data, request, suffix, progress).content
    if request.kind == "atlas":
        progress.begin(_("Drawing the atlas"), atlas_pages(data, request.by))
        return make_atlas(data, request.by, form=request.form, step=progress.step)
    if request.kind == "forms":
        return _forms(data, request, suffix, progress)
    progress.begin(_("Putting the briefing together"))
    return _of_briefing(_briefing(data, request), request, suffix, progress)


def _map(data: BriefingData, request: PublishRequest, suffix: str, progress: Progress) -> DrawnSheet:
    progress.begin(_("Drawing the map"))
    form = replace(request.form, form="pdf" if suffix == "pdf" else "png")
    return data.sheet(data.content(theme_of(data, request.theme)), form)


def _briefing(data: BriefingData, request: PublishRequest) -> Briefing:
    """Return what a product says: the slides of a running order, or the sections of the report."""
    if request.kind == "slides":
        return briefing_of(data, sections_of(data, order_named(data.workspace, request.order)))
    return briefing_of(data)


def _of_briefing(briefing: Briefing, request: PublishRequest, suffix: str, progress: Progress) -> bytes:
    progress.begin(_("Writing the file"))
    if request.kind == "slides":
        return pptx(briefing, template=request.template)
    if request.kind == "workbook":
        return xlsx(briefing)
    paper = report_of(briefing)
    return docx(paper) if suffix == "docx" else pdf(paper)


def _forms(data: BriefingData, request: PublishRequest, suffix: str, progress: Progress) -> bytes:
    known = set(communes_of(data.standing)["code"])
    strange = [code for code in request.communes if code not in known]
    if strange:
        raise TableError(
            msg("There is no commune {code} among the units of {vintage}.", code=strange[0],
                vintage=data.standing.vintage),
            fix=msg("Give the code of a commune of the programme, five digits."),
        )  # fmt: skip
    progress.begin(_("Filling the forms"), len(request.communes) + 2)
    forms: list[Form] = [form_05(data), form_06(data), form_07(data)]
    for code in request.communes:
        forms += [form_10(data, code), form_11(data, code)]
        progress.step()
    progress.begin(_("Writing the file"), len(forms))
    write = form_docx if suffix == "docx" else form_xlsx
    return write(forms, step=progress.step)


def _together(data: BriefingData, request: PublishRequest, progress: Progress) -> bytes:
    """Return everything a meeting needs in one file: slides, report, workbook, forms, the map on A3 and for a chat."""
    progress.begin(_("Putting the briefing together"))
    briefing = briefing_of(data)
    large = SheetForm(paper="A3", labels=True)
    wanted: tuple[tuple[Kind, str, SheetForm], ...] = (
        ("slides", "pptx", large), ("report", "docx", large), ("report", "pdf", large), ("workbook", "xlsx", large),
        ("forms", "docx", large), ("forms", "xlsx", large), ("map", "pdf", large),
        ("map", "png", SheetForm(paper="chat")),
    )  # fmt: skip
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for kind, suffix, form in wanted:
            item = replace(request, kind=kind, suffix=suffix, form=form)
            made = (
                _of_briefing(briefing, item, suffix, progress)
                if kind in {"report", "workbook"}
                else _one(data, item, suffix, progress)
            )
            package.writestr(item.file_name, made)
    return target.getvalue()
