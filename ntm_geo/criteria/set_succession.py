"""Read how the criteria of one set stand in for those of another: ``successions/<source>-to-<target>.yaml``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ntm_geo.criteria.model import Succession
from ntm_geo.criteria.yaml_source import read_section
from ntm_geo.errors import LawError, Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.criteria.yaml_source import Section


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
    succession: Succession, rows: Iterable[tuple[str, str, bool]], source: CriteriaSet, target: CriteriaSet
) -> Succession:
    """Return a succession as an office has it.

    Parameters
    ----------
    succession : as it is shipped.
    rows : criterion or indicator of the target, codes that stand in for it with semicolons, whether it was confirmed.
        A criterion asks for what stands in for it and for each of its indicators.
    source, target : the two sets.

    Raises
    ------
    LawError
        A code is unknown, or a criterion of the target is left out; the row is named.
    """
    known = {line.code for line in source.lines}
    targets = {line.code: line.code.partition(".")[0] for line in target.lines}
    standing: dict[str, list[str]] = {criterion.code: [] for criterion in target.criteria}
    open_ones = set[str]()
    for code, text, confirmed in rows:
        codes = [part.strip() for part in text.split(";") if part.strip()]
        unknown = [part for part in codes if part not in known]
        if code not in targets:
            raise _wrong(
                code, msg("The criteria set {key} has no criterion or indicator {code}.", key=target.key, code=code)
            )
        if unknown or not codes:
            what = msg("Criterion {code} needs criteria of the set {key} that stand for it.", code=code, key=source.key)
            raise _wrong(code, what)
        standing[targets[code]] += codes
        if not confirmed:
            open_ones.add(targets[code])
    for code, codes in standing.items():
        if not codes:
            what = msg("Criterion {code} needs criteria of the set {key} that stand for it.", code=code, key=source.key)
            raise _wrong(code, what)
    return replace(
        succession,
        stands_for=tuple((code, tuple(dict.fromkeys(codes))) for code, codes in standing.items()),
        confirmed=frozenset(standing) - open_ones,
    )


def _wrong(code: str, what: Message) -> LawError:
    return LawError(what, where=code, fix=msg("Give codes such as 10 or 10.1, with semicolons between."))


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
            what = msg("Criterion {code} needs criteria of the set {key} that stand for it.", code=code, key=source)
            raise pairs.error(code, what)
        result.append((code, standing))
    return Succession(source=source, target=target, verified=section.flag("verified"), stands_for=tuple(result))
