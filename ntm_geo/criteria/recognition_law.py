"""Rules of recognition as data: conditions beside the criteria, when it is withdrawn, which levels end with the set."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from ntm_geo.criteria.model import JUDGED_BY, Condition, EndsWithSet, LevelsKnown, RecognitionLaw, Withdrawal
from ntm_geo.criteria.references import read_reference
from ntm_geo.criteria.yaml_source import read_sections
from ntm_geo.errors import msg
from ntm_geo.tables.monitoring_tables import STEPS
from ntm_geo.tables.standing_table import LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from ntm_geo.criteria.model import CriteriaSet, JudgedBy
    from ntm_geo.criteria.yaml_source import Section


_PROCEDURE: Final = "procedure.yaml"
DEADLINES: Final = ("district_checked", "appraised", "sent_again", "council")
"""What days are counted for: check and appraisal after a sending, a sending again, the vote after the appraisal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureRules:
    """How long steps may take, and what a council needs to propose recognition."""

    days: Mapping[str, int]
    """Days by `DEADLINES`."""
    vote_above: float
    """Share of the members present that has to be passed by those who agree."""
    verified: bool
    """Whether all of it was compared with the official text."""


def recognition_rules(
    law: RecognitionLaw | None, levels: LevelsKnown | None = None
) -> list[tuple[str, Condition | Withdrawal | EndsWithSet | LevelsKnown]]:
    """Return the rules of a set one by one, each as a line of the page of the law, in English with Vietnamese names."""
    rules: list[tuple[str, Condition | Withdrawal | EndsWithSet | LevelsKnown]] = []
    if levels is not None:
        rules.append((f"levels of its years: {', '.join(levels.levels)}", levels))
    if law is None:
        return rules
    rules += [(item.name.vi, item) for item in law.conditions]
    if law.withdrawal is not None:
        rule = law.withdrawal
        text = (
            f"withdrawn from {rule.named_from:.0%} of the criteria unmet with one of {', '.join(rule.named)} among "
            f"them, or from {rule.always_from:.0%}"
        )
        rules.append((text, rule))
    if law.ends_with_set is not None:
        rules.append((f"ends with the set: {', '.join(law.ends_with_set.levels)}", law.ends_with_set))
    return rules


def load_ended_steps(criteria_dir: Path) -> dict[str, date]:
    """Read which steps of the recognition procedure ended: step to the last day it was taken.

    Raises
    ------
    LawError
        A key is missing, unknown or wrong; file, line and key are named.
    """
    ended = {}
    for section in read_sections(criteria_dir / _PROCEDURE):
        if "until" not in section.values:
            continue
        section.only("step", "until", "reference")
        read_reference(section.section("reference"))
        ended[section.one_of("step", *STEPS)] = section.day("until")
    return ended


def load_procedure_rules(criteria_dir: Path) -> ProcedureRules:
    """Read the days for each step, and the share of votes a proposal needs.

    Raises
    ------
    LawError
        A key is missing, unknown or wrong.
    """
    days: dict[str, int] = {}
    share, verified = 1.0, True
    for section in read_sections(criteria_dir / _PROCEDURE):
        if "deadline" in section.values:
            section.only("deadline", "days", "verified")
            days[section.one_of("deadline", *DEADLINES)] = section.whole("days")
            verified &= section.flag("verified")
        elif "vote_above" in section.values:
            section.only("vote_above", "verified")
            share = section.number("vote_above")
            verified &= section.flag("verified")
    return ProcedureRules(days=MappingProxyType(days), vote_above=share, verified=verified)


def read_recognition_law(head: Section) -> RecognitionLaw | None:
    """Read the rules of recognition of a set; None where its file says nothing of them.

    Parameters
    ----------
    head : of ``set.yaml``. Whether the set has the criteria that are named is asked by `health`.

    Raises
    ------
    LawError
        A key is missing, unknown or wrong, or a share is none.
    """
    if "recognition" not in head.values:
        return None
    section = head.section("recognition")
    section.only("conditions", "withdrawal", "ends_with_set")
    values = section.values
    return RecognitionLaw(
        conditions=tuple(map(_condition, section.sections("conditions"))) if "conditions" in values else (),
        withdrawal=_withdrawal(section.section("withdrawal")) if "withdrawal" in values else None,
        ends_with_set=_ends(section.section("ends_with_set")) if "ends_with_set" in values else None,
    )


def read_levels(head: Section) -> LevelsKnown | None:
    """Read which levels the years of a set know; None where its file says nothing of them.

    Raises
    ------
    LawError
        A key is missing, unknown or wrong, or there is no such level.
    """
    if "levels" not in head.values:
        return None
    section = head.section("levels")
    section.only("known", "reference", "verified")
    return LevelsKnown(
        levels=_levels(section, "known"),
        reference=read_reference(section.section("reference")),
        verified=section.flag("verified"),
    )


def levels_of(law: CriteriaSet) -> tuple[str, ...]:
    """Return the levels communes can be recognised at for the years of a set; all where nothing says which."""
    return LEVELS if law.levels is None else law.levels.levels


def _levels(section: Section, key: str) -> tuple[str, ...]:
    levels = section.texts(key)
    for level in levels:
        if level not in LEVELS:
            what = msg("The value of {key} should be one of: {choices}.", key=key, choices=", ".join(LEVELS))
            raise section.error(key, what)
    return levels


def _condition(section: Section) -> Condition:
    section.only("key", "name", "to_do", "reference", "verified", "level", "judged_by", "unit", "above")
    judged_by = section.one_of("judged_by", *JUDGED_BY) if "judged_by" in section.values else ""
    compared = judged_by == "advanced_level"
    return Condition(
        judged_by=cast("JudgedBy", judged_by),
        unit=section.text("unit") if compared else "",
        above=section.number("above") if compared else 0.0,
        level=section.one_of("level", *LEVELS) if "level" in section.values else LEVELS[0],
        key=section.text("key"),
        name=section.localized("name"),
        to_do=section.localized("to_do"),
        reference=read_reference(section.section("reference")),
        verified=section.flag("verified"),
    )


def _withdrawal(section: Section) -> Withdrawal:
    section.only("named_from", "always_from", "named", "reference", "verified")
    named_from, always_from = section.number("named_from"), section.number("always_from")
    if not 0 < named_from <= always_from <= 1:
        raise section.error("named_from", msg("The shares of withdrawal are shares of 1, the smaller one first."))
    return Withdrawal(
        named_from=named_from,
        always_from=always_from,
        named=section.texts("named"),
        reference=read_reference(section.section("reference")),
        verified=section.flag("verified"),
    )


def _ends(section: Section) -> EndsWithSet:
    section.only("levels", "reference", "verified")
    return EndsWithSet(
        levels=_levels(section, "levels"),
        reference=read_reference(section.section("reference")),
        verified=section.flag("verified"),
    )
