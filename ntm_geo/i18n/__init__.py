"""Words and figures for people: the catalogue (`catalogue`) and names that are data (`localized`).

catalogue  translation and Vietnamese number and date forms
collation  names in the order of a Vietnamese dictionary
localized  names that are data (criteria, tiers, departments)
"""

from ntm_geo.i18n.catalogue import (
    LANGUAGES,
    Language,
    current_language,
    format_date,
    format_money,
    format_number,
    format_percent,
    format_years,
    hamlet_word,
    rounded,
    said_here,
    text,
    use_hamlet_word,
    use_language,
    use_today,
)
from ntm_geo.i18n.catalogue import (
    gettext as _,
)
from ntm_geo.i18n.localized import Localized

__all__ = [
    "LANGUAGES",
    "Language",
    "Localized",
    "_",
    "current_language",
    "format_date",
    "format_money",
    "format_number",
    "format_percent",
    "format_years",
    "hamlet_word",
    "rounded",
    "said_here",
    "text",
    "use_hamlet_word",
    "use_language",
    "use_today",
]
