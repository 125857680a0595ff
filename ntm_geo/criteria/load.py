"""Read a criteria set: ``sets/<key>/set.yaml`` and one file a criterion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from ntm_geo.criteria.criterion_reader import CriterionReader
from ntm_geo.criteria.model import SUBJECTS, CommuneGroup, CriteriaSet, CriterionGroup, Subject, TierRule
from ntm_geo.criteria.recognition_law import read_levels, read_recognition_law
from ntm_geo.criteria.references import read_reference
from ntm_geo.criteria.yaml_source import Section, read_section

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ntm_geo.i18n import Localized

_OPTIONAL = ("recognitions_from", "commune_groups", "tiers_verified", "recognition", "subject", "levels")


OTHER_SETS: Final = "other_sets"
"""Folder of sets communes of the programme are not judged by year after year: of hamlets, of advanced communes."""


def list_criteria_sets(criteria_dir: Path, folder: str = "sets") -> tuple[str, ...]:
    """Return the keys of the criteria sets that are shipped in a folder."""
    return tuple(sorted(path.parent.name for path in (criteria_dir / folder).glob("*/set.yaml")))


def load_criteria_set(criteria_dir: Path, key: str, folder: str = "sets") -> CriteriaSet:
    """Read a criteria set.

    Parameters
    ----------
    criteria_dir : folder of the law as data.
    key : folder name of the set, such as ``commune-2021``.
    folder : ``sets``, or `OTHER_SETS`.

    Raises
    ------
    LawError
        A file or key is missing, unknown, twice there or wrong; file, line and key are named.
    """
    home = criteria_dir / folder / key
    head = read_section(home / "set.yaml")
    commune_groups = head.sections("commune_groups") if "commune_groups" in head.values else ()
    head.only("name", "reference", "effective", "expires", "expects", "groups", "tiers", *_OPTIONAL)
    units = _units(criteria_dir / "units.yaml")
    regions = _regions(criteria_dir / "breakdowns.yaml")
    groups = tuple(_group(section) for section in head.sections("groups"))
    period = (head.day("effective"), head.day("expires"))
    files = sorted(path for path in home.glob("*.yaml") if path.name != "set.yaml")
    law = CriteriaSet(
        key=key,
        name=head.localized("name"),
        reference=read_reference(head.section("reference")),
        effective=period[0],
        expires=period[1],
        regions=regions,
        groups=groups,
        criteria=(),
        tiers=tuple(_tier(section) for section in head.sections("tiers")),
        units=units,
        expects=_expects(head.section("expects")),
        recognitions_from=head.day("recognitions_from") if "recognitions_from" in head.values else None,
        commune_groups=tuple(map(_commune_group, commune_groups)),
        tiers_verified=head.flag("tiers_verified") if "tiers_verified" in head.values else True,
        recognition=read_recognition_law(head),
        levels=read_levels(head),
        subject=cast("Subject", head.one_of("subject", *SUBJECTS)) if "subject" in head.values else "commune",
    )
    return with_criteria(law, (read_section(path) for path in files))


def with_criteria(law: CriteriaSet, sections: Iterable[Section]) -> CriteriaSet:
    """Return a set with other criteria, read from their mappings.

    Raises
    ------
    LawError
        A key is missing, unknown, twice there or wrong; it is named with its place.
    """
    reader = CriterionReader(law)
    return replace(law, criteria=tuple(reader.read(section) for section in sections))


def _group(section: Section) -> CriterionGroup:
    section.only("code", "name")
    return CriterionGroup(code=section.text("code"), name=section.localized("name"))


def _commune_group(section: Section) -> CommuneGroup:
    section.only("key", "name", "definition", "zones")
    return CommuneGroup(
        key=section.text("key"),
        name=section.localized("name"),
        definition=section.localized("definition"),
        zones=section.texts("zones") if "zones" in section.values else (),
    )


def _tier(section: Section) -> TierRule:
    section.only("key", "name", "at_least")
    least = section.whole("at_least") if "at_least" in section.values else None
    return TierRule(key=section.text("key"), name=section.localized("name"), at_least=least)


def _expects(section: Section) -> tuple[int, int]:
    section.only("criteria", "indicators")
    return section.whole("criteria"), section.whole("indicators")


def _units(path: Path) -> tuple[tuple[str, Localized], ...]:
    section = read_section(path)
    result = []
    for key in section.names():
        part = section.section(key)
        part.only("name", "sign")
        result.append((key, part.localized("sign", may_be_empty=True)))
    return tuple(result)


def _regions(path: Path) -> tuple[tuple[str, Localized], ...]:
    section = read_section(path).section("region")
    return tuple((key, section.localized(key)) for key in section.names())
