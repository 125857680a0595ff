"""``assign``: who helps whom, why, and what differs between two plans."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ntm_geo.assignment import report as told
from ntm_geo.assignment.annex_exchange import annex_content
from ntm_geo.assignment.case import Case, plan_pairs
from ntm_geo.assignment.choice import AssignRequest, find_plan, requested_case
from ntm_geo.assignment.choice import keep_proposal as keep
from ntm_geo.assignment.engine.assignment_solver import Assignment, solve
from ntm_geo.cli.shared_options import FAILED, Json, print_json, workspace
from ntm_geo.partners.assignment_plans import difference
from ntm_geo.reports.annex_paper import annex_docx, annex_xlsx
from ntm_geo.workspace.workspace import Workspace

assign = typer.Typer(
    invoke_without_command=True,
    help="Assign agencies to communes; exit code 1 when the rules cannot all hold or the question is wrong.",
)

Scenario = Annotated[str, typer.Option(help="Saved scenario of priorities whose communes get partners.")]
Purpose = Annotated[str, typer.Option(help="Ready purpose instead of a scenario, such as finish or under_10.")]
Count = Annotated[int, typer.Option(help="Communes of the ready purpose.")]
Period = Annotated[int, typer.Option(help="Year the communes stand at; that of the scenario, or the newest one.")]
Vintage = Annotated[str, typer.Option(help="Units, for a ready purpose; those in force at that time unless given.")]
Locks = Annotated[Path | None, typer.Option(help="CSV file of locks: agency;code;in or out;why.")]
AtLeast = Annotated[int, typer.Option(help="Partners every commune gets at least.")]
AtMost = Annotated[int, typer.Option(help="Partners a commune gets at most; 0 for no limit.")]
Keep = Annotated[float, typer.Option(help="Share of last year's pairs that is kept at least, in percent.")]


@assign.callback()
def assign_agencies(  # noqa: PLR0913, PLR0917 - one option each
    context: typer.Context,
    scenario: Scenario = "",
    purpose: Purpose = "",
    count: Count = 0,
    period: Period = 0,
    vintage: Vintage = "",
    locks: Locks = None,
    at_least: AtLeast = 1,
    at_most: AtMost = 2,
    keep_share: Keep = 0,
    save: Annotated[str, typer.Option(help="Keep the result as the draft of a new plan of this name.")] = "",
    by: Annotated[str, typer.Option(help="Who decides, for locks and the history.")] = "",
    xlsx: Annotated[Path | None, typer.Option(help="Workbook to write the annex to.")] = None,
    docx: Annotated[Path | None, typer.Option(help="Word document to write the annex to.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Find the best assignment of agencies to the communes of a scenario."""
    if context.invoked_subcommand is not None:
        return
    assign_request = AssignRequest(
        scenario=scenario, purpose=purpose, count=count, period=period, vintage=vintage, locks=locks,
        at_least=at_least, at_most=at_most, keep=keep_share / 100, by=by,
    )  # fmt: skip
    space = workspace()
    case, result = _solved(space, assign_request)
    if result.found:
        stored = keep(space, case, result, name=save, by=by) if save else None
        content = annex_content(space, case, plan_pairs(case, result.pairs), stored)
        for out, write in ((xlsx, annex_xlsx), (docx, annex_docx)):
            if out is not None:
                out.write_bytes(write(content))
    _print(told.proposal_report(case, result), [*told.finding_lines(case), *told.result_lines(case, result)], as_json)
    if not result.found:
        raise typer.Exit(FAILED)


@assign.command("explain")
def assign_explain(  # noqa: PLR0913, PLR0917 - one option each
    commune: Annotated[str, typer.Option(help="Code of the commune.")],
    scenario: Scenario = "",
    purpose: Purpose = "",
    count: Count = 0,
    period: Period = 0,
    vintage: Vintage = "",
    locks: Locks = None,
    at_least: AtLeast = 1,
    at_most: AtMost = 2,
    keep_share: Keep = 0,
    *,
    as_json: Json = False,
) -> None:
    """Say why a commune has its partners, what each is worth, and who else could come."""
    assign_request = AssignRequest(
        scenario=scenario, purpose=purpose, count=count, period=period, vintage=vintage, locks=locks,
        at_least=at_least, at_most=at_most, keep=keep_share / 100,
    )  # fmt: skip
    case, result = _solved(workspace(), assign_request)
    if not result.found:
        _print(told.proposal_report(case, result), told.result_lines(case, result), as_json)
        raise typer.Exit(FAILED)
    report = told.explain_report(case, result, commune)
    _print(report, told.explain_lines(report), as_json)


@assign.command("diff")
def assign_diff(
    before: Annotated[str, typer.Argument(help="Plan: its name or number, with .2 behind it for its second edition.")],
    after: Annotated[str, typer.Argument(help="Plan to compare it with.")],
    vintage: Annotated[str, typer.Option(help="Units of the plans, where numbers are not enough.")] = "",
    *,
    as_json: Json = False,
) -> None:
    """Say what differs between two plans, or two editions of one."""
    space = workspace()
    table = difference(find_plan(space, before, vintage=vintage), find_plan(space, after, vintage=vintage))
    _print(table.to_dict("records"), told.difference_lines(table), as_json)


def _solved(space: Workspace, assign_request: AssignRequest) -> tuple[Case, Assignment]:
    case = requested_case(space, assign_request)
    return case, solve(case.problem)


def _print(report: Any, lines: list[str], as_json: bool) -> None:  # noqa: FBT001 - the option as it came
    if as_json:
        print_json(report)
    else:
        typer.echo("\n".join(lines))
