"""Papers a commune hands in: application, report, table of criteria with its evidence, people's satisfaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.criteria.cite import say_clause, unverified
from ntm_geo.dossier_papers.paper_words import (
    common_notes,
    commune_head,
    condition_text,
    count_sentence,
    inside,
    recipient,
    result_words,
    value_text,
)
from ntm_geo.dossiers.dossier_rows import criterion_of
from ntm_geo.i18n import _
from ntm_geo.reports.document import Grid, Page, Paper, Text
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.dossier_papers.dossier_facts import DossierFacts
    from ntm_geo.reports.document import Block

SATISFACTION: Final = "satisfaction"
"""Key of the condition that is about the satisfaction of people."""
_DOTS: Final = "…………………"


def application_paper(facts: DossierFacts, enclosed: Sequence[str]) -> Paper:
    """Return the application for appraisal and recognition.

    Parameters
    ----------
    facts : of the commune.
    enclosed : titles of the papers that go with it.
    """
    ready = len(facts.codes("status", "met")) == len(facts.criteria)
    evidence = _("evidence: {count} files.", count=_file_count(facts))
    blocks: list[Block] = [
        Text(kind="title", text=_("To: {agency}", agency=recipient(facts))),
        Text(
            kind="body",
            text=_("Following Decision 18/2022/QD-TTg of 02/08/2022, amended by Decision 03/2024/QD-TTg, on "
                   "recognition, its announcement and withdrawal (to be checked against the official text), and {set} "
                   "({decision});", set=str(facts.law.name), decision=say_clause(facts.law.reference)),
        ),
        Text(
            kind="body",
            text=_("The People's Committee of {commune} reports on the year {year}, and asks {recipient} to appraise "
                   "the commune and to have it recognised as meeting the new rural standard in {year}:",
                   commune=inside(facts.name), recipient=recipient(facts), year=facts.period),
        ),
        Text(kind="heading", text=_("1. Results by criteria")),
        Text(kind="item", text=count_sentence(facts, "status")),
        Text(kind="item", text=count_sentence(facts, "appraised")),
        Text(kind="heading", text=_("2. Conditions beside the criteria") + _unverified(facts)),
        *_condition_items(facts),
        Text(kind="heading", text=_("3. Enclosed")),
        Text(kind="body", text="; ".join((*enclosed, evidence))),
        Text(kind="body", text=_("We ask {recipient} to consider it./.", recipient=recipient(facts))),
    ]  # fmt: skip
    notes = list(common_notes(facts))
    if not ready:
        draft = _("Not all criteria are met by the self-assessment: the application is a draft.")
        notes.insert(0, Text(kind="note", text=draft))
    return Paper(
        head=commune_head(
            facts, number=_("        /application"), recipients=(_("As above;"), _("Archives."))
        ),
        title=_("APPLICATION"),
        subtitle=_("for appraisal and recognition of {commune} as meeting the new rural standard in {year}",
                   commune=inside(facts.name), year=facts.period),
        mark=facts.mark,
        blocks=tuple(blocks),
        annexes=tuple(notes),
    )  # fmt: skip


def report_paper(facts: DossierFacts) -> Paper:
    """Return the report on the results of the commune: sentences, both results by criterion, remarks, conditions."""
    words = result_words()
    rows = tuple(
        (row.item, row.name, words[row.status], _appraised(row, words)) for row in each_row(facts.criteria)
    )  # fmt: skip
    remarks = facts.lines[[isinstance(note, str) and bool(note.strip()) for note in facts.lines["note"]]]
    blocks: list[Block] = [
        Text(kind="heading", text=_("I. Results by criteria")),
        Text(kind="item", text=count_sentence(facts, "status")),
        Text(kind="item", text=count_sentence(facts, "appraised")),
        Text(kind="caption", text=_("Results by criterion")),
        Grid(
            headings=(_("No"), _("Criterion"), _("Self-assessed"), _("Result of appraisal")),
            rows=rows, widths=(1, 6, 2, 2), centred=(0, 2, 3), total=False,
        ),
        Text(kind="heading", text=_("II. Remarks of the commune")),
        *(Text(kind="item", text=f"{row.item} {row.name}: {row.note}") for row in each_row(remarks)),
        *([] if len(remarks) else [Text(kind="item", text=_("The commune entered no remarks."))]),
        Text(kind="heading", text=_("III. Conditions beside the criteria") + _unverified(facts)),
        *_condition_items(facts),
        Text(kind="heading", text=_("IV. Evidence")),
        Text(kind="item", text=_evidence_sentence(facts)),
    ]  # fmt: skip
    return Paper(
        head=commune_head(facts, number=_("        /report"), recipients=(recipient_line(facts), _("Archives."))),
        title=_("REPORT"),
        subtitle=_("Results of building the new rural standard in {year} of {commune}", year=facts.period,
                   commune=inside(facts.name)),
        mark=facts.mark,
        blocks=tuple(blocks),
        annexes=common_notes(facts),
    )  # fmt: skip


def recipient_line(facts: DossierFacts) -> str:
    """Return whom a paper is sent to, as it stands among its recipients."""
    name = recipient(facts)
    return f"{name[:1].upper()}{name[1:]};"


def table_paper(facts: DossierFacts) -> Paper:
    """Return the table of all criteria and indicators with both results and the index of evidence, across the page."""
    words = result_words()
    index: dict[str, list[str]] = {}
    for row in each_row(facts.evidence):
        name = row.path.rsplit("/", maxsplit=1)[-1] if row.path else _("(file no longer on the list)")
        page = "" if pd.isna(row.page) else _(", page {page}", page=row.page)
        index.setdefault(row.item, []).append(f"{name}{page}")
    rows = tuple(
        (
            row.item, row.name, _threshold(row), _reported(row), words[row.status],
            value_text(row.appraised_value, passes=row.sense == "pass"), _appraised(row, words),
            "\n".join(index.get(row.item, [])),
        )
        for row in each_row(facts.lines)
    )  # fmt: skip
    grid = Grid(
        headings=(
            _("Code"), _("Criterion, indicator"), _("Threshold"), _("Reported"), _("Self-assessed"),
            _("Appraised value"), _("Result of appraisal"), _("Evidence"),
        ),
        rows=rows, widths=(13, 70, 42, 20, 21, 20, 21, 44), centred=(0, 3, 4, 5, 6), total=False, small=True,
    )  # fmt: skip
    title = Text(kind="title", text=_("Results by criteria, with the index of evidence"))
    notes = [Text(kind="note", text=_("Evidence lies in the folder of its criterion: minh-chung/<criterion>/."))]
    if not facts.lines["verified"].all():
        notes.append(Text(kind="note", text=_("(**) Threshold to be checked against the official text.")))
    return Paper(
        head=commune_head(facts, number=_("        /table of a commune")),
        title=_("SUMMARY TABLE"),
        subtitle=_("Results by criteria of {commune} in {year}, with the index of evidence", commune=inside(facts.name),
                   year=facts.period),
        mark=facts.mark,
        blocks=(
            Text(kind="item", text=count_sentence(facts, "status")),
            Text(kind="item", text=count_sentence(facts, "appraised")),
            Text(kind="item", text=_evidence_sentence(facts)),
        ),
        annexes=(*common_notes(facts), Page(landscape=True), title, grid, *notes),
    )  # fmt: skip


def satisfaction_paper(facts: DossierFacts) -> Paper:
    """Return the statement of people's satisfaction: what the register of conditions knows, room for all else."""
    known = [(condition, met, note) for condition, met, note in facts.conditions if condition.key == SATISFACTION]
    met, note = (known[0][1], known[0][2]) if known else (None, "")
    rows = (
        ("1", _("Households asked"), _DOTS),
        ("2", _("Households that answered"), _DOTS),
        ("3", _("Households that are satisfied"), _DOTS),
        ("4", _("Share of satisfied households (%)"), _DOTS),
        ("5", _("Share that is asked for"), _("{room} (to be checked against the official text)", room=_DOTS)),
        ("6", _("Result as entered in the program"), condition_text(met)),
        ("7", _("Note as entered in the program"), note or _DOTS),
    )
    about = (
        _("The program keeps the result and its note; figures of the survey are not kept and are left open.")
        if known
        else _("The rules of recognition of the set in force are not entered; everything is left open.")
    )
    return Paper(
        head=commune_head(facts, number=_("        /table of a commune")),
        title=_("STATEMENT"),
        subtitle=_("Satisfaction of people with the results of building new rural areas in {commune}, {year}",
                   commune=inside(facts.name), year=facts.period),
        mark=facts.mark,
        blocks=(
            Grid(headings=(_("No"), _("What is stated"), _("Result")), rows=rows, widths=(1, 6, 5), centred=(0,),
                 total=False),
        ),
        annexes=(Text(kind="note", text=about), common_notes(facts)[1]),
    )  # fmt: skip


def _condition_items(facts: DossierFacts) -> list[Block]:
    if not facts.conditions:
        return [Text(kind="item", text=_("The conditions of the set {years} are not entered.", years=facts.law.years))]
    items: list[Block] = []
    for condition, met, note in facts.conditions:
        remark = f" ({note})" if note else ""
        items.append(Text(kind="item", text=f"{condition.name}: {condition_text(met)}{remark}."))
    return items


def _unverified(facts: DossierFacts) -> str:
    """Return the warning behind a heading whose conditions were not all compared with the official text."""
    return "" if all(condition.verified for condition, _met, _note in facts.conditions) else f" ({unverified()})"


def _file_count(facts: DossierFacts) -> int:
    return facts.evidence.loc[facts.evidence["path"].ne(""), "path"].nunique()


def _evidence_sentence(facts: DossierFacts) -> str:
    shown = {criterion_of(item) for item in facts.evidence["item"]}
    without = [code for code in facts.criteria["item"] if code not in shown]
    words = _(
        "{count} files of evidence for {criteria} criteria are enclosed", count=_file_count(facts), criteria=len(shown)
    )
    if not without:
        return f"{words}."
    return _("{words}; without evidence: criteria {codes}.", words=words, codes=", ".join(without))


def _appraised(row: Any, words: dict[str, str]) -> str:
    known = row.appraised in {"met", "not_met"}
    return words[row.appraised] + (" (*)" if known and not row.by_dossier else "")


def _reported(row: Any) -> str:
    if "." in row.item:
        return value_text(row.value, passes=row.sense == "pass")
    return "" if pd.isna(row.met) else value_text(float(row.met), passes=True)


def _threshold(row: Any) -> str:
    return str(row.rule) + ("" if row.verified or not row.rule else " (**)")
