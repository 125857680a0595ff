"""``pathway``: the cheapest path to the targets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ntm_geo.assessment import period as assessing
from ntm_geo.cli.shared_options import FAILED, Json, print_json, workspace
from ntm_geo.pathway import criterion_costs as costing
from ntm_geo.pathway import path_sentences, planning
from ntm_geo.records.figures import load_figures


def pathway(  # noqa: PLR0913, PLR0917 - one question with its limits
    period: Annotated[int, typer.Option(help="Year the communes stand at.")],
    until: Annotated[int, typer.Option(help="Last year of the plan.")],
    targets: Annotated[
        str, typer.Option(help="Such as 'standard=50, floor=15, hamlets=30%'; the province's own unless given.")
    ] = "",
    budget: Annotated[float | None, typer.Option(help="Million VND a year; not limited unless given.")] = None,
    district: Annotated[int | None, typer.Option(help="Criteria a district can complete in a year.")] = None,
    department: Annotated[int | None, typer.Option(help="Criteria a department can complete in a year.")] = None,
    costs: Annotated[
        Path | None, typer.Option(help="Sheet of costs with the columns item, fixed, per_gap; else those kept.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Workbook to write the list of work to.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Find the cheapest path to the province's targets; exit code 1 when there is none."""
    space = workspace()
    standing = assessing.assess_period(space, load_figures(space), period=period)
    wishes = planning.Wishes(
        goals=planning.read_goals(targets) or planning.goals_of(space, standing),
        years=tuple(range(period + 1, until + 1)),
        budget=budget,
        district=district,
        department=department,
    )
    law = standing.criteria_set
    efforts, version = costing.costs_in_use(space, law)
    if costs is not None:
        efforts, version = costing.read_costs(costs, efforts, law), None
    path = planning.find_path(planning.make_problem(space, standing, efforts, wishes))
    if out is not None and path.plan.found:
        out.write_bytes(planning.work_book(standing, path))
    if as_json:
        print_json(planning.path_report(standing, path))
    elif path.plan.found:
        typer.echo(path_sentences.path_sentence(path))
        if costs is None:
            typer.echo(costing.costs_sentence(version))
    else:
        typer.echo("\n".join(path_sentences.clash_lines(path)))
    if not path.plan.found:
        raise typer.Exit(FAILED)
