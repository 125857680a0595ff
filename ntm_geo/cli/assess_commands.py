"""``assess``: where the communes stand."""

from __future__ import annotations

from typing import Annotated

import typer

from ntm_geo.assessment import period as assessing
from ntm_geo.assessment import sentences
from ntm_geo.assessment.by_other_sets.resting import describe_resting, reading_sentence, resting_of
from ntm_geo.assessment.withdrawal_list import withdrawal_sentence
from ntm_geo.assessment.years import opening
from ntm_geo.cli.shared_options import Json, print_json, workspace
from ntm_geo.i18n import _
from ntm_geo.records.figures import load_figures


def assess(
    period: Annotated[
        int, typer.Option(help="Year to assess, at 31 December; the newest of today's period unless given.")
    ] = 0,
    vintage: Annotated[str, typer.Option(help="Units to assess; those in force at that date unless given.")] = "",
    against: Annotated[
        str, typer.Option("--set", help="Criteria set to assess against; the one in force then unless given.")
    ] = "",
    *,
    as_json: Json = False,
) -> None:
    """Say where the communes stand: tiers, hamlets, targets."""
    space = workspace()
    figures = load_figures(space)
    year = period or opening(space, figures)[0]
    standing = assessing.assess_period(space, figures, period=year, vintage=vintage, against=against)
    own = assessing.assess_period(space, figures, period=year, vintage=vintage) if standing.stands_in else None
    if as_json:
        more = {} if own is None else {"rests_on": describe_resting(resting_of(space, own, standing))}
        print_json(assessing.summary(standing) | more)
        return
    for sentence in sentences.tier_sentences(standing):
        typer.echo(sentence)
    if own is not None:
        typer.echo(reading_sentence(space, own, standing))
    typer.echo(withdrawal_sentence(standing))
    for item in standing.assessment.progress:
        typer.echo(sentences.target_sentence(item, standing))
    if standing.provenance.illustrative:
        typer.echo(_("Illustrative figures"))
