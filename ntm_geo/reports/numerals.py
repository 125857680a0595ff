"""Numbers as official papers count their parts."""

from __future__ import annotations

from typing import Final

_LETTERS: Final = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """Return a number from 1 to 399 as a Roman numeral.

    Examples
    --------
    >>> roman(4), roman(13)
    ('IV', 'XIII')
    """
    written = ""
    for value, letters in _LETTERS:
        count, number = divmod(number, value)
        written += letters * count
    return written
