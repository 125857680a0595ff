"""Names that are data (criteria, tiers, departments): one text per language, carried with the datum."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_geo.i18n.catalogue import current_language, said_here


@dataclass(frozen=True, slots=True)
class Localized:
    """A name in Vietnamese and English; `str()` gives the current language.

    Examples
    --------
    >>> Localized(vi="Giao thông", en="Transport").en
    'Transport'
    """

    vi: str
    en: str
    local: bool = False
    """Whether they are words of the program that call hamlets as the province does; words of a law stay as they are."""

    def __str__(self) -> str:
        """Return the text of the current language."""
        if current_language() == "en":
            return self.en
        return said_here(self.vi) if self.local else self.vi
