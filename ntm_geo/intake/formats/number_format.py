"""Number formats of spreadsheets: whether a number is shown times a hundred."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

PERCENT_BUILT_IN: Final = frozenset({9, 10})
"""Numbers of the built-in formats ``0%`` and ``0.00%`` (ECMA-376, part 1, 18.8.30)."""
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')


@lru_cache(maxsize=1024)
def shows_percent(code: str) -> bool:
    r"""Return whether a number format multiplies by a hundred; a percent sign that is only printed does not.

    Parameters
    ----------
    code : number format as the file holds it; its first section is that of positive numbers.

    Examples
    --------
    >>> shows_percent("0.0%"), shows_percent('0.0"%"'), shows_percent("0.0\\%")
    (True, False, False)
    """
    return "%" in _LITERAL.sub("", code).split(";", maxsplit=1)[0]
