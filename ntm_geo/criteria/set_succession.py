"""Read how the criteria of one set stand in for those of another: ``successions/<source>-to-<target>.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntm_geo.criteria.model import Succession
from ntm_geo.criteria.yaml_source import read_section
from ntm_geo.errors import msg

if TYPE_CHECKING:
    from collections.abc import Mapping
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
