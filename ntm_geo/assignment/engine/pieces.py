"""What makes a pair a good one: the pieces of its fit, each between 0 and 1, with a name and a weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ntm_geo.i18n import Localized

NEUTRAL: Final = 0.5
"""What a piece counts where it is not known; such pieces are named beside the pair, never taken for zero."""

PIECES: Final[dict[str, Localized]] = {
    "sector": Localized(vi="Đúng thế mạnh", en="Strong where it is missing"),
    "need": Localized(vi="Mức cần giúp", en="Need of the commune"),
    "continuity": Localized(vi="Tiếp nối năm trước", en="Partner of earlier years"),
    "closeness": Localized(vi="Gần trụ sở", en="Close by"),
    "resources": Localized(vi="Nguồn lực", en="Resources"),
    "border": Localized(vi="Biên giới – lực lượng vũ trang", en="Border and armed forces"),
}
"""Pieces with a name; a table of pairs may bring others under its own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """One piece of the fit and how much it counts."""

    piece: str
    weight: float

    @property
    def name(self) -> str:
        """Name in the reader's language."""
        return str(PIECES[self.piece]) if self.piece in PIECES else self.piece


def sector_fit(weight: float = 1.0) -> Objective:
    """Send agencies where the criteria they are strong in are the ones missing."""
    return Objective(piece="sector", weight=weight)


def need(weight: float = 1.0) -> Objective:
    """Serve communes of high priority first."""
    return Objective(piece="need", weight=weight)


def continuity(weight: float = 1.0) -> Objective:
    """Keep partners of earlier years together."""
    return Objective(piece="continuity", weight=weight)


def closeness(weight: float = 1.0) -> Objective:
    """Send nobody across the province without need."""
    return Objective(piece="closeness", weight=weight)


def resources(weight: float = 1.0) -> Objective:
    """Bring money where it is short."""
    return Objective(piece="resources", weight=weight)


def border_to_armed_forces(weight: float = 1.0) -> Objective:
    """Give border communes to border guard and army."""
    return Objective(piece="border", weight=weight)
