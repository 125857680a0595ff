"""The sheet of one commune: filled with its draft to be taken along, and read back into the draft."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.dossiers.dossier_lines import law_of
from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.dossiers.filling import save_draft
from ntm_geo.errors import InputFileError, OpenQuestionsError, msg
from ntm_geo.intake.sheets.filled_templates import template
from ntm_geo.intake.sheets.sheet_import import preview_sheet
from ntm_geo.intake.sheets.workbook import SheetQuestion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Literal

    from ntm_geo.intake.guards.problems import CellProblem
    from ntm_geo.intake.sheets.cells.questions import Question
    from ntm_geo.workspace.workspace import Workspace

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DraftSheet:
    """What a sheet says of a commune, before it goes into the draft."""

    rows: pd.DataFrame
    """``item, value, met, note`` of what is filled in; remarks are those of the draft."""
    others: int
    """Rows of other communes, which are left out."""
    problems: tuple[CellProblem, ...]
    questions: tuple[Question, ...]
    """What the sheet leaves open, with the answers that were given."""


def kind_of_sheet(workspace: Workspace, period: int) -> Literal["scores", "results"]:
    """Return which sheet a year is filled in by: values of indicators, or criteria where the set has none."""
    return "scores" if law_of(workspace, period).has_indicators else "results"


def commune_sheet(workspace: Workspace, code: str, *, vintage: str, period: int) -> tuple[str, bytes]:
    """Return the name and content of the sheet of a commune, filled with its draft.

    Raises
    ------
    NotInForceError, LawError
        The set of the year does not hold or is not entered.
    """
    reports = read_dossiers(workspace, vintage=vintage, period=period).of(code).reports
    kind = kind_of_sheet(workspace, period)
    column, value = ("indicator", "value") if kind == "scores" else ("criterion", "met")
    known = reports[reports["item"].str.contains(".", regex=False).eq(kind == "scores")]
    known = known[["code", "item", "period", value]].rename(columns={"item": column})
    name, content = template(workspace, kind=kind, period=period, only=[code], known=known)
    stem, _dot, form = name.rpartition(".")
    return f"{stem}-{code}.{form}", content


def read_commune_sheet(
    workspace: Workspace,
    path: Path,
    code: str,
    *,
    vintage: str,
    period: int,
    answers: Mapping[str, str] = _NONE,
) -> DraftSheet:
    """Read a sheet for the draft of a commune; nothing is written.

    Parameters
    ----------
    workspace, path : of the door; the sheet.
    code, vintage, period : commune, units and year.
    answers : to what the sheet leaves open: key of a question to the value of an option.

    Raises
    ------
    InputFileError
        It is not the sheet of the year, or it has no row of the commune.
    """
    preview = preview_sheet(
        workspace, path, vintage=vintage, question=SheetQuestion(answers=tuple(sorted(answers.items())))
    )
    understood, kind = preview.intake.understood, preview.slot.kind
    fix = msg("Take the sheet of the commune from this page, fill it in and give it back here.")
    if kind != kind_of_sheet(workspace, period) or understood.period not in {None, period}:
        raise InputFileError(
            msg("This is not the sheet of the self-assessment of {year}.", year=period), where=path.name, fix=fix
        )
    table = preview.intake.table
    mine = table[table["code"].eq(code)]
    if mine.empty:
        raise InputFileError(msg("The sheet has no sound row of this commune."), where=path.name, fix=fix)
    column, value = ("indicator", "value") if kind == "scores" else ("criterion", "met")
    filled = mine[mine[value].notna()]
    notes = read_dossiers(workspace, vintage=vintage, period=period).of(code).reports.set_index("item")["note"]
    rows = pd.DataFrame({"item": filled[column], value: filled[value]}).reindex(columns=["item", "value", "met"])
    rows["note"] = rows["item"].map(notes)
    others = int(table.loc[table["code"].ne(code), "code"].nunique())
    return DraftSheet(
        rows=rows.reset_index(drop=True),
        others=others,
        problems=preview.intake.problems,
        questions=preview.intake.questions,
    )


def take_sheet(workspace: Workspace, sheet: DraftSheet, code: str, *, vintage: str, period: int, by: str) -> int:
    """Put what a sheet says into the draft of a commune; returns how many items changed, see `filling.save_draft`.

    Raises
    ------
    OpenQuestionsError
        Something about the sheet is open still.
    """
    still = [question for question in sheet.questions if question.open]
    if still:
        raise OpenQuestionsError(
            msg("{count} questions about the sheet are open.", count=len(still)),
            fix=msg("Answer them, or write the values as the heading says; nothing was changed."),
        )
    return save_draft(workspace, code, sheet.rows, vintage=vintage, period=period, by=by)
