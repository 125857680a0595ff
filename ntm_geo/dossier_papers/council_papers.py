"""Papers of the appraisal: opinions of the departments in one table, minutes of the council."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from docx.shared import Mm

from ntm_geo.assignment.annex_exchange import issuer_of
from ntm_geo.dossier_papers.paper_words import common_notes, count_sentence, inside
from ntm_geo.i18n import _, format_date
from ntm_geo.reports import official
from ntm_geo.reports.document import Grid, Paper, Text
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from ntm_geo.dossier_papers.dossier_facts import DossierFacts
    from ntm_geo.workspace.workspace import Workspace

_DOTS: Final = "………………………………"
_LINE: Final = "." * 108
_SIGN_LINES: Final = 4


def opinions_paper(workspace: Workspace, facts: DossierFacts) -> Paper:
    """Return the opinions of the departments in charge: a row for each department and criterion."""
    verdicts = {"met": _("Met"), "not_met": _("Not met"), "sent_back": _("sent back"), "": _("not appraised yet")}
    rows = []
    for number, row in enumerate(each_row(facts.opinions), start=1):
        who = _("District") if row.step == "district" else row.department
        signed = "\n".join(part for part in (format_date(row.on) if row.on else "", row.by) if part)
        rows.append((str(number), who, f"{row.criterion}. {row.name}", verdicts[row.verdict],
                     row.reason, signed))  # fmt: skip
    missing = int((facts.opinions["verdict"].eq("") & facts.opinions["step"].eq("department")).sum())
    head = official.Letterhead(
        issuer=issuer_of(workspace)[0], place=issuer_of(workspace)[1], number=_("        /opinions"),
        signer_role=_("FOR THE APPRAISING OFFICE"), recipients=(_("Council of appraisal;"), _("Archives.")),
    )  # fmt: skip
    completeness = (
        _("{count} opinions are still missing.", count=missing)
        if missing
        else _("All departments in charge have appraised.")
    )
    return Paper(
        head=head,
        title=_("OPINIONS OF THE DEPARTMENTS"),
        subtitle=_("on the criteria of {commune} in {year}", commune=inside(facts.name), year=facts.period),
        mark=facts.mark,
        blocks=(
            Text(kind="item", text=count_sentence(facts, "appraised")),
            Text(kind="item", text=completeness),
            Grid(
                headings=(_("No"), _("Department"), _("Criterion"), _("Opinion"), _("Reason"), _("Day, by whom")),
                rows=tuple(rows), widths=(10, 36, 42, 20, 32, 28), centred=(0, 3), total=False,
            ),
            Text(
                kind="note",
                text=_("Who is in charge of which criterion is as kept in the program, to be checked against the "
                       "province's decision. The newest opinion on what was sent last stands here."),
            ),
        ),
        annexes=common_notes(facts),
    )  # fmt: skip


def minutes_docx(facts: DossierFacts) -> bytes:
    """Return the minutes of the council as a Word document; what was not entered is left open."""
    paper = official.new_paper()
    vote = facts.vote
    day = None if vote is None else pd.Timestamp(vote.held_on).date()
    head = official.Letterhead(
        issuer=_("COUNCIL OF APPRAISAL OF\n{province}", province=facts.province.upper()),
        place=facts.province.partition(" ")[2] or facts.province, number=_("        /minutes"), day=day,
    )  # fmt: skip
    official.add_heading(paper, head)
    official.add_title(
        paper, _("MINUTES"),
        _("of the meeting on recognition of {commune} as meeting the new rural standard in {year}",
          commune=inside(facts.name), year=facts.period),
        facts.mark,
    )  # fmt: skip
    official.add_heading_line(paper, _("I. Time, place, who took part"))
    for line in (
        _("Time: {hours}, {day}", hours=_DOTS, day=official.day_words(day)),
        _("Place: {room}", room=_DOTS),
        _("Chair: {room}", room=_DOTS),
        _("Secretary: {room}", room=_DOTS),
        _("Members of the council: {members}; present: {present}", members=_number(vote, "members"),
          present=_number(vote, "present")),
    ):  # fmt: skip
        official.add_text(paper, f"- {line}")
    official.add_heading_line(paper, _("II. What was heard"))
    for column in ("status", "appraised"):
        official.add_text(paper, f"- {count_sentence(facts, column)}")
    official.add_heading_line(paper, _("III. What members said"))
    for _line in range(_SIGN_LINES):
        official.add_text(paper, _LINE, indent=False)
    official.add_heading_line(paper, _("IV. Vote and conclusion"))
    official.add_text(
        paper,
        _("- Agreed to recognition: {agreed} of {present} members present", agreed=_number(vote, "agreed"),
          present=_number(vote, "present")),
    )  # fmt: skip
    official.add_text(paper, f"- {_conclusion(facts)}")
    if vote is not None and isinstance(vote.note, str) and vote.note.strip():
        official.add_text(paper, _("- Remark: {note}", note=vote.note))
    _sign(paper)
    if vote is None:
        official.add_note(paper, _("No vote of the council is entered in the program; its lines are left open."))
    else:
        official.add_note(
            paper,
            _("The share of votes that is needed is to be checked against the official text; it is not judged here."),
        )
    for note in common_notes(facts):
        official.add_note(paper, note.text)
    return official.as_bytes(paper)


def _number(vote: Any, name: str) -> str:
    return "………" if vote is None else str(getattr(vote, name))


def _conclusion(facts: DossierFacts) -> str:
    name = inside(facts.name)
    if facts.vote is None:
        return _("Conclusion: {room}", room=_DOTS)
    if facts.vote.proposes:
        return _("Conclusion: the council proposes to recognise {commune} for {year}.", commune=name, year=facts.period)
    return _("Conclusion: the council does not propose to recognise {commune} for {year}.", commune=name,
             year=facts.period)  # fmt: skip


def _sign(paper: Any) -> None:
    """Add the room for the two who sign minutes."""
    table = paper.add_table(rows=1, cols=2)
    official.keep_whole(table.rows[0])
    for cell, role in zip(table.rows[0].cells, (_("SECRETARY"), _("CHAIR OF THE MEETING")), strict=True):
        cell.width = Mm(82)
        official.fill(cell, role, bold=True, centred=True, size=official.SIZE)
        for _empty in range(_SIGN_LINES):
            cell.add_paragraph()
