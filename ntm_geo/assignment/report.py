"""Report of an assignment: as lines of text, and as plain data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.assignment.case import GROUPS, case_findings, plan_pairs
from ntm_geo.assignment.engine.assignment_clash import relaxations, smallest_clash
from ntm_geo.assignment.engine.explain import alternatives, best_alternative
from ntm_geo.assignment.engine.words import relaxation_sentence, rule_sentence
from ntm_geo.assignment.outcome import coverage, coverage_sentences, pair_facts, pair_sentence, who_what_where
from ntm_geo.assignment.saved_question import question_out
from ntm_geo.errors import UnknownUnitError, msg
from ntm_geo.i18n import _, format_number, text
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from ntm_geo.assignment.case import Case
    from ntm_geo.assignment.engine.assignment_solver import Assignment
    from ntm_geo.assignment.engine.explain import Consequence

_POINTS = 100


def finding_lines(case: Case) -> list[str]:
    """Return what is wrong or doubtful about a case, one line each, errors first."""
    marks = {"error": "x", "warning": "!", "info": "·"}
    return [
        " ".join(
            part
            for part in (
                marks[finding.severity],
                f"{finding.place}:" if finding.place else "",
                text(finding.what),
                text(finding.hint) if finding.hint else "",
            )
            if part
        )
        for finding in case_findings(case)
    ]


def proposal_lines(case: Case, assignment: Assignment) -> list[str]:
    """Return an assignment as lines: where it comes from, its figures, its pairs."""
    lines = [_("{source}; standing at the end of {year}.", source=case.chosen.source, year=case.period)]
    lines += coverage_sentences(coverage(case, assignment.pairs))
    pairs = plan_pairs(case, assignment.pairs)
    for row in each_row(pairs[pairs["assigned"]].sort_values(["code", "agency"])):
        district = f" ({row.district})" if isinstance(row.district, str) else ""
        lines.append(f"{row.code}  {row.name}{district}: {row.agency_name}")
    if case.provenance.illustrative:
        lines.append(_("Illustrative figures"))
    return lines


def result_lines(case: Case, assignment: Assignment) -> list[str]:
    """Return an assignment as lines, or, where there is none, what clashes and what would help."""
    return proposal_lines(case, assignment) if assignment.found else clash_lines(case)


def clash_lines(case: Case) -> list[str]:
    """Return the fewest rules and locks that cannot hold together, and what relaxing each gives."""
    groups = {key: str(name) for key, name in GROUPS.items()}
    clash = smallest_clash(case.problem)
    lines = [_("No assignment keeps all rules. These cannot hold together:")]
    lines += [f"• {rule_sentence(item, case.problem, groups)}" for item in clash]
    helps = [relaxation_sentence(relaxation, case.problem, groups) for relaxation in relaxations(case.problem, clash)]
    if helps:
        lines.append(_("Any one of these is enough:"))
        lines += [f"→ {item}" for item in helps]
    return lines


def proposal_report(case: Case, assignment: Assignment) -> dict[str, Any]:
    """Return an assignment as plain data, for programs.

    Returns
    -------
    ``status`` (optimal, feasible, infeasible, unknown), ``value`` and ``bound`` (sum of the fits), ``question``,
    ``pairs`` (``agency, agency_name, kind, code, name, district, fit, parts, shared, km, earlier, lock``),
    ``coverage``, ``who_what_where``, ``findings``, ``clash`` (sentences), ``illustrative``.
    """
    pairs = plan_pairs(case, assignment.pairs)
    chosen_pairs = pairs[pairs["assigned"]]
    figures = coverage(case, assignment.pairs)
    return {
        "status": assignment.status,
        "value": round(assignment.value, 6),
        "bound": round(assignment.bound, 6),
        "question": question_out(case),
        "pairs": [_pair(case, row) for row in each_row(chosen_pairs)],
        "coverage": {name: getattr(figures, name) for name in figures.__slots__},
        "who_what_where": who_what_where(case, assignment.pairs).to_dict("records"),
        "findings": [
            {"severity": finding.severity, "kind": finding.kind, "place": finding.place, "what": text(finding.what)}
            for finding in case_findings(case)
        ],
        "clash": [] if assignment.found else clash_lines(case),
        "illustrative": case.provenance.illustrative,
    }


def explain_report(case: Case, assignment: Assignment, code: str) -> dict[str, Any]:
    """Return why a commune has its partners and what else it could have.

    Returns
    -------
    ``code, name, partners`` (facts of each pair, ``sentence``, ``replacement_cost`` in points, None where the rules
    need the pair, and ``instead``: pairs that come and go without it) and ``alternatives`` (facts, ``sentence``,
    ``cost`` in points, None where the rules do not allow it).

    Raises
    ------
    UnknownUnitError
        The commune is not among those to be helped.
    """
    if code not in case.problem.place_of:
        raise UnknownUnitError(
            msg("Commune {code} is not among those to be helped.", code=code),
            fix=msg("Give the code of one of the communes chosen."),
        )
    agencies = sorted(agency for agency, position in assignment.chosen if position == code)
    partners = []
    for agency in agencies:
        without = best_alternative(assignment, agency, code)
        partners.append(
            _told(case, agency, code) | {"replacement_cost": _cost(without), "instead": _changes(case, without)}
        )
    others = [
        _told(case, alternative.agency, code) | {"cost": _cost(alternative.consequence)}
        for alternative in alternatives(assignment, code)
    ]
    return {"code": code, "name": case.problem.place_of[code].name, "partners": partners, "alternatives": others}


def explain_lines(shown: dict[str, Any]) -> list[str]:
    """Return what `explain_report` gives as lines to read."""
    lines = [f"{shown['name']} ({shown['code']})"]
    for partner in shown["partners"]:
        lines.append("• " + partner["sentence"])
        if partner["replacement_cost"] is None:
            lines.append("  " + _("The rules need this pair."))
            continue
        lines.append(
            "  " + _("Without it the whole would lose {points} points.", points=_number(partner["replacement_cost"]))
        )
        lines += [f"  {'+' if change['change'] == 'added' else '-'} {change['agency_name']} – {change['name']}"
                  for change in partner["instead"]]  # fmt: skip
    if not shown["partners"]:
        lines.append(_("It has no partner."))
    if shown["alternatives"]:
        lines.append(_("Other agencies, the least costly first:"))
    for partner in shown["alternatives"]:
        cost = (
            _("the rules do not allow it") if partner["cost"] is None
            else _("costs {points} points", points=_number(partner["cost"]))
        )  # fmt: skip
        lines.append(f"  {partner['agency_name']}: {cost}")
    return lines


def difference_lines(table: pd.DataFrame) -> list[str]:
    """Return what differs between two plans as lines; ``table`` of `pair_merge.changes`."""
    if table.empty:
        return [_("The two are the same.")]
    words = change_names()
    return [f"{words[row.change]}: {row.agency_name} – {row.name} ({row.code})" for row in each_row(table)]


def change_names() -> dict[str, str]:
    """Return the words for the changes of `pair_merge.changes`, in the current language."""
    return {
        "added": _("Added"),
        "removed": _("Removed"),
        "locked": _("Locked in"),
        "barred": _("Locked out"),
        "unlocked": _("Unlocked"),
        "noted": _("Remark changed"),
    }


def _pair(case: Case, row: Any) -> dict[str, Any]:
    facts = pair_facts(case, row.agency, row.code) or {}
    return {
        "agency": row.agency,
        "agency_name": row.agency_name,
        "kind": row.kind,
        "code": row.code,
        "name": row.name,
        "district": row.district if isinstance(row.district, str) else "",
        "fit": facts.get("fit"),
        "parts": facts.get("parts", {}),
        "shared": list(facts.get("shared", ())),
        "km": facts.get("km"),
        "earlier": bool(facts.get("earlier")),
        "lock": row.lock if isinstance(row.lock, str) else "",
    }


def _told(case: Case, agency: str, code: str) -> dict[str, Any]:
    facts = pair_facts(case, agency, code) or {"agency": agency, "code": code}
    return facts | {"shared": list(facts.get("shared", ())), "sentence": pair_sentence(case, agency, code)}


def _cost(consequence: Consequence | None) -> float | None:
    return None if consequence is None else round(max(0.0, consequence.cost) * _POINTS, 2)


def _changes(case: Case, consequence: Consequence | None) -> list[dict[str, str]]:
    if consequence is None:
        return []
    return [
        {
            "agency": row.agency,
            "agency_name": case.problem.agency_of[row.agency].name,
            "code": row.code,
            "name": case.problem.place_of[row.code].name,
            "change": row.change,
        }
        for row in each_row(consequence.changes)
    ]


def _number(points: float) -> str:
    return format_number(points, digits=1)
