"""``publish``: papers of a period: slides, report, forms, workbook, map, atlas, or all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ntm_geo.assessment.years import opening
from ntm_geo.atomic import write_whole
from ntm_geo.briefing.atlas_pages import By
from ntm_geo.briefing.briefing_data import BriefRequest
from ntm_geo.briefing.publish import KINDS, Kind, Published, PublishRequest
from ntm_geo.briefing.publish import publish as make
from ntm_geo.briefing.theme_keys import TIERS
from ntm_geo.cli.shared_options import FIGURES_HELP, Json, print_json, workspace
from ntm_geo.errors import InputFileError, TableError, msg
from ntm_geo.i18n import _
from ntm_geo.jobs.jobs import Job
from ntm_geo.maps.sheet import PAPERS, SheetForm
from ntm_geo.records.figure_levels import level_named
from ntm_geo.records.figures import load_figures

_LOOK_S = 0.2


def publish(  # noqa: PLR0913, PLR0917 - one option each
    kind: Annotated[str, typer.Option(help="slides, report, forms, workbook, map, atlas or all.")],
    period: Annotated[int, typer.Option(help="Year; the newest of today's period with figures unless given.")] = 0,
    vintage: Annotated[str, typer.Option(help="Units; those in force at that time unless given.")] = "",
    out: Annotated[Path | None, typer.Option(help="File to write; its ending says what kind.")] = None,
    template: Annotated[Path | None, typer.Option(help="Presentation (.pptx) whose look the slides take.")] = None,
    order: Annotated[str, typer.Option(help="Running order of the slides; the annual meeting's unless given.")] = "",
    commune: Annotated[
        list[str] | None, typer.Option(help="Commune whose own form is filled; may be repeated.")
    ] = None,
    by: Annotated[str, typer.Option(help="What has a page in the atlas: district or commune.")] = "district",
    theme: Annotated[
        str, typer.Option(help="What the map shows: tiers, hamlets, hamlet-classes, or a code such as 10 or 10.1.")
    ] = TIERS,
    paper: Annotated[str, typer.Option(help="A4, A3, A1 or chat.")] = "A4",
    on: Annotated[str, typer.Option("--figures", help=FIGURES_HELP)] = "",
    *,
    half: Annotated[bool, typer.Option("--half", help="Report on the first six months of the year.")] = False,
    upright: Annotated[bool, typer.Option("--upright", help="Paper upright instead of across.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Write the names of the communes on the map.")] = False,
    graticule: Annotated[bool, typer.Option("--graticule", help="Draw meridians and parallels.")] = False,
    as_json: Json = False,
) -> None:
    """Make papers of a period; a file is written as a whole or not at all."""
    space = workspace()
    level = level_named(on)
    figures = load_figures(space, level)
    request = PublishRequest(
        kind=_kind(kind),
        brief=BriefRequest(period=period or opening(space, figures)[0], half=half, vintage=vintage, figures=level),
        suffix=out.suffix.lstrip(".").lower() if out else "",
        template=_read(template),
        order=order,
        communes=tuple(commune or ()),
        by=_by(by),
        theme=theme,
        form=SheetForm(paper=_paper(paper), landscape=not upright, labels=names, graticule=graticule),
    )
    target = out or Path(request.file_name)
    job = Job(lambda progress: make(space, figures, request, progress))
    try:
        _follow(job)
    except KeyboardInterrupt:
        job.stop()
        job.wait()
    if job.error is not None:
        raise job.error
    made = job.result or Published(content=b"")
    write_whole(target, made.content)
    if as_json:
        shown = {"file": str(target), "kind": request.kind, "period": request.brief.period}
        print_json(shown | {"bytes": len(made.content), "notes": list(made.notes)})
        return
    typer.echo(_("{file}: written, {size} kB", file=str(target), size=len(made.content) // 1000))
    for note in made.notes:
        typer.echo(note)


def _follow(job: Job[Published]) -> None:
    """Say on the error stream what is under way, a line for every new piece of work."""
    text = ""
    while job.state == "running":
        job.wait(_LOOK_S)
        label = job.progress.label.partition(" (")[0]
        if label != text:
            typer.echo(f"{label} …", err=True)
            text = label


def _kind(text: str) -> Kind:
    for known in KINDS:
        if known == text:
            return known
    raise _unknown(text, KINDS)


def _by(text: str) -> By:
    if text == "district":
        return "district"
    if text == "commune":
        return "commune"
    raise _unknown(text, ("district", "commune"))


def _paper(text: str) -> str:
    if text in PAPERS:
        return text
    raise _unknown(text, tuple(PAPERS))


def _unknown(text: str, known: tuple[str, ...]) -> TableError:
    return TableError(
        msg("{name} is not known here.", name=text), fix=msg("Use one of: {choices}.", choices=", ".join(known))
    )


def _read(path: Path | None) -> bytes:
    if path is None:
        return b""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputFileError(
            msg("The file cannot be read."), where=str(path), fix=msg("Check the name and whether it may be opened.")
        ) from error
