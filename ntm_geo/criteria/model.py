"""The law as frozen objects: set, group, criterion, indicator, dated threshold, reference."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeVar

from ntm_geo.i18n import Localized

T = TypeVar("T")
Sense = Literal["at_least", "at_most", "pass", "count"]
"""How a value is judged; a ``count`` is not judged itself, it tells which level of another part is asked for."""
Subject = Literal["commune", "advanced", "modern", "hamlet"]
SUBJECTS: Final = ("commune", "advanced", "modern", "hamlet")
"""What a set is of: communes, communes of the advanced level or of the pilot frame on top of the standard, hamlets."""
JudgedBy = Literal["", "advanced_set", "advanced_level"]
JUDGED_BY: Final = ("advanced_set", "advanced_level")
MetWhen = Literal["all_parts", "any_part"]
TargetMeasure = Literal[
    "recognised", "advanced", "model", "below_criteria", "hamlet_share", "recognised_share", "mean_criteria",
    "tier_rise", "districts", "model_hamlets", "income_ratio",
]  # fmt: skip
"""What a target counts; nothing is kept of the last three, so that no figure of the program tells of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where a rule stands: decision number, annex, clause."""

    decision: str
    annex: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """That somebody compared a value with the official text: who, when, and on which page of it."""

    by: str
    day: date
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdCase:
    """A level that is asked for where a figure of the commune lies above ``above`` and up to ``up_to``."""

    figure: str
    """Code of the part that holds the figure."""
    above: float | None = None
    up_to: float | None = None
    for_all: float | None = None
    by_region: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdValue:
    """A threshold from the day it takes effect.

    ``by_region`` maps region keys to values, ``by_group`` groups of communes; ``for_all`` holds one value for every
    region; ``cases`` hold one a case. All empty: the law leaves the value to the province (``set_by_province``), or
    nothing is judged by it (``count``).
    """

    effective: date
    reference: Reference
    verified: bool
    for_all: float | None = None
    by_region: tuple[tuple[str, float], ...] = ()
    by_group: tuple[tuple[str, float], ...] = ()
    cases: tuple[ThresholdCase, ...] = ()
    set_by_province: bool = False
    checks: tuple[Check, ...] = ()
    """Who compared it with the official text, in the order they did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator (chỉ tiêu) of a criterion, or a part of one, with its thresholds in order of date."""

    code: str
    name: Localized
    unit: str
    sense: Sense
    values: tuple[ThresholdValue, ...]
    applies_when: str = ""
    short_names: tuple[str, ...] = ()
    """What offices call it in the headings of their sheets."""
    wording: Localized | None = None
    """Its name in full, as the decision has it, where it is longer than what the screen says."""
    parts: tuple[Indicator, ...] = ()
    """What it is made of, where the decision asks for several things under one code."""
    met_when: MetWhen = "all_parts"
    part_of: str = ""
    """Code of the indicator this is a part of."""
    measured_as: Localized | None = None
    """How it is measured, as the guidance of its ministry or of the province says."""

    @property
    def measured(self) -> bool:
        """Whether a threshold can be set for it: it is neither made of parts nor only counted."""
        return not self.parts and self.sense != "count"

    @property
    def official_name(self) -> Localized:
        """Its name as the decision has it."""
        return self.wording or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One criterion (tiêu chí): met when all its applicable indicators are met."""

    code: str
    name: Localized
    group: str
    indicators: tuple[Indicator, ...]
    short_names: tuple[str, ...] = ()
    """What offices call it in the headings of their sheets."""

    @property
    def lines(self) -> tuple[Indicator, ...]:
        """Its indicators in the order of the law, each followed by its parts."""
        return tuple(line for indicator in self.indicators for line in (indicator, *indicator.parts))

    @property
    def entries(self) -> tuple[Indicator, ...]:
        """What values are given for: the parts in place of an indicator made of them."""
        return tuple(line for indicator in self.indicators for line in indicator.parts or (indicator,))


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionGroup:
    """One of the groups (nhóm) the criteria are printed in."""

    code: str
    name: Localized


@dataclass(frozen=True, slots=True, kw_only=True)
class TierRule:
    """A tier of the programme's reports: by recognition, or from a least number of criteria met."""

    key: str
    name: Localized
    at_least: int | None = None
    """Least number of criteria met; None for the tier of recognised communes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneGroup:
    """A group of communes the levels of a set differ between."""

    key: str
    name: Localized
    definition: Localized
    zones: tuple[str, ...] = ()
    """Ethnic-minority zones whose communes are in the group, whatever else is known of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition of recognition beside the criteria, such as no outstanding debt for construction."""

    key: str
    name: Localized
    to_do: Localized
    """What is left to do where it is not met: ``lấy ý kiến hài lòng``."""
    reference: Reference
    verified: bool
    level: str = "standard"
    """Level it is asked for: standard, or model on top of advanced."""
    judged_by: JudgedBy = ""
    """What tells whether it is met where nobody entered it: the advanced set of the year, or its level of a value."""
    unit: str = ""
    """Unit of the value that is compared with the advanced level; it is that of one indicator."""
    above: float = 0.0
    """By what share of 1 the value has to be above the advanced level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """When recognition is withdrawn: by the share of criteria unmet, and by criteria that are named."""

    named_from: float
    """Share of 1 unmet, from which a named criterion among them is enough."""
    always_from: float
    """Share of 1 unmet, from which it is withdrawn whichever they are."""
    named: tuple[str, ...]
    """Codes of the criteria named."""
    reference: Reference
    verified: bool

    def fewest_named(self, total: int) -> int:
        """Return from how many unmet criteria of ``total`` a named one among them is enough."""
        return _ceiling(self.named_from * total)

    def fewest_always(self, total: int) -> int:
        """Return from how many unmet criteria of ``total`` on it is withdrawn whichever they are."""
        return _ceiling(self.always_from * total)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsWithSet:
    """Levels of recognition that end when the set does."""

    levels: tuple[str, ...]
    reference: Reference
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsKnown:
    """Levels communes can be recognised at for the years of a set."""

    levels: tuple[str, ...]
    reference: Reference
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionLaw:
    """What a set says of recognition; a rule that is not known is empty, or None."""

    conditions: tuple[Condition, ...] = ()
    withdrawal: Withdrawal | None = None
    ends_with_set: EndsWithSet | None = None

    def conditions_of(self, level: str = "standard") -> tuple[Condition, ...]:
        """Return the conditions of a level."""
        return tuple(condition for condition in self.conditions if condition.level == level)


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class CriteriaSet:
    """A criteria set in force for a period, as one decision lays it down."""

    key: str
    name: Localized
    reference: Reference
    effective: date
    expires: date
    regions: tuple[tuple[str, Localized], ...]
    groups: tuple[CriterionGroup, ...]
    criteria: tuple[Criterion, ...]
    tiers: tuple[TierRule, ...]
    units: tuple[tuple[str, Localized], ...] = field(default=())
    """Measuring units used by the indicators: key and the sign written after a figure."""
    expects: tuple[int, int] = (0, 0)
    """Number of criteria and of indicators the decision has, to check the data against."""
    recognitions_from: date | None = None
    """First day a recognition counts for this set; None where those of earlier sets count as well."""
    commune_groups: tuple[CommuneGroup, ...] = field(default=())
    subject: Subject = "commune"
    tiers_verified: bool = True
    """Whether the limits of the tiers were checked against the official text."""
    recognition: RecognitionLaw | None = None
    """What is asked for beside the criteria, and when recognition ends; None where nothing of it is entered."""
    levels: LevelsKnown | None = None
    """Levels of recognition its years know; None where nothing of it is entered."""

    def __hash__(self) -> int:
        """Return the hash of its key alone: what is remembered for a set is looked up a thousand times a sheet."""
        return hash(self.key)

    @property
    def years(self) -> str:
        """The period of the set as it is said: ``2021–2025``."""
        return f"{self.effective.year}\u2013{self.expires.year}"

    @property
    def lines(self) -> tuple[Criterion | Indicator, ...]:
        """Everything with a code, in the order of the law: each criterion, its indicators, each with its parts."""
        lines: list[Criterion | Indicator] = []
        for criterion in self.criteria:
            lines += [criterion, *criterion.lines]
        return tuple(lines)

    @property
    def has_indicators(self) -> bool:
        """Whether its indicators are entered; a set may be known at the level of its criteria only."""
        return any(criterion.indicators for criterion in self.criteria)

    def criterion(self, code: str) -> Criterion:
        """Return a criterion by its code; KeyError when there is none."""
        return _only([c for c in self.criteria if c.code == code], code)

    def indicator(self, code: str) -> Indicator:
        """Return an indicator, or a part of one, by its code; KeyError when there is none."""
        return _only([line for criterion in self.criteria for line in criterion.lines if line.code == code], code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target of the province's programme, such as "at least 50 communes recognised"."""

    key: str
    name: Localized
    measure: TargetMeasure
    value: float
    """Communes or districts; a share of 1 for shares; criteria for means and rises; how many times for ratios."""
    sense: Literal["at_least", "at_most"]
    year: int
    limit: int | None = None
    """For ``below_criteria``: communes with fewer criteria than this are counted."""
    tier: str = ""
    """For ``tier_rise``: tier of the set of the year whose communes rise, as they were a year before."""
    verified: bool = True
    """Whether it was compared with the text of the province it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department in charge of criteria (or single indicators) from a date until a date."""

    key: str
    name: Localized
    in_charge_of: tuple[str, ...]
    """Criterion codes such as ``"3"``, or indicator codes such as ``"18.4"``."""
    criteria_set: str
    """Key of the set the codes belong to: a code means nothing without its set."""
    effective: date
    expires: date | None = None
    verified: bool = True
    """Whether it was compared with the province's own decision on who is in charge."""


def _only(result: list[T], code: str) -> T:
    if not result:
        raise KeyError(code)
    return result[0]


def _ceiling(number: float) -> int:
    # Rounded first, so that 30 % of 10 is 3 and not 4 for the sake of a binary fraction.
    return math.ceil(round(number, 6))
