"""Translation and Vietnamese number and date forms.

Message keys are English; the Vietnamese texts stand in ``locale/vi/LC_MESSAGES/ntm_geo.po``, read directly, so there
is no compiled file to fall behind. The language is a context variable: each thread of the app sets its own. What
hamlets are called (xom, thon, ban, ap) is a word of the province, the same for all of a process: the catalogue is
written with one of them, and read with that of the province that is open.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from babel import dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ntm_geo.errors import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable


Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
_BILLIONS_FROM: Final = 10_000
LOCALE_DIR: Final = Path(__file__).parent / "locale"

_language: ContextVar[Language] = ContextVar("ntm_geo_language", default="vi")
_local_words: Final[dict[str, str]] = {}
"""Words of the province that is open: ``hamlet``; empty where it says what the catalogue says."""
_clock: Final[list[Callable[[], date]]] = []
"""What says which day it is; nothing until a workspace is opened."""
_TO_DATE: Final = (
    (msg("By the end of {year}", year=0).template, msg("So far in {year}", year=0).template),
    (msg(", end of {year}", year=0).template, msg(", {year} to date", year=0).template),
)
"""What sentences say of the end of a year, and of one that runs."""


def use_language(language: Language) -> None:
    """Set the language of the current context (thread or task)."""
    _language.set(language)


def current_language() -> Language:
    """Return the language of the current context; Vietnamese unless set."""
    return _language.get()


def use_hamlet_word(word: str) -> None:
    """Set what hamlets are called in Vietnamese, in small letters; empty for the word of the catalogue."""
    _local_words["hamlet"] = word


def hamlet_word() -> str:
    """Return what a hamlet is called in the current language, in small letters."""
    return gettext("hamlet")


def use_today(today: Callable[[], date]) -> None:
    """Set what says which day it is: sentences of a year that runs say how far it has come, and not how it ended."""
    _clock[:] = [today]


def _runs(year: object) -> bool:
    """Return whether a year in a sentence is not over yet."""
    if year is None or not _clock:
        return False
    day = _clock[0]()
    return str(year) == str(day.year) and day < date(day.year, 12, 31)


def said_here(words: str) -> str:
    """Return Vietnamese words of the program, such as a heading, with hamlets called as the province does."""
    return _renamed(words, _word_of_catalogue(), _local_words.get("hamlet", ""))


def _renamed(words: str, usual: str, local: str) -> str:
    if not local or local == usual:
        return words
    pattern = rf"\b{usual}\b"
    return re.sub(pattern, lambda hit: local.capitalize() if hit[0][0].isupper() else local, words, flags=re.IGNORECASE)


@cache
def _word_of_catalogue() -> str:
    return _translations("vi", "").gettext("hamlet")


def catalogue_path(language: Language) -> Path:
    """Return where the catalogue of a language stands."""
    return LOCALE_DIR / language / "LC_MESSAGES" / "ntm_geo.po"


@cache
def _translations(language: Language, hamlet: str) -> NullTranslations:
    """Read a catalogue once, with a word for hamlets; English is the key language and needs none."""
    path = catalogue_path(language)
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=language, domain="ntm_geo")
    usual = catalog.get("hamlet")
    for message in catalog if usual and hamlet else ():
        if usual and isinstance(message.string, str):
            message.string = _renamed(message.string, str(usual.string), hamlet)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def gettext(template: str, /, **values: object) -> str:
    """Return the sentence in the current language with its fields filled in.

    Parameters
    ----------
    template : English message key, with ``{name}`` fields.
    **values : what goes into the fields.
    """
    translations = _translations(current_language(), _local_words.get("hamlet", ""))
    translated = translations.gettext(template)
    for usual, to_date in _TO_DATE if _runs(values.get("year")) else ():
        if usual in template:
            translated = translated.replace(translations.gettext(usual), translations.gettext(to_date))
    return translated.format(**values) if values else translated


def text(message: Message, *, write: Callable[[object], object] | None = None) -> str:
    """Return a `Message` in the current language; values that are themselves messages are translated too.

    Parameters
    ----------
    message : what is said.
    write : how a value is written where the sentence goes, such as with its signs escaped; numbers are left as they
        are.
    """
    return gettext(message.template, **{key: _value(value, write) for key, value in message.values.items()})


def _value(value: object, write: Callable[[object], object] | None) -> object:
    if isinstance(value, Message):
        return text(value, write=write)
    return value if write is None or isinstance(value, int | float) else write(value)


def format_number(value: float, *, digits: int = 0, fixed: bool = False) -> str:
    """Return a number as the language writes it (Vietnamese: ``1.234,5``).

    Parameters
    ----------
    value : the number.
    digits : most decimals shown; trailing zeros are left out.
    fixed : whether trailing zeros stay, as in a column of figures.
    """
    pattern = "#,##0" + ("." + ("0" if fixed else "#") * digits if digits else "")
    return numbers.format_decimal(rounded(value, digits), format=pattern, locale=current_language())


def rounded(value: float, digits: int = 0) -> Decimal:
    """Return a number rounded half up, as people and browsers do: 7.25 is 7.3, not 7.2.

    Binary fractions are taken as they are written (``7.25``, ``0.145``), so that what was typed decides.

    Examples
    --------
    >>> rounded(7.25, 1), rounded(-0.5)
    (Decimal('7.3'), Decimal('-1'))
    """
    exact = Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP) if exact.is_finite() else exact


def format_money(million: float) -> str:
    """Return an amount of million dong as people read it: in tỷ from 10,000 million on (``12,5 tỷ đồng``).

    Parameters
    ----------
    million : amount in million dong.
    """
    if abs(million) >= _BILLIONS_FROM:
        return gettext("{amount} billion VND", amount=format_number(million / 1000, digits=1))
    return gettext("{amount} million VND", amount=format_number(million))


def format_years(first: int, last: int) -> str:
    """Return a span of years as a sentence names it: ``năm 2023``, or ``giai đoạn 2023–2025``.

    Parameters
    ----------
    first, last : years; a single one is never told as a span.
    """
    if first == last:
        return gettext("the year {year}", year=first)
    return gettext("the years {first}–{last}", first=first, last=last)


def format_percent(share: float, *, digits: int = 1, fixed: bool = False) -> str:
    """Return a share of 1 as percent, as offices write it (``34,5%``); see `format_number`."""
    return f"{format_number(share * 100, digits=digits, fixed=fixed)}%"


def format_date(day: date) -> str:
    """Return a date as offices write it: ``31/12/2022``, in both languages."""
    return dates.format_date(day, format="dd/MM/yyyy", locale=current_language())
