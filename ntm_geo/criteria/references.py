"""Read where a rule stands: decision, annex, clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntm_geo.criteria.model import Reference

if TYPE_CHECKING:
    from ntm_geo.criteria.yaml_source import Section


def read_reference(section: Section) -> Reference:
    """Read where a rule stands; LawError where the decision is missing or a key is not known."""
    section.only("decision", "annex", "clause")
    return Reference(
        decision=section.text("decision"),
        annex=section.optional_text("annex"),
        clause=section.optional_text("clause"),
    )
