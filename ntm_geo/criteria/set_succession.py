"""How criteria of one set stand in for another's: ``successions/<source>-to-<target>.yaml``, and an office's lines."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ntm_geo.criteria.yaml_source import read_section
from ntm_geo.errors import LawError, Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ntm_geo.criteria.model import CriteriaSet, Criterion, Indicator
    from ntm_geo.criteria.yaml_source import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """What stands in for a criterion, an indicator or a part of the target."""

    target: str
    sources: tuple[str, ...]
    """Criteria or indicators of the source that all have to be met; one alone where its value is carried."""
    carries_value: bool = False
    """Whether the value of the source is the value of the target, and judged by the level of the target."""
    factor: float = 1.0
    """What a value that is carried is multiplied by."""
    confirmed: bool = False
    """Whether the office confirmed it; otherwise it is our own reading of the names."""

    @property
    def criterion(self) -> str:
        """Code of the criterion of the target it belongs to."""
        return self.target.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """How the criteria of one set stand in for those of another, where nothing was judged by the other yet."""

    source: str
    target: str
    verified: bool
    lines: tuple[StandIn, ...]

    @property
    def stands_for(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Criterion of the target, and everything of the source that has to be met for it."""
        codes: dict[str, dict[str, None]] = {}
        for line in self.lines:
            codes.setdefault(line.criterion, {}).update(dict.fromkeys(line.sources))
        return tuple((code, tuple(sources)) for code, sources in codes.items())

    @property
    def confirmed(self) -> frozenset[str]:
        """Criteria of the target all of whose lines the office confirmed."""
        every = {line.criterion for line in self.lines}
        return frozenset(every - {line.criterion for line in self.lines if not line.confirmed})


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """A line as an office enters it: codes with semicolons, nothing read yet."""

    target: str
    sources: str
    carries_value: bool = False
    factor: float | None = None
    confirmed: bool = False


_ANY_UNIT: Final = "pass_fail"


def load_successions(criteria_dir: Path, sets: Mapping[str, CriteriaSet]) -> tuple[Succession, ...]:
    """Read all successions that are shipped.

    Parameters
    ----------
    criteria_dir : folder of the law as data.
    sets : criteria sets by key.

    Raises
    ------
    LawError
        A set or a criterion is unknown, or a criterion of the target is left out; file, line and key are named.
    """
    files = sorted((criteria_dir / "successions").glob("*.yaml"))
    return tuple(_succession(read_section(path), sets) for path in files)


def read_correspondences(
    succession: Succession, rows: Iterable[Correspondence], source: CriteriaSet, target: CriteriaSet
) -> Succession:
    """Return a succession as an office has it.

    Parameters
    ----------
    succession : as it is shipped.
    rows : criterion, indicator or part of the target, what stands in for it, and whether its value is carried. The row
        of a criterion stands for those of its indicators that have none of their own.
    source, target : the two sets.

    Raises
    ------
    LawError
        A code is unknown, a criterion of the target is left out, or a value cannot be carried; the row is named.
    """
    known = {line.code: line for line in source.lines}
    targets = {line.code: line for line in target.lines}
    order = {code: number for number, code in enumerate(targets)}
    lines = []
    for row in rows:
        codes = tuple(dict.fromkeys(part.strip() for part in row.sources.split(";") if part.strip()))
        if row.target not in targets:
            raise _wrong(
                row.target,
                msg("The criteria set {key} has no criterion or indicator {code}.", key=target.key, code=row.target),
            )
        if not codes or not set(codes) <= set(known):
            raise _wrong(row.target, _needs(row.target, source.key))
        if row.carries_value:
            _check_carried(row, targets[row.target], [known[code] for code in codes])
        lines.append(
            StandIn(
                target=row.target,
                sources=codes,
                carries_value=row.carries_value,
                factor=row.factor or 1.0,
                confirmed=row.confirmed,
            )
        )
    there = {line.criterion for line in lines}
    for criterion in target.criteria:
        if criterion.code not in there:
            raise _wrong(criterion.code, _needs(criterion.code, source.key))
    return replace(succession, lines=tuple(sorted(lines, key=lambda line: order[line.target])))


def can_carry(source: Criterion | Indicator, target: Criterion | Indicator) -> bool:
    """Return whether a value of one line is a value of another as it stands: both judged alike, in one unit."""
    first, second = _measure(source), _measure(target)
    return first is not None and first == second


def _measure(line: Criterion | Indicator) -> tuple[str, str] | None:
    """Return how a line is judged and in which unit; None where no value is given for it."""
    sense, parts = getattr(line, "sense", None), getattr(line, "parts", ())
    return None if sense is None or parts else (sense, getattr(line, "unit", ""))


def _check_carried(row: Correspondence, target: Criterion | Indicator, sources: list[Criterion | Indicator]) -> None:
    """Refuse a value that cannot be carried: not of one line, judged otherwise, in another unit without a factor."""
    if row.factor is not None and not (row.factor > 0 and math.isfinite(row.factor)):
        raise _wrong(row.target, msg("The factor of {code} should be a number above 0.", code=row.target))
    measures = [_measure(line) for line in (target, *sources)]
    if len(sources) != 1 or None in measures:
        what = msg("The value of {code} is carried from one indicator or part that has a value.", code=row.target)
        raise _wrong(row.target, what, msg("Give one code such as 17.1, or do not carry the value."))
    (sense, unit), (other_sense, other_unit) = measures[0] or ("", ""), measures[1] or ("", "")
    if sense != other_sense or (unit == _ANY_UNIT and row.factor is not None):
        what = msg("{code} and {source} are not judged the same way.", code=row.target, source=sources[0].code)
        raise _wrong(row.target, what, msg("Do not carry the value: the verdict alone stands in."))
    if unit != other_unit and row.factor is None:
        what = msg("{code} and {source} are not measured in the same unit.", code=row.target, source=sources[0].code)
        raise _wrong(row.target, what, msg("Give the factor between the two units, or do not carry the value."))


def _needs(code: str, key: str) -> Message:
    return msg("Criterion {code} needs criteria of the set {key} that stand for it.", code=code, key=key)


def _wrong(code: str, what: Message, fix: Message | None = None) -> LawError:
    return LawError(what, where=code, fix=fix or msg("Give codes such as 10 or 10.1, with semicolons between."))


def _succession(section: Section, sets: Mapping[str, CriteriaSet]) -> Succession:
    section.only("source", "target", "verified", "stands_for")
    source = section.one_of("source", *sets)
    target = section.one_of("target", *sets)
    pairs = section.section("stands_for")
    codes = [criterion.code for criterion in sets[target].criteria]
    known = {criterion.code for criterion in sets[source].criteria}
    pairs.only(*codes)
    result = []
    for code in codes:
        standing = pairs.texts(code)
        unknown = [item for item in standing if item not in known]
        if unknown or not standing:
            raise pairs.error(code, _needs(code, source))
        result.append(StandIn(target=code, sources=standing))
    return Succession(source=source, target=target, verified=section.flag("verified"), lines=tuple(result))
