"""The bibliography: every decision a rule refers to, with its title and days, as far as they are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntm_geo.criteria.yaml_source import read_section

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from ntm_geo.i18n import Localized


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision, decree, resolution or letter of guidance; a day that is not known is None."""

    number: str
    title: Localized
    signed: date | None = None
    in_force: date | None = None


def load_decisions(criteria_dir: Path) -> tuple[Decision, ...]:
    """Read the bibliography, in the order of its file.

    Raises
    ------
    LawError
        A key is missing, unknown or wrong; file, line and key are named.
    """
    section = read_section(criteria_dir / "decisions.yaml")
    decisions = []
    for number in section.names():
        about = section.section(number)
        about.only("title", "signed", "in_force")
        days = {key: about.day(key) for key in ("signed", "in_force") if key in about.values}
        decisions.append(Decision(number=number, title=about.localized("title"), **days))
    return tuple(decisions)
