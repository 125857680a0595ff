"""``assess``: where the communes stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ntm_geo.assessment import period as assessing
from ntm_geo.assessment import sentences
from ntm_geo.assessment.by_other_sets.kind_sets import OF_LEVELS
from ntm_geo.assessment.by_other_sets.level_words import level_list, level_sentence
from ntm_geo.assessment.by_other_sets.resting import describe_resting, reading_sentence, resting_of
from ntm_geo.assessment.by_other_sets.upper_level import STATES, upper_level
from ntm_geo.assessment.withdrawal_list import withdrawal_sentence
from ntm_geo.assessment.years import opening
from ntm_geo.cli.shared_options import FIGURES_HELP, Json, print_json, workspace
from ntm_geo.errors import NotInForceError, msg
from ntm_geo.i18n import _, text
from ntm_geo.records.figure_levels import level_named
from ntm_geo.records.figures import load_figures
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.workspace.workspace import Workspace


def assess(
    period: Annotated[
        int, typer.Option(help="Year to assess, at 31 December; the newest of today's period unless given.")
    ] = 0,
    vintage: Annotated[str, typer.Option(help="Units to assess; those in force at that date unless given.")] = "",
    against: Annotated[
        str, typer.Option("--set", help="Criteria set to assess against; the one in force then unless given.")
    ] = "",
    level: Annotated[
        str, typer.Option(help="Say who is on the way to this level above the standard: advanced or modern.")
    ] = "",
    on: Annotated[str, typer.Option("--figures", help=FIGURES_HELP)] = "",
    *,
    as_json: Json = False,
) -> None:
    """Say where the communes stand: tiers, hamlets, targets."""
    if level not in {"", *OF_LEVELS.values()}:
        raise typer.BadParameter(", ".join(OF_LEVELS.values()), param_hint="--level")
    space = workspace()
    figures = load_figures(space, level_named(on))
    year = period or opening(space, figures)[0]
    standing = assessing.assess_period(space, figures, period=year, vintage=vintage, against=against)
    if level:
        _say_level(space, standing, level, as_json=as_json)
        return
    by_year = assessing.assess_period(space, figures, period=year, vintage=vintage) if standing.stands_in else None
    if as_json:
        more = {} if by_year is None else {"rests_on": describe_resting(resting_of(space, by_year, standing))}
        print_json(assessing.summary(standing) | more)
        return
    for sentence in sentences.tier_sentences(standing):
        typer.echo(sentence)
    if by_year is not None:
        typer.echo(reading_sentence(space, by_year, standing))
    typer.echo(withdrawal_sentence(standing))
    for item in standing.assessment.progress:
        typer.echo(sentences.target_sentence(item, standing))
    if standing.level_note is not None:
        typer.echo(text(standing.level_note))
    if standing.provenance.illustrative:
        typer.echo(_("Illustrative figures"))


def _say_level(space: Workspace, standing: PeriodAssessment, level: str, *, as_json: bool) -> None:
    """Print who has reached a level, who is near, and what each lacks."""
    upper = upper_level(space, standing, level)
    if upper is None:
        raise NotInForceError(
            msg("No criteria set of that kind holds at the end of {year}.", year=standing.period),
            where=level,
            fix=msg("Choose another year, or another kind of data."),
        )
    rows = level_list(space, standing, upper)
    if as_json:
        counts = upper.table["state"].value_counts()
        print_json(
            {
                "period": standing.period,
                "criteria_set": upper.law.key,
                "entered": upper.entered,
                "expected": upper.expected,
                "states": {key: int(counts.get(key, 0)) for key in STATES},
                "communes": rows.to_dict("records"),
            }
        )
        return
    typer.echo(level_sentence(upper, standing))
    for row in each_row(rows):
        typer.echo(f"{row.name}: {row.text}")
