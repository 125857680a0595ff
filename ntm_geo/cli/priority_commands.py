"""``prioritize``: which communes first, and why; ``verify``: a saved ranking made again and compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ntm_geo.assessment import period as assessing
from ntm_geo.assessment.years import earlier_alike, opening
from ntm_geo.cli.shared_options import FAILED, Json, print_json, workspace
from ntm_geo.i18n import _, format_number
from ntm_geo.priorities import prioritize as prioritizing
from ntm_geo.priorities import scenarios
from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.weight_files import purpose_of, read_weights
from ntm_geo.records.figures import load_figures
from ntm_geo.themes import map_layers


def prioritize(
    purpose: Annotated[str, typer.Option(help="Purpose, such as ve-dich; a wrong one lists them all.")],
    top: Annotated[int, typer.Option(help="How many communes to choose.", min=1)] = 10,
    period: Annotated[
        int, typer.Option(help="Year the communes stand at; the newest of today's period unless given.")
    ] = 0,
    weights: Annotated[
        Path | None, typer.Option(help="Sheet with the columns factor, weight, first (high or low).")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Rank the communes for a purpose, say who is chosen and why."""
    space = workspace()
    figures = load_figures(space)
    question = prioritizing.ready_question(purpose_of(purpose), top)
    if weights is not None:
        question = prioritizing.with_weights(question, read_weights(weights))
    first = assessing.assess_period(space, figures, period=period or opening(space, figures)[0])
    drawn = map_layers.layer(
        space, vintage=first.vintage, boundary_set=map_layers.usual_boundaries(space, first.vintage)
    )
    standings = [first, *reversed(earlier_alike(space, figures, first))]
    answer = prioritizing.answer(first, factor_values(space, standings, drawn), question)
    if as_json:
        print_json(prioritizing.report(first, answer))
        return
    typer.echo(prioritizing.choice_sentence(answer))
    for row in answer.choice.head(len(answer.selected)).to_dict("records"):
        score = format_number(float(row["score"]), digits=1)
        typer.echo(f"{row['rank']:>4}  {score:>6}  {row['code']}  {row['name']}, {row['district']}")
    for line in prioritizing.notes_of(answer):
        typer.echo(line)
    if first.provenance.illustrative:
        typer.echo(_("Illustrative figures"))


def verify_saved(
    name: Annotated[str, typer.Argument(help="Name of the saved ranking; all of them unless given.")] = "",
    *,
    as_json: Json = False,
) -> None:
    """Make saved rankings again from what was kept with them; exit code 1 when one comes out differently."""
    saved = scenarios.named(workspace(), name)
    differences = {item.name: item.verify() for item in saved}
    if as_json:
        print_json({key: list(lines) for key, lines in differences.items()})
    else:
        for item in saved:
            typer.echo("\n".join(differences[item.name]) or item.same())
    if any(differences.values()):
        raise typer.Exit(FAILED)
