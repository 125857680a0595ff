"""Kinds of sheets: what a sheet can be about, and which of them its headings tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from ntm_geo.criteria.model import CriteriaSet

SheetKind = Literal[
    "results", "scores", "hamlets", "recognitions", "attributes", "agencies", "partners", "hamlet_results",
    "advanced_scores", "modern_scores", "next_scores",
]  # fmt: skip
SHEET_KINDS: Final[tuple[SheetKind, ...]] = get_args(SheetKind)
SCORES: Final = frozenset({"scores", "advanced_scores", "modern_scores", "next_scores"})
"""Kinds whose columns are indicators; all but the first are of another set than that of the year."""
TOLD_KINDS: Final[tuple[SheetKind, ...]] = tuple(kind for kind in SHEET_KINDS if kind not in SCORES or kind == "scores")
"""Kinds that are told from the headings of a sheet; the others have the same codes, so that a person or the template
says which it is."""


def sheet_kinds(criteria_set: CriteriaSet) -> tuple[SheetKind, ...]:
    """Return the kinds of sheets that can be read by a criteria set: a set for hamlets has one of its own."""
    if criteria_set.subject == "hamlet":
        return ("hamlet_results",)
    return tuple(kind for kind in SHEET_KINDS if kind != "hamlet_results")


def told_kinds(criteria_set: CriteriaSet) -> tuple[SheetKind, ...]:
    """Return the kinds of sheets of a criteria set that are told from their headings."""
    return tuple(kind for kind in sheet_kinds(criteria_set) if kind in TOLD_KINDS)
