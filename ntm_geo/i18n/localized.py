"""Names that are data (criteria, tiers, departments): one text per language, carried with the datum."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_geo.i18n.catalogue import current_language


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

    def __str__(self) -> str:
        """Return the text of the current language."""
        return self.en if current_language() == "en" else self.vi
